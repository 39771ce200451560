package dev.varve.measure;

import java.util.OptionalDouble;

/**
 * The mean power of a field's rows by wavenumber, along the last horizontal axis, before and after. Rows with a cell that is no
 * number in both are left out. Immutable.
 */
public final class Spectrum {
    /** Powers below this share of the whole are rounding, of which nothing is to be kept. */
    private static final double ROUNDING = 1e-26;

    private final long rows;
    private final int length;
    private final double[] original;
    private final double[] decoded;

    Spectrum(long rows, int length, double[] original, double[] decoded) {
        this.rows = rows;
        this.length = length;
        this.original = original.clone();
        this.decoded = decoded.clone();
    }

    /** How many rows it is the mean of. */
    public long rows() {
        return rows;
    }

    /** How many cells a row has; its wavenumbers are 0 to half of that. */
    public int length() {
        return length;
    }

    /** The power of the original at each wavenumber, 0 for 0, in the field's unit squared times the squared length. */
    public double[] original() {
        return original.clone();
    }

    /** The power of what was decoded. */
    public double[] decoded() {
        return decoded.clone();
    }

    /** |decoded - original| / original at each wavenumber; 0/0 is 0. */
    public double[] relativeErrors() {
        double total = 0;
        for (double power : original) {
            total += power;
        }
        double[] errors = new double[original.length];
        for (int k = 0; k < errors.length; k++) {
            double difference = Math.abs(decoded[k] - original[k]);
            errors[k] = FieldComparison.ratio(difference, Math.max(original[k], ROUNDING * total));
        }
        return errors;
    }

    /** The largest of the relative errors, of wavenumbers from 1 up to but not including the shortest; none of short rows. */
    public OptionalDouble largestError() {
        double[] errors = relativeErrors();
        OptionalDouble largest = OptionalDouble.empty();
        for (int k = 1; k < length / 2; k++) {
            largest = OptionalDouble.of(Math.max(largest.orElse(0), errors[k]));
        }
        return largest;
    }
}
