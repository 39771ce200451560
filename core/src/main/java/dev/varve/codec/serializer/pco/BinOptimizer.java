package dev.varve.codec.serializer.pco;

/**
 * Puts neighbouring bins of a histogram together so that bins' metadata, symbols and offsets take the fewest bits, as far as
 * an estimate tells. All in floats and in one order, so that every machine chooses the same.
 */
final class BinOptimizer {
    /** Bits per latent that the speed of a single bin, or of no offsets, is worth. */
    private static final float SPEED_BITS = 0.1f;

    /** Where the approximation of the logarithm is folded, and its polynomial. */
    private static final float FOLD = 0.674f;

    private static final int FOLD_FRACTION = Float.floatToRawIntBits(FOLD) & 0x7f_ffff;
    private static final float LINEAR = 2.0f / FOLD;
    private static final float SQUARE = -LINEAR / (6.0f * FOLD);
    private static final float CONSTANT = -LINEAR - SQUARE;

    private final Histogram histogram;
    private final float binCost;
    /** Per bin: latents in it and those before; starts with 0. */
    private final int[] counts;

    private final float totalLog;

    /** For a table of about {@code 2^sizeLog} states. */
    BinOptimizer(Histogram histogram, int sizeLog, int bits) {
        this.histogram = histogram;
        this.binCost = Bins.binBits(sizeLog, bits);
        this.counts = new int[histogram.bins() + 1];
        for (int bin = 0; bin < histogram.bins(); bin++) {
            counts[bin + 1] = counts[bin] + histogram.count(bin);
        }
        this.totalLog = log2(counts[histogram.bins()]);
    }

    /** About the logarithm of a positive number. */
    static float log2(float x) {
        int bits = Float.floatToRawIntBits(x);
        int fraction = bits & 0x7f_ffff;
        int isFolded = fraction > FOLD_FRACTION ? 1 : 0;
        int whole = (bits >>> 23) + isFolded - 127;
        float folded = Float.intBitsToFloat((0x7f ^ isFolded) << 23 | fraction);
        return whole + CONSTANT + folded * (LINEAR + SQUARE * folded);
    }

    /** The histogram's bins in which each bin that is put together starts, and the histogram's number of bins. */
    int[] starts() {
        int n = histogram.bins();
        int[] best = new int[n];
        float cost = optimize(best);
        float speed = SPEED_BITS * counts[n];
        if (cost(histogram.lower(0), histogram.upper(n - 1), counts[n]) < cost + speed) {
            return new int[] {0, n};
        }
        if (isWithoutOffsets() && costWithoutOffsets() < cost + speed) {
            int[] all = new int[n + 1];
            for (int bin = 0; bin <= n; bin++) {
                all[bin] = bin;
            }
            return all;
        }
        return path(best);
    }

    /** The cost of a bin. */
    private float cost(long lower, long upper, int count) {
        float n = count;
        float symbolCost = totalLog - log2(n);
        float offsetCost = Latents.width(upper - lower);
        return binCost + (symbolCost + offsetCost) * n;
    }

    /** The least cost; {@code best[i]} becomes the first bin of the one that ends with {@code i}. */
    private float optimize(int[] best) {
        int n = histogram.bins();
        float[] costs = new float[n + 1];
        long[] lowers = new long[n];
        for (int bin = 0; bin < n; bin++) {
            lowers[bin] = histogram.lower(bin);
        }
        for (int last = 0; last < n; last++) {
            float least = Float.MAX_VALUE;
            int first = last;
            long upper = histogram.upper(last);
            int count = counts[last + 1];
            for (int bin = last; bin >= 0; bin--) {
                float cost = costs[bin] + cost(lowers[bin], upper, count - counts[bin]);
                if (cost < least) {
                    least = cost;
                    first = bin;
                }
            }
            costs[last + 1] = least;
            best[last] = first;
        }
        return costs[n];
    }

    private boolean isWithoutOffsets() {
        for (int bin = 0; bin < histogram.bins(); bin++) {
            if (histogram.lower(bin) != histogram.upper(bin)) {
                return false;
            }
        }
        return true;
    }

    private float costWithoutOffsets() {
        float sum = 0;
        for (int bin = 0; bin < histogram.bins(); bin++) {
            sum += cost(0, 0, histogram.count(bin));
        }
        return sum;
    }

    private static int[] path(int[] best) {
        int size = 0;
        for (int bin = best.length; bin > 0; bin = best[bin - 1]) {
            size++;
        }
        int[] starts = new int[size + 1];
        for (int bin = best.length; size >= 0; size--) {
            starts[size] = bin;
            bin = size > 0 ? best[bin - 1] : 0;
        }
        return starts;
    }
}
