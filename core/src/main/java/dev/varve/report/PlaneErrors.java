package dev.varve.report;

import dev.varve.report.FieldPortrait.Matrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Relative L1 errors of a sample's planes, as a table of levels and times that is never large. */
final class PlaneErrors {
    /** Neighbouring levels or times share a cell of the table beyond so many; the worst of them is shown. */
    static final int MAX_CELLS = 160;

    private final SamplePlanes planes;
    private final double[] relative;
    private double largest;

    PlaneErrors(SamplePlanes planes) {
        this.planes = planes;
        this.relative = new double[planes.count()];
    }

    /** Takes a plane before and after; cells that are no number in either do not count. */
    void add(int plane, double[] original, double[] decoded) {
        double error = 0;
        double size = 0;
        for (int i = 0; i < original.length; i++) {
            double difference = Math.abs(decoded[i] - original[i]);
            if (!Double.isNaN(difference)) {
                error += difference;
                size += Math.abs(original[i]);
                largest = Math.max(largest, difference);
            }
        }
        relative[plane] = error == 0 ? 0 : error / size;
    }

    /** The largest difference of any cell. */
    double largest() {
        return largest;
    }

    /** The plane with the largest error, and the one in the middle if it is another. */
    List<Integer> worstAndMiddle() {
        int worst = 0;
        for (int plane = 1; plane < relative.length; plane++) {
            worst = relative[plane] > relative[worst] ? plane : worst;
        }
        int middle = relative.length / 2;
        return worst == middle ? List.of(worst) : List.of(worst, middle);
    }

    Matrix matrix() {
        int levels = planes.combinations(true);
        int times = planes.combinations(false);
        int rows = Math.min(levels, MAX_CELLS);
        int columns = Math.min(times, MAX_CELLS);
        List<String> rowLabels = new ArrayList<>(Collections.nCopies(rows, ""));
        List<String> columnLabels = new ArrayList<>(Collections.nCopies(columns, ""));
        double[] worst = new double[rows * columns];
        for (int plane = relative.length - 1; plane >= 0; plane--) {
            int row = (int) ((long) planes.combination(plane, true) * rows / levels);
            int column = (int) ((long) planes.combination(plane, false) * columns / times);
            rowLabels.set(row, planes.label(plane, true));
            columnLabels.set(column, planes.label(plane, false));
            worst[row * columns + column] = Math.max(worst[row * columns + column], relative[plane]);
        }
        List<Double> values = new ArrayList<>();
        for (double value : worst) {
            values.add(value);
        }
        return new Matrix(rowLabels, columnLabels, values);
    }
}
