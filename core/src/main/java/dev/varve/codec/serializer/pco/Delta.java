package dev.varve.codec.serializer.pco;

/** How the latents of a page are turned into differences, so that those of smooth data are small. */
sealed interface Delta {
    /** Bits that say which delta it is. */
    int TAG_BITS = 4;

    /** Bits of a {@link Consecutive}'s order. */
    int ORDER_BITS = 3;

    /** Bits of the logarithm of a window, less 1. */
    int WINDOW_BITS = 5;

    /** Bits of the logarithm of a state. */
    int STATE_BITS = 4;

    /** Bits of the width of a {@link Convolution}'s fraction. */
    int FRACTION_BITS = 5;

    /** Bits of the number of weights, less 1. */
    int WEIGHT_COUNT_BITS = 5;

    /** No window is larger than the largest chunk. */
    int MAX_WINDOW_LOG = 24;

    /** The most bits that any delta takes in the metadata of a chunk. */
    int MAX_SIZE_BITS = TAG_BITS + FRACTION_BITS + Long.SIZE + WEIGHT_COUNT_BITS + 32 * Integer.SIZE;

    /** How many latents of a page are stored as they are, before the others. */
    int stateCount();

    /** What is applied to second latents. */
    Delta ofSecondary();

    /** What undoes it on the page whose latents of {@code bits} bits start with {@code state}. */
    DeltaReader reader(int bits, long[] state, int pageCount);

    /** Writes what {@link #read} reads. */
    void write(BitSink sink);

    /** The latents themselves. */
    record None() implements Delta {
        @Override
        public int stateCount() {
            return 0;
        }

        @Override
        public Delta ofSecondary() {
            return this;
        }

        @Override
        public DeltaReader reader(int bits, long[] state, int pageCount) {
            return new DeltaReader.AsTheyAre();
        }

        @Override
        public void write(BitSink sink) {
            sink.write(0, TAG_BITS);
        }
    }

    /** Differences of neighbours, {@code order} times; of second latents too or not. */
    record Consecutive(int order, boolean isOfSecondaryToo) implements Delta {
        @Override
        public int stateCount() {
            return order;
        }

        @Override
        public Delta ofSecondary() {
            return isOfSecondaryToo ? this : new None();
        }

        @Override
        public DeltaReader reader(int bits, long[] state, int pageCount) {
            return new DeltaReader.Sums(state, bits);
        }

        @Override
        public void write(BitSink sink) {
            sink.write(1, TAG_BITS);
            sink.write(order, ORDER_BITS);
            sink.write(isOfSecondaryToo);
        }
    }

    /** Differences from the latent so and so many places back, which is a latent of its own. */
    record Lookback(int windowLog, int stateLog, boolean isOfSecondaryToo) implements Delta {
        int window() {
            return 1 << windowLog;
        }

        @Override
        public int stateCount() {
            return 1 << stateLog;
        }

        @Override
        public Delta ofSecondary() {
            return isOfSecondaryToo ? this : new None();
        }

        @Override
        public DeltaReader reader(int bits, long[] state, int pageCount) {
            return new DeltaReader.LookbackSums(this, bits, state, pageCount);
        }

        @Override
        public void write(BitSink sink) {
            sink.write(2, TAG_BITS);
            sink.write(windowLog - 1L, WINDOW_BITS);
            sink.write(stateLog, STATE_BITS);
            sink.write(isOfSecondaryToo);
        }
    }

    /** Differences from a weighted sum of the latents before, in fixed point with {@code fractionBits} bits. Only decoded. */
    record Convolution(int fractionBits, long bias, Words weights) implements Delta {
        /** The weights, the one of the earliest latent first. */
        long[] signedWeights() {
            long[] signed = new long[weights.count()];
            for (int i = 0; i < signed.length; i++) {
                signed[i] = (int) (weights.get(i) ^ Integer.MIN_VALUE);
            }
            return signed;
        }

        @Override
        public int stateCount() {
            return weights.count();
        }

        @Override
        public Delta ofSecondary() {
            return new None();
        }

        @Override
        public DeltaReader reader(int bits, long[] state, int pageCount) {
            return new DeltaReader.ConvolutionSums(this, bits, state);
        }

        @Override
        public void write(BitSink sink) {
            throw new UnsupportedOperationException("a convolution is only decoded");
        }

        /** Whether it may overflow: of latents of {@code bits} bits, at most 32, it is computed in twice as many. */
        boolean overflows(int bits) {
            int wideBits = 2 * bits;
            double largest = Math.abs((double) bias);
            for (long weight : signedWeights()) {
                largest += Math.abs(weight) * Math.scalb(1.0, bits);
            }
            return bits > Integer.SIZE || fractionBits >= wideBits || largest >= Math.scalb(1.0, wideBits - 1);
        }
    }

    /** Reads a delta of the format's version. */
    static Delta read(BitSource source, int majorVersion) {
        if (majorVersion < 3) {
            int order = source.readInt(ORDER_BITS);
            return order == 0 ? new None() : new Consecutive(order, false);
        }
        int tag = source.readInt(TAG_BITS);
        return switch (tag) {
            case 0 -> new None();
            case 1 -> readConsecutive(source);
            case 2 -> readLookback(source);
            case 3 -> readConvolution(source);
            default -> throw source.error("unknown delta " + tag);
        };
    }

    private static Delta readConsecutive(BitSource source) {
        int order = source.readInt(ORDER_BITS);
        if (order == 0) {
            throw source.error("differences of order 0");
        }
        return new Consecutive(order, source.readBoolean());
    }

    private static Delta readLookback(BitSource source) {
        int windowLog = 1 + source.readInt(WINDOW_BITS);
        int stateLog = source.readInt(STATE_BITS);
        if (windowLog > MAX_WINDOW_LOG || stateLog > windowLog) {
            throw source.error("a window of 2^" + windowLog + " latents, with a state of 2^" + stateLog);
        }
        return new Lookback(windowLog, stateLog, source.readBoolean());
    }

    private static Delta readConvolution(BitSource source) {
        int fractionBits = source.readInt(FRACTION_BITS);
        long bias = source.read(Long.SIZE) ^ Long.MIN_VALUE;
        int count = 1 + source.readInt(WEIGHT_COUNT_BITS);
        return new Convolution(fractionBits, bias, Words.read(source, count, Integer.SIZE));
    }
}
