package dev.varve.measure;

import dev.varve.array.NdArray;
import java.util.List;

/** How many numbers of a field lie in each of some equal steps; for one thread, block after block. */
public final class Histogram {
    private final double low;
    private final double high;
    private final List<Double> missingValues;
    private final long[] counts;
    private long below;
    private long above;

    /**
     * Nothing counted yet.
     *
     * @param low the start of the first bin
     * @param high the end of the last one, itself in it
     * @param bins how many
     * @param missingValues values that stand for "no value here"; neither they nor NaN are counted
     */
    public Histogram(double low, double high, int bins, List<Double> missingValues) {
        if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high) || bins < 1) {
            throw new IllegalArgumentException("no histogram of " + bins + " bins from " + low + " to " + high);
        }
        this.low = low;
        this.high = high;
        this.missingValues = List.copyOf(missingValues);
        this.counts = new long[bins];
    }

    /** Counts the numbers of a block; infinite ones are no numbers. */
    public void add(NdArray block) {
        if (!Cells.areNumbers(block.type())) {
            return;
        }
        PairReader cells = new PairReader(block, block, missingValues);
        double[] part = new double[Cells.PART];
        double[] same = new double[Cells.PART];
        int total = (int) block.shape().count();
        double binsPerUnit = high > low ? counts.length / (high - low) : 0;
        for (int at = 0; at < total; at += Cells.PART) {
            int count = Math.min(Cells.PART, total - at);
            cells.read(at, part, same, count);
            for (int i = 0; i < count; i++) {
                if (part[i] < low) {
                    below++;
                } else if (part[i] > high) {
                    above++;
                } else if (!Double.isNaN(part[i])) {
                    counts[Math.min(counts.length - 1, (int) ((part[i] - low) * binsPerUnit))]++;
                }
            }
        }
    }

    /** How many numbers lie in each bin. */
    public long[] counts() {
        return counts.clone();
    }

    /** How many lie below all bins. */
    public long below() {
        return below;
    }

    /** How many lie above all bins. */
    public long above() {
        return above;
    }
}
