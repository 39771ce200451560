package dev.varve.codec.serializer.zfp;

import java.util.Locale;

/**
 * What every mode of zfp comes down to: four numbers that say when the coder of a block stops.
 *
 * @param minBits the fewest bits of a block; zeros follow one that takes less
 * @param maxBits the most bits of a block
 * @param maxPrecision the most bit planes of a block, 1 to 64
 * @param minExponent the lowest bit plane, as a power of two; below {@link #LOWEST_EXPONENT} blocks are coded reversibly
 */
record BlockLimits(int minBits, int maxBits, int maxPrecision, int minExponent) {
    /** The fewest bits that any block takes. */
    static final int FEWEST_BITS = 1;

    /** More than the bits of any block: no limit. */
    static final int MOST_BITS = 16658;

    /** No limit of planes. */
    static final int MOST_PLANES = 64;

    /** The exponent of the smallest double. */
    static final int LOWEST_EXPONENT = -1074;

    /** What 15 bits of a header can say, plus one; more is of no use to any block. */
    static final int WIDEST_BLOCK = 1 << 15;

    static final BlockLimits REVERSIBLE = new BlockLimits(FEWEST_BITS, MOST_BITS, MOST_PLANES, LOWEST_EXPONENT - 1);

    BlockLimits {
        if (minBits < 0 || minBits > maxBits || maxBits > WIDEST_BLOCK) {
            throw new IllegalArgumentException("zfp blocks of " + minBits + " to " + maxBits
                    + " bits: must be 0 or more, in order, and at most " + WIDEST_BLOCK);
        }
        if (maxPrecision < 1 || maxPrecision > MOST_PLANES) {
            throw new IllegalArgumentException("zfp precision " + maxPrecision + " is not from 1 to " + MOST_PLANES);
        }
    }

    static BlockLimits ofBits(int bits) {
        return new BlockLimits(bits, bits, MOST_PLANES, LOWEST_EXPONENT);
    }

    static BlockLimits ofPrecision(int planes) {
        return new BlockLimits(FEWEST_BITS, MOST_BITS, planes, LOWEST_EXPONENT);
    }

    static BlockLimits ofExponent(int minExponent) {
        return new BlockLimits(FEWEST_BITS, MOST_BITS, MOST_PLANES, minExponent);
    }

    boolean isReversible() {
        return minExponent < LOWEST_EXPONENT;
    }

    /** Whether every block takes the same number of bits. */
    boolean isFixedSize() {
        return minBits == maxBits;
    }

    /**
     * Refuses limits that leave no room for what a block begins with: zfp itself counts below zero there. Also refuses
     * reversible blocks of a least size, which zfp does not fill up where they are zero and so cannot read back.
     *
     * @throws IllegalArgumentException with the numbers
     */
    void requireRoomFor(ScalarType type) {
        int least = Math.max(1, type.leadBits(isReversible()));
        if (maxBits < least) {
            throw new IllegalArgumentException(
                    "zfp blocks of " + maxBits + " bits: a block of " + words(type) + " takes " + least + " or more");
        }
        if (isReversible() && minBits > FEWEST_BITS) {
            throw new IllegalArgumentException("zfp minbits " + minBits + " > 1 where minexp " + minExponent
                    + " makes blocks reversible: zfp cannot read them back");
        }
    }

    private static String words(ScalarType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    /** The most bit planes of a block whose largest number has this exponent. */
    int precision(int exponent, int rank) {
        return Math.min(maxPrecision, Math.max(0, exponent - minExponent + 2 * rank + 2));
    }

    /** The most bits of a block of numbers. */
    int mostBits(ScalarType type, int rank) {
        int values = 1 << (2 * rank);
        int bits = type.leadBits(isReversible()) + values - 1 + values * Math.min(maxPrecision, type.bits());
        return Math.max(minBits, Math.min(maxBits, bits));
    }
}
