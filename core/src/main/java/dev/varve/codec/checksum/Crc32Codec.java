package dev.varve.codec.checksum;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.EncodedSize;
import java.util.zip.CRC32;

/**
 * Puts the CRC-32 of the bytes, 4 bytes little-endian, before or behind them and verifies it.
 *
 * <p>Specification: <a
 * href="https://numcodecs.readthedocs.io/en/stable/checksum32.html">numcodecs.crc32</a>; <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a> section 8. v3 name:
 * {@code numcodecs.crc32}. v2 ids: {@code crc32}.
 *
 * <pre>{@code {"name": "numcodecs.crc32", "configuration": {"location": "start"}}}</pre>
 *
 * <p>Differences from the reference: none.
 *
 * @param location where the checksum stands; start where metadata do not say
 */
public record Crc32Codec(Location location) implements BytesToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "numcodecs.crc32";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        return new Stamp(NAME, location, Crc32Codec::checksum, decoded);
    }

    private static int checksum(Bytes bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes.array(), bytes.offset(), bytes.length());
        return (int) crc.getValue();
    }
}
