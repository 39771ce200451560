package dev.varve.codec.serializer.pco;

/**
 * Estimates how many bits per number a mode saves: those that it saves on numbers whose first latents are rare in a sample.
 * Frequent ones would have a bin of their own anyway.
 */
final class SavedBits {
    /** That many values the plain mode can know by heart. */
    private static final double MEMORIZED = 256;

    private final int samples;
    /** A hash table with open addresses; an entry without count is free. */
    private final long[] latents;

    private final int[] counts;
    private final double[] saved;

    SavedBits(int samples) {
        this.samples = samples;
        int size = 2 << Latents.ceilingLog(samples);
        latents = new long[size];
        counts = new int[size];
        saved = new double[size];
    }

    /** Notes a number. */
    void add(long primary, double bits) {
        int mask = latents.length - 1;
        long mixed = primary * 0x9e37_79b9_7f4a_7c15L;
        int at = (int) (mixed >>> 40) & mask;
        while (counts[at] > 0 && latents[at] != primary) {
            at = at + 1 & mask;
        }
        latents[at] = primary;
        counts[at]++;
        saved[at] += bits;
    }

    /** Bits saved per number of the sample. */
    double perNumber() {
        int rare = Math.max(1, (int) (samples / MEMORIZED));
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0 && counts[i] <= rare) {
                sum += saved[i];
            }
        }
        return sum / samples;
    }

    /** The entropy of one category of probability {@code p}, when {@code others} share the rest equally: the worst case. */
    static double worstEntropy(double p, double others) {
        return entropy(p) + others * entropy((1 - p) / others);
    }

    private static double entropy(double p) {
        return p == 0 || p == 1 ? 0 : -p * log2(p);
    }

    static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }
}
