package dev.varve.codec.checksum;

import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.EncodedSize;

/**
 * Puts the CRC-32C of the bytes, 4 bytes little-endian, before them and verifies it. Behind them it is {@link
 * Crc32cCodec}, which every reader knows.
 *
 * <p>Specification: <a
 * href="https://numcodecs.readthedocs.io/en/stable/checksum32.html">numcodecs.crc32c</a>. v3 name: {@code
 * numcodecs.crc32c} with its location at the start. v2 ids: {@code crc32c} with its location at the start.
 *
 * <pre>{@code {"name": "numcodecs.crc32c", "configuration": {"location": "start"}}}</pre>
 *
 * <p>Differences from the reference: none.
 */
public record LeadingCrc32cCodec() implements BytesToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "numcodecs.crc32c";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        return new Stamp(NAME, Location.START, Crc32cCodec::checksum, decoded);
    }
}
