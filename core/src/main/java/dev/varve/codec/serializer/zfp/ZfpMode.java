package dev.varve.codec.serializer.zfp;

import java.util.OptionalDouble;

/** What is kept of the numbers: a rate, a precision, an accuracy, or all. */
public sealed interface ZfpMode {
    /** The limits of a block. */
    BlockLimits limits(int rank);

    /** Whether every number comes back bit for bit. */
    default boolean isLossless() {
        return false;
    }

    /** The largest difference between a number and what comes back of it; none where the mode promises none. */
    default OptionalDouble errorBound() {
        return OptionalDouble.empty();
    }

    /**
     * So many bits a number, the same for every block.
     *
     * @param rate bits a number, fractions allowed
     */
    record FixedRate(double rate) implements ZfpMode {
        public FixedRate {
            if (!(rate > 0 && rate <= BlockLimits.WIDEST_BLOCK)) {
                throw new IllegalArgumentException("zfp rate " + rate + " is not a number of bits above 0");
            }
        }

        @Override
        public BlockLimits limits(int rank) {
            return BlockLimits.ofBits(bits(rank));
        }

        /** Bits of a block; no fewer than one of such numbers begins with. */
        public int bits(int rank, ScalarType type) {
            return Math.max(bits(rank), type.leadBits(false));
        }

        /** Bits of a block; the nearest whole number. */
        private int bits(int rank) {
            double bits = Math.floor((1 << (2 * rank)) * rate + 0.5);
            if (bits > BlockLimits.WIDEST_BLOCK) {
                throw new IllegalArgumentException("zfp rate " + rate + " makes blocks of " + (long) bits
                        + " bits, more than " + BlockLimits.WIDEST_BLOCK);
            }
            return (int) bits;
        }
    }

    /**
     * So many bit planes of each block.
     *
     * @param precision bit planes, 1 to 64; 0 is 64 too
     */
    record FixedPrecision(int precision) implements ZfpMode {
        public FixedPrecision {
            if (precision < 0 || precision > BlockLimits.MOST_PLANES) {
                throw new IllegalArgumentException(
                        "zfp precision " + precision + " is not from 0 to " + BlockLimits.MOST_PLANES);
            }
        }

        @Override
        public BlockLimits limits(int rank) {
            return BlockLimits.ofPrecision(precision == 0 ? BlockLimits.MOST_PLANES : precision);
        }
    }

    /**
     * No number changes by more than a tolerance; for floating-point numbers.
     *
     * @param tolerance the largest difference; 0 keeps all that blocks of common exponents hold
     */
    record FixedAccuracy(double tolerance) implements ZfpMode {
        public FixedAccuracy {
            if (!(tolerance >= 0 && tolerance <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException("zfp tolerance " + tolerance + " is not a number of 0 or more");
            }
        }

        @Override
        public BlockLimits limits(int rank) {
            // The lowest bit of a subnormal number is its exponent's, which getExponent does not see.
            int exponent = tolerance == 0
                    ? BlockLimits.LOWEST_EXPONENT
                    : Math.getExponent(tolerance) >= Double.MIN_EXPONENT
                            ? Math.getExponent(tolerance)
                            : Math.getExponent(tolerance * 0x1p60) - 60;
            return BlockLimits.ofExponent(exponent);
        }

        @Override
        public OptionalDouble errorBound() {
            return OptionalDouble.of(tolerance);
        }
    }

    /** All bits of all numbers. */
    record Reversible() implements ZfpMode {
        @Override
        public BlockLimits limits(int rank) {
            return BlockLimits.REVERSIBLE;
        }

        @Override
        public boolean isLossless() {
            return true;
        }

        @Override
        public OptionalDouble errorBound() {
            return OptionalDouble.of(0);
        }
    }

    /**
     * The limits of a block themselves.
     *
     * @param minBits the fewest bits of a block
     * @param maxBits the most bits of a block
     * @param maxPrecision the most bit planes of a block
     * @param minExponent the lowest bit plane, as a power of two
     */
    record Expert(int minBits, int maxBits, int maxPrecision, int minExponent) implements ZfpMode {
        public Expert {
            new BlockLimits(minBits, maxBits, maxPrecision, minExponent);
        }

        /** Blocks of so many bits each. */
        public static Expert ofBits(int bits) {
            return new Expert(bits, bits, BlockLimits.MOST_PLANES, BlockLimits.LOWEST_EXPONENT);
        }

        @Override
        public BlockLimits limits(int rank) {
            return new BlockLimits(minBits, maxBits, maxPrecision, minExponent);
        }
    }
}
