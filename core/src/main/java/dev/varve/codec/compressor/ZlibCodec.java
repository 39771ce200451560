package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.Scratch;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Zlib: DEFLATE in zlib's frame, with an Adler-32 checksum; also HDF5's filter 1, "deflate".
 *
 * <p>Specification: <a href="https://numcodecs.readthedocs.io/en/stable/compression/zlib.html">numcodecs.zlib</a>; <a
 * href="https://www.rfc-editor.org/rfc/rfc1950">RFC 1950</a>. v3 name: {@code numcodecs.zlib}. v2 ids: {@code zlib}.
 *
 * <pre>{@code {"name": "numcodecs.zlib", "configuration": {"level": 1}}}</pre>
 *
 * <p>Differences from the reference: bytes after the stream are an error.
 *
 * @param level 0 (stored) to 9 (smallest), or -1: zlib's choice, as the format has it
 */
public record ZlibCodec(int level) implements BytesToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "numcodecs.zlib";

    public ZlibCodec {
        if (level < Deflater.DEFAULT_COMPRESSION || level > Deflater.BEST_COMPRESSION) {
            throw new IllegalArgumentException("zlib level " + level + " is not -1 to 9");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        long most = Deflation.maxEncodedBytes(decoded.maxBytes());
        return new BoundZlib(level, decoded, new EncodedSize.AtMost(most));
    }

    private record BoundZlib(int level, EncodedSize decodedSize, EncodedSize encodedSize) implements Bound {
        @Override
        public Bytes encode(Bytes decoded) {
            DecodedSizes.requireInput(NAME, decodedSize, decoded.length());
            return Bytes.wrap(Deflation.deflate(NAME, decoded, level, false, 0, 0));
        }

        @Override
        public Bytes decode(Bytes encoded) {
            try (Scratch scratch = new Scratch()) {
                return inflate(encoded, scratch, byte[]::new).finish();
            }
        }

        @Override
        public Bytes decode(Bytes encoded, Scratch scratch) {
            return inflate(encoded, scratch, bytes -> scratch.output(encoded, bytes))
                    .inPlace();
        }

        private DecodeBuffer inflate(Bytes encoded, Scratch scratch, IntFunction<byte[]> arrays) {
            DecodeBuffer out = Deflation.room(NAME, decodedSize, encoded, arrays);
            Optional<Libdeflate.Inflated> inflated =
                    Libdeflate.inflate(Libdeflate.Frame.ZLIB, encoded, 0, out.array(), 0, out.room(), scratch);
            if (inflated.isPresent() && inflated.get().encodedBytes() == encoded.length()) {
                out.advance(inflated.get().decodedBytes());
                return out;
            }
            Inflater inflater = new Inflater();
            try {
                int end = Deflation.inflate(NAME, inflater, encoded, 0, out);
                if (end != encoded.length()) {
                    throw new CodecException(NAME, (encoded.length() - end) + " bytes too many at byte " + end);
                }
            } finally {
                inflater.end();
            }
            return out;
        }
    }
}
