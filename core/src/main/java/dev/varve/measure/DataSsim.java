package dev.varve.measure;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The structural similarity of floating-point data (Baker, Pinard, Hammerling 2022, doi:10.1109/TVCG.2023.3332843): both slices
 * scaled to 0..1 by the range of both, rounded to 256 levels, means and variances in Gaussian windows of 11 cells (deviation
 * 1.5), constants of 1e-8, mean over windows. Cells that are no number in both have no weight and no window.
 *
 * <p>Windows lie wholly inside the slice. Along an axis shorter than 11 they are as long as the next lower odd number, 1 along an
 * axis of one row: so rows are compared by windows of one dimension.
 */
public final class DataSsim {
    private static final int WINDOW = 11;
    private static final double DEVIATION = 1.5;
    private static final double CONSTANT = 1e-8;
    private static final double LEVELS = 255;

    /** What is averaged in each window: the weight, a, b, aa, bb, ab. */
    private static final int SUMS = 6;

    private final int rows;
    private final int columns;
    private final double[] rowKernel;
    private final double[] columnKernel;

    /** A comparison of slices of some rows and columns. */
    public DataSsim(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        this.rowKernel = kernel(rows);
        this.columnKernel = kernel(columns);
    }

    private static double[] kernel(int extent) {
        int size = Math.min(WINDOW, extent - 1 + extent % 2);
        double[] weights = new double[Math.max(0, size)];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double offset = i - size / 2;
            weights[i] = Math.exp(-offset * offset / (2 * DEVIATION * DEVIATION));
            sum += weights[i];
        }
        for (int i = 0; i < size; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /**
     * The similarity of two slices in C order, 1 where they are the same; none where no window has a number at its centre.
     *
     * @param original NaN where either slice has no number
     * @param decoded likewise
     */
    public OptionalDouble of(double[] original, double[] decoded) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < rows * columns; i++) {
            if (!Double.isNaN(original[i])) {
                low = Math.min(low, Math.min(original[i], decoded[i]));
                high = Math.max(high, Math.max(original[i], decoded[i]));
            }
        }
        if (low > high) {
            return OptionalDouble.empty();
        }
        // A constant is brought to 1; as all cells are alike, the level does not matter.
        double origin = high > low ? low : 0;
        double scale = high > low ? high - low : high == 0 ? 1 : high;
        return mean(original, decoded, origin, scale);
    }

    private OptionalDouble mean(double[] original, double[] decoded, double origin, double scale) {
        int window = rowKernel.length;
        int width = columns - columnKernel.length + 1;
        double[][] smoothed = new double[window * SUMS][width];
        double[][] cells = new double[SUMS][columns];
        double[][] sums = new double[SUMS][width];
        double total = 0;
        long count = 0;
        for (int row = 0; row < rows; row++) {
            fill(cells, original, decoded, row * columns, origin, scale);
            for (int s = 0; s < SUMS; s++) {
                smooth(cells[s], columnKernel, smoothed[row % window * SUMS + s]);
            }
            int first = row - window + 1;
            if (first < 0) {
                continue;
            }
            for (int s = 0; s < SUMS; s++) {
                Arrays.fill(sums[s], 0);
                for (int k = 0; k < window; k++) {
                    addTimes(smoothed[(first + k) % window * SUMS + s], rowKernel[k], sums[s]);
                }
            }
            int centre = (first + window / 2) * columns + columnKernel.length / 2;
            double rowTotal = 0;
            for (int j = 0; j < width; j++) {
                if (!Double.isNaN(original[centre + j])) {
                    rowTotal += similarity(sums, j);
                    count++;
                }
            }
            total += rowTotal;
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(total / count);
    }

    private void fill(double[][] cells, double[] original, double[] decoded, int at, double origin, double scale) {
        for (int j = 0; j < columns; j++) {
            boolean isNumber = !Double.isNaN(original[at + j]);
            double a = isNumber ? Math.rint((original[at + j] - origin) / scale * LEVELS) / LEVELS : 0;
            double b = isNumber ? Math.rint((decoded[at + j] - origin) / scale * LEVELS) / LEVELS : 0;
            cells[0][j] = isNumber ? 1 : 0;
            cells[1][j] = a;
            cells[2][j] = b;
            cells[3][j] = a * a;
            cells[4][j] = b * b;
            cells[5][j] = a * b;
        }
    }

    private static void smooth(double[] cells, double[] kernel, double[] out) {
        Arrays.fill(out, 0);
        for (int k = 0; k < kernel.length; k++) {
            double weight = kernel[k];
            for (int j = 0; j < out.length; j++) {
                out[j] += weight * cells[j + k];
            }
        }
    }

    private static void addTimes(double[] row, double weight, double[] out) {
        for (int j = 0; j < out.length; j++) {
            out[j] += weight * row[j];
        }
    }

    private static double similarity(double[][] sums, int j) {
        double weight = sums[0][j];
        double a = sums[1][j] / weight;
        double b = sums[2][j] / weight;
        double varianceA = sums[3][j] / weight - a * a;
        double varianceB = sums[4][j] / weight - b * b;
        double covariance = sums[5][j] / weight - a * b;
        return (2 * a * b + CONSTANT)
                / (a * a + b * b + CONSTANT)
                * (2 * covariance + CONSTANT)
                / (varianceA + varianceB + CONSTANT);
    }
}
