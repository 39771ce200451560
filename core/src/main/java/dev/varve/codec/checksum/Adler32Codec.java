package dev.varve.codec.checksum;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.EncodedSize;
import java.util.zip.Adler32;

/**
 * Puts the Adler-32 of the bytes, 4 bytes little-endian, before or behind them and verifies it.
 *
 * <p>Specification: <a
 * href="https://numcodecs.readthedocs.io/en/stable/checksum32.html">numcodecs.adler32</a>; <a href="https://www.rfc-editor.org/rfc/rfc1950">RFC 1950</a> section 8.2. v3 name:
 * {@code numcodecs.adler32}. v2 ids: {@code adler32}.
 *
 * <pre>{@code {"name": "numcodecs.adler32", "configuration": {"location": "start"}}}</pre>
 *
 * <p>Differences from the reference: none.
 *
 * @param location where the checksum stands; start where metadata do not say
 */
public record Adler32Codec(Location location) implements BytesToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "numcodecs.adler32";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        return new Stamp(NAME, location, Adler32Codec::checksum, decoded);
    }

    private static int checksum(Bytes bytes) {
        Adler32 sum = new Adler32();
        sum.update(bytes.array(), bytes.offset(), bytes.length());
        return (int) sum.getValue();
    }
}
