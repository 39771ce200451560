package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.Scratch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Gzip: DEFLATE with a header and a checksum.
 *
 * <p>Specification: <a href="https://zarr-specs.readthedocs.io/en/latest/v3/codecs/gzip/index.html">Zarr v3 gzip
 * codec</a>; <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>. v3 name: {@code gzip}; alias {@code
 * numcodecs.gzip}. v2 ids: {@code gzip}.
 *
 * <pre>{@code {"name": "gzip", "configuration": {"level": 5}}}</pre>
 *
 * <p>Differences from the reference: the time in the header is 0, so that the same bytes always encode to the same
 * bytes; zeros after the last member are an error, as all bytes are there.
 *
 * @param level 0 (stored) to 9 (smallest)
 */
public record GzipCodec(int level) implements BytesToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "gzip";

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int HEADER_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final int MAGIC = 0x8b1f;
    private static final int METHOD_DEFLATE = 8;
    private static final int FLAG_HEADER_CRC = 0x02;
    private static final int FLAG_EXTRA = 0x04;
    private static final int FLAG_NAME = 0x08;
    private static final int FLAG_COMMENT = 0x10;
    private static final int FLAGS_RESERVED = 0xe0;
    private static final int SYSTEM_UNKNOWN = 255;

    public GzipCodec {
        if (level < 0 || level > Deflater.BEST_COMPRESSION) {
            throw new IllegalArgumentException("gzip level " + level + " is not 0 to 9");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        long most = Deflation.maxEncodedBytes(decoded.maxBytes());
        return new BoundGzip(level, decoded, new EncodedSize.AtMost(most).plus(HEADER_BYTES + TRAILER_BYTES));
    }

    private record BoundGzip(int level, EncodedSize decodedSize, EncodedSize encodedSize) implements Bound {
        @Override
        public Bytes encode(Bytes decoded) {
            DecodedSizes.requireInput(NAME, decodedSize, decoded.length());
            byte[] out = Deflation.deflate(NAME, decoded, level, true, HEADER_BYTES, TRAILER_BYTES);
            out[0] = (byte) MAGIC;
            out[1] = (byte) (MAGIC >> 8);
            out[2] = METHOD_DEFLATE;
            out[8] = (byte) (level == 9 ? 2 : level == 1 ? 4 : 0);
            out[9] = (byte) SYSTEM_UNKNOWN;
            CRC32 crc = new CRC32();
            crc.update(decoded.array(), decoded.offset(), decoded.length());
            INT.set(out, out.length - TRAILER_BYTES, (int) crc.getValue());
            INT.set(out, out.length - TRAILER_BYTES + 4, decoded.length());
            return Bytes.wrap(out);
        }

        @Override
        public Bytes decode(Bytes encoded) {
            try (Scratch scratch = new Scratch()) {
                return decode(encoded, scratch, byte[]::new).finish();
            }
        }

        @Override
        public Bytes decode(Bytes encoded, Scratch scratch) {
            return decode(encoded, scratch, bytes -> scratch.output(encoded, bytes))
                    .inPlace();
        }

        private DecodeBuffer decode(Bytes encoded, Scratch scratch, IntFunction<byte[]> arrays) {
            DecodeBuffer out = Deflation.room(NAME, decodedSize, encoded, arrays);
            Inflater inflater = new Inflater(true);
            try {
                int at = 0;
                do {
                    at = decodeMember(inflater, encoded, at, out, scratch);
                    inflater.reset();
                } while (at < encoded.length());
            } finally {
                inflater.end();
            }
            return out;
        }

        /** Decodes the member at byte {@code start} and returns where it ends. */
        private static int decodeMember(
                Inflater inflater, Bytes encoded, int start, DecodeBuffer out, Scratch scratch) {
            int at = skipHeader(encoded, start);
            int first = out.length();
            // Only the first: the library is given all that follows, which many members would make a square of the
            // input.
            Optional<Libdeflate.Inflated> inflated = start == 0
                    ? Libdeflate.inflate(Libdeflate.Frame.NONE, encoded, at, out.array(), 0, out.room(), scratch)
                    : Optional.empty();
            if (inflated.isPresent()) {
                out.advance(inflated.get().decodedBytes());
                at += inflated.get().encodedBytes();
            } else {
                at += Deflation.inflate(NAME, inflater, encoded, at, out);
            }
            if (encoded.length() - at < TRAILER_BYTES) {
                throw new CodecException(NAME, "ends inside the checksum at byte " + at);
            }
            CRC32 crc = new CRC32();
            crc.update(out.array(), first, out.length() - first);
            if ((int) crc.getValue() != encoded.getInt(at)) {
                throw new CodecException(NAME, "CRC-32 at byte " + at + " is not that of the data");
            }
            if (out.length() - first != encoded.getInt(at + 4)) {
                throw new CodecException(NAME, "length at byte " + (at + 4) + " is not that of the data");
            }
            return at + TRAILER_BYTES;
        }

        /** RFC 1952 section 2.3. */
        private static int skipHeader(Bytes encoded, int start) {
            if (encoded.length() - start < HEADER_BYTES || (encoded.getShort(start) & 0xffff) != MAGIC) {
                throw new CodecException(NAME, "no gzip member at byte " + start);
            }
            int flags = encoded.unsigned(start + 3);
            if (encoded.unsigned(start + 2) != METHOD_DEFLATE || (flags & FLAGS_RESERVED) != 0) {
                throw new CodecException(NAME, "unknown method or flags at byte " + (start + 2));
            }
            int at = start + HEADER_BYTES;
            if ((flags & FLAG_EXTRA) != 0) {
                at = require(encoded, at + 2);
                at = require(encoded, at + (encoded.getShort(at - 2) & 0xffff));
            }
            if ((flags & FLAG_NAME) != 0) {
                at = skipText(encoded, at);
            }
            if ((flags & FLAG_COMMENT) != 0) {
                at = skipText(encoded, at);
            }
            if ((flags & FLAG_HEADER_CRC) != 0) {
                CRC32 crc = new CRC32();
                crc.update(encoded.array(), encoded.offset() + start, at - start);
                at = require(encoded, at + 2);
                if ((short) crc.getValue() != encoded.getShort(at - 2)) {
                    throw new CodecException(NAME, "checksum of the header at byte " + (at - 2) + " is wrong");
                }
            }
            return at;
        }

        private static int skipText(Bytes encoded, int start) {
            int at = start;
            while (at < encoded.length() && encoded.get(at) != 0) {
                at++;
            }
            return require(encoded, at + 1);
        }

        private static int require(Bytes encoded, int end) {
            if (end > encoded.length()) {
                throw new CodecException(NAME, "ends inside its header at byte " + encoded.length());
            }
            return end;
        }
    }
}
