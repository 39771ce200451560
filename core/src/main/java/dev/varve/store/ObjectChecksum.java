package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * A checksum of a stored object.
 *
 * <p>One CRC alone cannot tell objects apart that end with the same CRC of what stands before it: whatever they hold, all of
 * one length have the same. So it is with the codec {@code crc32c}, which ends each chunk and each shard's index. Manifests
 * keep two CRCs of different polynomials therefore, which count together: what ends with the one is told by the other.
 *
 * @param algorithm how it was made
 * @param value 32 bits of each CRC, the first one highest
 */
public record ObjectChecksum(Algorithm algorithm, long value) {
    /** How much is read at once. */
    private static final int PIECE_BYTES = 1 << 20;

    public ObjectChecksum {
        if (Long.SIZE - Long.numberOfLeadingZeros(value) > 4 * algorithm.digits()) {
            throw new IllegalArgumentException(algorithm + " " + Long.toHexString(value) + " is too long");
        }
    }

    /** How a checksum is made. */
    public enum Algorithm {
        /** As in zip archives. */
        CRC32("CRC-32"),
        /** As in manifests of older versions. */
        CRC32C("CRC-32C"),
        /** As in manifests. */
        CRC32_AND_CRC32C("CRC-32+CRC-32C");

        private final String label;

        Algorithm(String label) {
            this.label = label;
        }

        private List<Checksum> begin() {
            return switch (this) {
                case CRC32 -> List.of(new CRC32());
                case CRC32C -> List.of(new CRC32C());
                case CRC32_AND_CRC32C -> List.of(new CRC32(), new CRC32C());
            };
        }

        private int digits() {
            return this == CRC32_AND_CRC32C ? 16 : 8;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    /** Makes a checksum of bytes that come piece by piece; used by one thread at a time. */
    public static final class Updater {
        /** Each CRC goes over so much before the next one does, so that the second finds it in the processor's cache. */
        private static final int CACHED_BYTES = 1 << 14;

        private final Algorithm algorithm;
        private final List<Checksum> crcs;

        /** Begins with no bytes. */
        public Updater(Algorithm algorithm) {
            this.algorithm = algorithm;
            this.crcs = algorithm.begin();
        }

        /** Goes over the bytes that follow. */
        public void update(Bytes piece) {
            int at = piece.offset();
            int left = piece.length();
            while (left > 0) {
                int length = Math.min(left, CACHED_BYTES);
                for (Checksum crc : crcs) {
                    crc.update(piece.array(), at, length);
                }
                at += length;
                left -= length;
            }
        }

        /** The checksum of all bytes so far. */
        public ObjectChecksum checksum() {
            long value = 0;
            for (Checksum crc : crcs) {
                value = value << Integer.SIZE | crc.getValue();
            }
            return new ObjectChecksum(algorithm, value);
        }
    }

    /** The checksum of a whole object. */
    public static ObjectChecksum of(Algorithm algorithm, Bytes object) {
        Updater made = new Updater(algorithm);
        made.update(object);
        return made.checksum();
    }

    /** The checksum of an object that is read from end to end for it. */
    public static ObjectChecksum of(Algorithm algorithm, RangeReader object) throws IOException {
        Updater made = new Updater(algorithm);
        long size = object.size();
        byte[] room = new byte[(int) Math.min(size, PIECE_BYTES)];
        for (long at = 0; at < size; at += PIECE_BYTES) {
            made.update(object.read(at, (int) Math.min(PIECE_BYTES, size - at), length -> room));
        }
        return made.checksum();
    }

    /**
     * A checksum as manifests have it: of 16 digits, or of the 8 that older versions wrote, a CRC-32C alone.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static ObjectChecksum parse(String digits) {
        Algorithm algorithm =
                switch (digits.length()) {
                    case 8 -> Algorithm.CRC32C;
                    case 16 -> Algorithm.CRC32_AND_CRC32C;
                    default -> throw new IllegalArgumentException("'" + digits + "' has neither 16 digits nor 8");
                };
        return new ObjectChecksum(algorithm, HexFormat.fromHexDigitsToLong(digits));
    }

    /** Whether it also tells objects apart that end with a CRC of their own. */
    public boolean isOfTwo() {
        return algorithm == Algorithm.CRC32_AND_CRC32C;
    }

    /** Its hexadecimal digits. */
    public String digits() {
        return HexFormat.of().toHexDigits(value, algorithm.digits());
    }
}
