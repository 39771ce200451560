package dev.varve.report;

import dev.varve.report.FieldPortrait.Curve;
import dev.varve.report.FieldPortrait.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Extremes of a sample and the mean of each row of its map. */
final class PlaneTally {
    private final double[] sums;
    private final long[] counts;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    PlaneTally(int rows) {
        this.sums = new double[rows];
        this.counts = new long[rows];
    }

    void add(double[] cells, PlaneRaster raster) {
        for (int cell = 0; cell < cells.length; cell++) {
            double value = cells[cell];
            if (!Double.isNaN(value)) {
                int row = raster.rowOf(cell);
                sums[row] += value;
                counts[row]++;
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
    }

    double min() {
        return min;
    }

    double max() {
        return max;
    }

    /** The mean of each row of the map over all planes, by the coordinate of its middle or by its index. */
    Curve zonalMean(PlaneRaster raster) {
        if (sums.length < 2) {
            return Curve.EMPTY;
        }
        Optional<Interval> edges = raster.plane().rowEdges();
        double from = edges.map(Interval::from).orElse(-0.5);
        double to = edges.map(Interval::to).orElse(sums.length - 0.5);
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int row = 0; row < sums.length; row++) {
            x.add(from + (row + 0.5) * (to - from) / sums.length);
            y.add(counts[row] == 0 ? Double.NaN : sums[row] / counts[row]);
        }
        return new Curve(x, y);
    }
}
