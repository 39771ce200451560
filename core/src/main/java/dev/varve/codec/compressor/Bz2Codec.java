package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/**
 * Bzip2: slow, small.
 *
 * <p>Specification: <a href="https://numcodecs.readthedocs.io/en/stable/compression/bz2.html">numcodecs.bz2</a>; <a
 * href="https://sourceware.org/bzip2/">bzip2</a>. v3 name: {@code numcodecs.bz2}. v2 ids: {@code bz2}. HDF5 filter:
 * 307.
 *
 * <pre>{@code {"name": "numcodecs.bz2", "configuration": {"level": 1}}}</pre>
 *
 * <p>Differences from the reference: bytes after the last stream are an error. The bytes written may differ from
 * libbz2's and decode to the same.
 *
 * @param level 1 to 9: how many times 100 kB are sorted at once
 */
public record Bz2Codec(int level) implements BytesToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "numcodecs.bz2";

    private static final long BLOCK_UNIT = 100_000;
    private static final long BLOCK_MARGIN = 1000;

    public Bz2Codec {
        if (level < 1 || level > 9) {
            throw new IllegalArgumentException("bz2 level " + level + " is not 1 to 9");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    /** What fits in one block of a lower level is one block of a higher one, too. */
    @Override
    public Bz2Codec effectiveFor(long decodedBytes) {
        // A block ends a little early, and runs may be longer in it than they are.
        long least = (decodedBytes + decodedBytes / 4 + BLOCK_MARGIN) / BLOCK_UNIT + 1;
        return least < level ? new Bz2Codec((int) least) : this;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        // The manual promises 1 % and 600 bytes.
        return new BoundBz2(
                level, decoded, new EncodedSize.AtMost(decoded.maxBytes()).plus(decoded.maxBytes() / 64 + 1024));
    }

    private record BoundBz2(int level, EncodedSize decodedSize, EncodedSize encodedSize) implements Bound {
        @Override
        public Bytes encode(Bytes decoded) {
            DecodedSizes.requireInput(NAME, decodedSize, decoded.length());
            ByteArrayOutputStream out = new ByteArrayOutputStream(decoded.length() / 2 + 64);
            try (OutputStream encoder = new BZip2CompressorOutputStream(out, level)) {
                encoder.write(decoded.array(), decoded.offset(), decoded.length());
            } catch (IOException e) {
                throw new UncheckedIOException(e); // a stream to memory has none
            }
            return Bytes.wrap(out.toByteArray());
        }

        @Override
        public Bytes decode(Bytes encoded) {
            DecodeBuffer out = new DecodeBuffer(NAME, decodedSize, encoded.length());
            ByteArrayInputStream in = new ByteArrayInputStream(encoded.array(), encoded.offset(), encoded.length());
            try (InputStream decoder = new BZip2CompressorInputStream(in, true)) {
                out.fill(decoder);
                return out.finish();
            } catch (CodecException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                // The decoder meets malformed tables with whatever its arrays throw.
                int at = encoded.length() - in.available();
                throw new CodecException(NAME, "malformed stream near byte " + at + ": " + e.getMessage(), e);
            }
        }
    }
}
