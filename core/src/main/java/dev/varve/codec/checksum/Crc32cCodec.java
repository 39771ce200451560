package dev.varve.codec.checksum;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.EncodedSize;
import java.util.zip.CRC32C;

/**
 * Appends the CRC-32C (Castagnoli) of the bytes, 4 bytes little-endian, and verifies it.
 *
 * <p>Specification: <a href="https://zarr-specs.readthedocs.io/en/latest/v3/codecs/crc32c/index.html">Zarr v3 crc32c
 * codec</a>; <a href="https://www.rfc-editor.org/rfc/rfc3720">RFC 3720</a> section 12.1. v3 name: {@code crc32c}. v2
 * ids: {@code crc32c} with its location at the end.
 *
 * <pre>{@code {"name": "crc32c"}}</pre>
 *
 * <p>Differences from the reference: none.
 */
public record Crc32cCodec() implements BytesToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "crc32c";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        return new Stamp(NAME, Location.END, Crc32cCodec::checksum, decoded);
    }

    static int checksum(Bytes bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), bytes.offset(), bytes.length());
        return (int) crc.getValue();
    }
}
