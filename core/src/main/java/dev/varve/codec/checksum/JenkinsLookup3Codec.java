package dev.varve.codec.checksum;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.EncodedSize;

/**
 * Appends Jenkins' lookup3 hash of a prefix and the bytes, 4 bytes little-endian, and verifies it.
 *
 * <p>Specification: <a
 * href="https://numcodecs.readthedocs.io/en/stable/checksum32.html">numcodecs.jenkins_lookup3</a>. v3 name: {@code
 * numcodecs.jenkins_lookup3}. v2 ids: {@code jenkins_lookup3}.
 *
 * <pre>{@code {"name": "numcodecs.jenkins_lookup3", "configuration": {"initval": 0, "prefix": null}}}</pre>
 *
 * <p>Differences from the reference: a prefix is a list of numbers; numcodecs writes none that JSON can hold.
 *
 * @param initial the hash's initial value, an unsigned integer of 32 bits
 * @param prefix bytes that the hash begins with, often none
 */
public record JenkinsLookup3Codec(long initial, Bytes prefix) implements BytesToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "numcodecs.jenkins_lookup3";

    private static final long MAX = 0xffffffffL;

    public JenkinsLookup3Codec {
        if (initial < 0 || initial > MAX) {
            throw new IllegalArgumentException("jenkins_lookup3 initval " + initial + " is not 0 to " + MAX);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        return new Stamp(NAME, Location.END, this::checksum, decoded);
    }

    private int checksum(Bytes bytes) {
        Bytes all = bytes;
        if (prefix.length() > 0) {
            byte[] joined = new byte[Math.addExact(prefix.length(), bytes.length())];
            prefix.copyTo(joined, 0);
            bytes.copyTo(joined, prefix.length());
            all = Bytes.wrap(joined);
        }
        return Lookup3.of(all, all.length(), (int) initial);
    }
}
