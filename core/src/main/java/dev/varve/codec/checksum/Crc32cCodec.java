package dev.varve.codec.checksum;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.util.zip.CRC32C;

/**
 * Appends the CRC-32C of the bytes, little-endian, and refuses bytes that do not have it.
 *
 * <p>Specification: <a href="https://zarr-specs.readthedocs.io/en/latest/v3/codecs/crc32c/index.html">Zarr v3 crc32c
 * codec</a>. v3 name: {@code crc32c}. v2 ids: none ({@code crc32c} of numcodecs puts it in front).
 *
 * <pre>{@code {"name": "crc32c"}}</pre>
 *
 * <p>Differences from the reference: none.
 */
public record Crc32cCodec() implements BytesToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "crc32c";

    private static final int CHECKSUM_BYTES = 4;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        return new BoundCrc32c(decoded.plus(CHECKSUM_BYTES));
    }

    private record BoundCrc32c(EncodedSize encodedSize) implements Bound {
        @Override
        public Bytes encode(Bytes decoded) {
            byte[] encoded = new byte[Math.addExact(decoded.length(), CHECKSUM_BYTES)];
            decoded.copyTo(encoded, 0);
            int checksum = checksum(decoded);
            for (int i = 0; i < CHECKSUM_BYTES; i++) {
                encoded[decoded.length() + i] = (byte) (checksum >>> (8 * i));
            }
            return Bytes.wrap(encoded);
        }

        @Override
        public Bytes decode(Bytes encoded) {
            int length = encoded.length() - CHECKSUM_BYTES;
            if (length < 0) {
                throw new CodecException(NAME, encoded.length() + " bytes are too few to end in a checksum");
            }
            if (encoded.length() > encodedSize.maxBytes()) {
                throw new CodecException(
                        NAME, encoded.length() + " bytes where at most " + encodedSize.maxBytes() + " can be");
            }
            Bytes decoded = encoded.slice(0, length);
            int stored = encoded.getInt(length);
            int computed = checksum(decoded);
            if (stored != computed) {
                throw new CodecException(
                        NAME,
                        String.format("checksum is %08x, stored is %08x: the bytes are damaged", computed, stored));
            }
            return decoded;
        }

        private static int checksum(Bytes bytes) {
            CRC32C crc = new CRC32C();
            crc.update(bytes.array(), bytes.offset(), bytes.length());
            return (int) crc.getValue();
        }
    }
}
