package dev.varve.codec.serializer.pco;

import java.util.Arrays;

/** Bins for given latents. */
final class TrainedBins {
    /** The logarithm of the largest table that is made: it stays in a fast cache. */
    private static final int MAX_SIZE_LOG = 12;

    private final Bins bins;
    /** How many of the latents are in each bin. */
    private final int[] counts;

    private TrainedBins(Bins bins, int[] counts) {
        this.bins = bins;
        this.counts = counts;
    }

    /** One bin for all latents that there are, of which there are {@code n}. */
    static TrainedBins whole(int bits, int n) {
        return new TrainedBins(Bins.whole(bits), new int[] {n});
    }

    Bins bins() {
        return bins;
    }

    /** For latents {@code from} on, {@code n} of them, of {@code bits} bits; from a histogram of {@code 2^binLog} bins. */
    static TrainedBins train(long[] latents, int from, int n, int bits, int binLog) {
        if (n == 0) {
            return new TrainedBins(Bins.none(bits), new int[0]);
        }
        Histogram histogram = new Histogram(new OrderedLatents(latents, from, n), binLog);
        int sizeLog = Math.min(Math.min(binLog + 2, MAX_SIZE_LOG), Latents.ceilingLog(n));
        int[] starts = new BinOptimizer(histogram, sizeLog, bits).starts();
        int count = starts.length - 1;
        int[] counts = new int[count];
        long[] lowers = new long[count];
        int[] widths = new int[count];
        for (int bin = 0; bin < count; bin++) {
            lowers[bin] = histogram.lower(starts[bin]);
            widths[bin] = Latents.width(histogram.upper(starts[bin + 1] - 1) - lowers[bin]);
            for (int i = starts[bin]; i < starts[bin + 1]; i++) {
                counts[bin] += histogram.count(i);
            }
        }
        int[] weights =
                counts.length == 1 ? new int[] {1} : weights(counts, n, Math.max(sizeLog, Latents.ceilingLog(count)));
        int shared = sharedZeros(weights);
        for (int bin = 0; bin < count; bin++) {
            weights[bin] >>= shared;
        }
        int total = Arrays.stream(weights).sum();
        return new TrainedBins(new Bins(bits, Latents.ceilingLog(total), weights, lowers, widths), counts);
    }

    private static int sharedZeros(int[] weights) {
        int shared = Integer.SIZE;
        for (int weight : weights) {
            shared = Math.min(shared, Integer.numberOfTrailingZeros(weight));
        }
        return shared;
    }

    /** Weights with the sum {@code 2^sizeLog} that are at least 1 and otherwise about in proportion to the counts. */
    private static int[] weights(int[] counts, int n, int sizeLog) {
        int size = 1 << sizeLog;
        float scale = (float) size / n;
        float[] exact = new float[counts.length];
        float surplus = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            exact[bin] = Math.max(counts[bin] * scale - 1.0f, 0.0f);
            surplus += exact[bin];
        }
        float factor = surplus == 0 ? 0 : (float) (size - counts.length) / surplus;
        int[] weights = new int[counts.length];
        int sum = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            exact[bin] = 1.0f + exact[bin] * factor;
            weights[bin] = (int) Math.floor(exact[bin] + 0.5);
            sum += weights[bin];
        }
        settle(weights, exact, size - sum);
        return weights;
    }

    /** Spends or takes back what rounding left, first where it went the other way, then anywhere. */
    private static void settle(int[] weights, float[] exact, int missing) {
        int left = missing;
        for (int bin = 0; bin < weights.length && left != 0; bin++) {
            if (left < 0 && weights[bin] > 1 && weights[bin] > exact[bin]) {
                weights[bin]--;
                left++;
            } else if (left > 0 && weights[bin] < exact[bin]) {
                weights[bin]++;
                left--;
            }
        }
        for (int bin = 0; left != 0; bin = (bin + 1) % weights.length) {
            int step = left > 0 ? 1 : weights[bin] > 1 ? -1 : 0;
            weights[bin] += step;
            left -= step;
        }
    }

    /** The most bits that the latents can take. */
    long worstBits() {
        long worst = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            worst += (long) counts[bin] * bins.worstBits(bin);
        }
        return worst;
    }
}
