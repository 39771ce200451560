package dev.varve.measure;

import java.util.Arrays;

/** The sums of the powers of rows of one length; filled by one thread. */
final class SpectrumSums {
    private final int length;
    private final double[] original;
    private final double[] decoded;
    private long rows;

    SpectrumSums(int length) {
        this.length = length;
        this.original = new double[length / 2 + 1];
        this.decoded = new double[length / 2 + 1];
    }

    int length() {
        return length;
    }

    /** Adds a row whose numbers are all finite; both are overwritten. */
    void addRow(Fourier fourier, double[] x, double[] y) {
        // Two real rows are transformed as one complex row, about zero, so that the mean does not drown the rest. What
        // one row
        // leaves in the other by rounding is nothing, unless the other is nothing.
        boolean variesX = removeMean(x);
        boolean variesY = removeMean(y);
        rows++;
        fourier.transform(x, y);
        for (int k = 1; k < original.length; k++) {
            int back = length - k;
            double ar = (x[k] + x[back]) / 2;
            double ai = (y[k] - y[back]) / 2;
            double br = (y[k] + y[back]) / 2;
            double bi = (x[back] - x[k]) / 2;
            original[k] += variesX ? ar * ar + ai * ai : 0;
            decoded[k] += variesY ? br * br + bi * bi : 0;
        }
    }

    /** Whether there is anything beside the mean. */
    private boolean removeMean(double[] row) {
        double first = row[0];
        double sum = 0;
        boolean varies = false;
        for (int i = 0; i < length; i++) {
            sum += row[i];
            varies |= row[i] != first;
        }
        double mean = varies ? sum / length : first;
        for (int i = 0; i < length; i++) {
            row[i] -= mean;
        }
        return varies;
    }

    void add(SpectrumSums other) {
        rows += other.rows;
        for (int k = 0; k < original.length; k++) {
            original[k] += other.original[k];
            decoded[k] += other.decoded[k];
        }
    }

    boolean isEmpty() {
        return rows == 0;
    }

    Spectrum mean() {
        return new Spectrum(rows, length, mean(original), mean(decoded));
    }

    private double[] mean(double[] sums) {
        return Arrays.stream(sums).map(sum -> sum / rows).toArray();
    }
}
