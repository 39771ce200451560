package dev.varve.report;

import dev.varve.report.FieldPortrait.Bars;
import java.util.Arrays;

/** Counts numbers in bars of equal width. */
final class Binning {
    private final double from;
    private final double to;
    private final long[] counts;

    /** Bars between two numbers; equal or no numbers give bars around them. */
    Binning(double from, double to, int count) {
        boolean isWide = from < to && !Double.isInfinite(to - from);
        this.from = isWide ? from : (Double.isFinite(from) ? from : 0) - 0.5;
        this.to = isWide ? to : this.from + 1;
        this.counts = new long[count];
    }

    /** Counts all that are numbers; those beyond the ends count in the outer bars. */
    void add(double[] values) {
        double scale = counts.length / (to - from);
        for (double value : values) {
            if (!Double.isNaN(value)) {
                counts[(int) Math.max(0, Math.min(counts.length - 1, Math.floor((value - from) * scale)))]++;
            }
        }
    }

    Bars bars() {
        return new Bars(from, to, Arrays.stream(counts).boxed().toList());
    }
}
