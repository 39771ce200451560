package dev.varve.measure;

import dev.varve.array.NdArray;
import java.util.List;

/** Reads the cells of an original and of a decoded block side by side; what is no number in both is NaN in both. */
final class PairReader {
    private final Cells original;
    private final Cells decoded;
    private final double[] missing;
    private final double[] partX = new double[Cells.PART];
    private final double[] partY = new double[Cells.PART];

    PairReader(NdArray original, NdArray decoded, List<Double> missingValues) {
        this.original = Cells.of(original);
        this.decoded = Cells.of(decoded);
        this.missing =
                missingValues.stream().mapToDouble(this.original::nearest).toArray();
    }

    /** Reads up to {@link Cells#PART} cells that follow each other in C order. */
    void read(int first, double[] x, double[] y, int count) {
        original.read(first, x, count);
        decoded.read(first, y, count);
        for (int i = 0; i < count; i++) {
            if (CellClass.of(x[i], missing) != CellClass.NUMBER || CellClass.of(y[i], missing) != CellClass.NUMBER) {
                x[i] = Double.NaN;
                y[i] = Double.NaN;
            }
        }
    }

    /** Reads every {@code stride}-th cell into places from {@code at} on. */
    void gather(int first, int stride, double[] x, double[] y, int at, int count) {
        int step = stride == 1 ? Cells.PART : 1;
        for (int i = 0; i < count; i += step) {
            int part = Math.min(step, count - i);
            read(first + i * stride, partX, partY, part);
            System.arraycopy(partX, 0, x, at + i, part);
            System.arraycopy(partY, 0, y, at + i, part);
        }
    }
}
