package dev.varve.codec.serializer.zfp;

import dev.varve.codec.CodecException;

/**
 * What a stream of zfp says of itself where it has a header: 32 bits of "zfp" and the version of the format, 52 of type and
 * extents, 12 or 64 of the limits of a block.
 *
 * @param field the array
 * @param limits where the coder of a block stops
 */
record ZfpHeader(ZfpField field, BlockLimits limits) {
    /** The most bits of a header. */
    static final int MOST_BITS = 148;

    private static final int MAGIC_BITS = 32;
    /** "zfp", then 5. */
    private static final long MAGIC = 0x0570667aL;

    private static final int KIND_BITS = 4;
    private static final int EXTENT_BITS = 48;

    private static final int SHORT_MODE_BITS = 12;
    private static final int RATES = 2048;
    private static final int REVERSIBLE = RATES + 128;
    private static final int EXPONENTS_FROM = REVERSIBLE + 1;
    /** Says that 52 more bits follow. */
    private static final long LONG_MODE = (1 << SHORT_MODE_BITS) - 1;

    private static final int LONG_MODE_BITS = 52;
    private static final int BITS_OF_BLOCK = 15;
    private static final int BITS_OF_PRECISION = 7;
    private static final int EXPONENT_BIAS = 16495;

    /**
     * Refuses extents that a header does not hold.
     *
     * @throws IllegalArgumentException with the extents
     */
    static void requireRoomFor(ZfpField field) {
        long most = 1L << EXTENT_BITS / field.rank();
        for (int extent : field.extents()) {
            if (extent > most) {
                throw new IllegalArgumentException(
                        "a header of zfp holds no extent above " + most + " of " + field.rank() + " axes: " + field);
            }
        }
    }

    void write(BitWriter out) {
        out.write(MAGIC, MAGIC_BITS);
        int[] extents = field.extents();
        int bits = EXTENT_BITS / extents.length;
        long kind = field.type().code() | (long) (extents.length - 1) << 2;
        out.write(kind, KIND_BITS);
        for (int axis = extents.length - 1; axis >= 0; axis--) {
            out.write(extents[axis] - 1L, bits);
        }
        long mode = shortMode();
        out.write(mode, SHORT_MODE_BITS);
        if (mode == LONG_MODE) {
            out.write(longMode(), LONG_MODE_BITS);
        }
    }

    /** 12 bits for what the usual modes make; else those that say that more follow. */
    private long shortMode() {
        int exponent = limits.minExponent();
        boolean isLowest = exponent == BlockLimits.LOWEST_EXPONENT;
        boolean isPrecise = limits.maxPrecision() == BlockLimits.MOST_PLANES;
        if (limits.minBits() == limits.maxBits() && isPrecise && isLowest) {
            return limits.maxBits() <= RATES ? limits.maxBits() - 1 : LONG_MODE;
        }
        if (limits.minBits() > BlockLimits.FEWEST_BITS || limits.maxBits() < BlockLimits.MOST_BITS) {
            return LONG_MODE;
        }
        if (isLowest) {
            return isPrecise ? LONG_MODE : RATES + limits.maxPrecision() - 1;
        }
        if (!isPrecise) {
            return LONG_MODE;
        }
        long mode = (long) exponent - BlockLimits.LOWEST_EXPONENT + EXPONENTS_FROM;
        return Math.min(mode, LONG_MODE);
    }

    private long longMode() {
        long exponent = Math.max(0, Math.min(limits.minExponent() + EXPONENT_BIAS, (1 << BITS_OF_BLOCK) - 1));
        long mode = exponent << BITS_OF_PRECISION | limits.maxPrecision() - 1;
        mode = mode << BITS_OF_BLOCK | limits.maxBits() - 1;
        return mode << BITS_OF_BLOCK | limits.minBits() - 1;
    }

    /**
     * Reads a header.
     *
     * @throws CodecException when it is none, or of an array of 2 GiB or more
     */
    static ZfpHeader read(String codec, BitReader in) {
        long magic = in.read(MAGIC_BITS);
        if (magic != MAGIC) {
            throw new CodecException(
                    codec, String.format("0x%08x at byte 0 is not 0x%08x, \"zfp\" and version 5", magic, MAGIC));
        }
        int kind = (int) in.read(KIND_BITS);
        int[] extents = new int[1 + (kind >>> 2)];
        int bits = EXTENT_BITS / extents.length;
        for (int axis = extents.length - 1; axis >= 0; axis--) {
            long extent = in.read(bits) + 1;
            if (extent > Integer.MAX_VALUE) {
                throw new CodecException(codec, "an extent of " + extent + " in the header");
            }
            extents[axis] = (int) extent;
        }
        BlockLimits limits;
        try {
            long mode = in.read(SHORT_MODE_BITS);
            limits = mode == LONG_MODE ? ofLongMode(in.read(LONG_MODE_BITS)) : ofShortMode((int) mode);
            in.requireInside(codec);
            ScalarType type = ScalarType.ofCode(kind & 3);
            limits.requireRoomFor(type);
            return new ZfpHeader(new ZfpField(type, extents), limits);
        } catch (IllegalArgumentException e) {
            throw new CodecException(codec, "header: " + e.getMessage(), e);
        }
    }

    private static BlockLimits ofShortMode(int mode) {
        if (mode < RATES) {
            return BlockLimits.ofBits(mode + 1);
        }
        if (mode < REVERSIBLE) {
            return BlockLimits.ofPrecision(mode - RATES + 1);
        }
        return BlockLimits.ofExponent(mode - EXPONENTS_FROM + BlockLimits.LOWEST_EXPONENT);
    }

    private static BlockLimits ofLongMode(long mode) {
        int mask = (1 << BITS_OF_BLOCK) - 1;
        int minBits = (int) mode & mask;
        int maxBits = (int) (mode >>> BITS_OF_BLOCK) & mask;
        int precision = (int) (mode >>> 2 * BITS_OF_BLOCK) & (1 << BITS_OF_PRECISION) - 1;
        int exponent = (int) (mode >>> 2 * BITS_OF_BLOCK + BITS_OF_PRECISION) & mask;
        return new BlockLimits(minBits + 1, maxBits + 1, precision + 1, exponent - EXPONENT_BIAS);
    }
}
