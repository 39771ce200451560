package dev.varve.measure;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import java.util.List;
import java.util.Map;

/**
 * Sums of |dy-dx| and |dx| over neighbours along the horizontal axes of a chunk, and the faces that meet other chunks.
 *
 * @param error sum |dy-dx|
 * @param value sum |dx|
 * @param low by axis, the cells that meet the chunk before; only where there is one
 * @param high by axis, the cells that meet the chunk behind
 */
record GradientSums(double error, double value, Map<Integer, Face> low, Map<Integer, Face> high) {
    GradientSums {
        low = Map.copyOf(low);
        high = Map.copyOf(high);
    }

    /** A layer of cells, copied. */
    record Face(NdArray original, NdArray decoded) {
        static Face of(NdArray original, NdArray decoded, Region layer) {
            return new Face(copy(original, layer), copy(decoded, layer));
        }

        private static NdArray copy(NdArray block, Region layer) {
            NdArray part = NdArray.allocate(block.type(), layer.shape());
            part.paste(block, layer, new long[layer.rank()]);
            return part;
        }
    }

    /** The sums between the layer at the end of one chunk and that at the start of the next. */
    static double[] between(Face end, Face start, List<Double> missingValues) {
        if (!end.original().shape().equals(start.original().shape())) {
            throw new IllegalArgumentException("chunks do not form a grid: "
                    + end.original().shape() + " meets " + start.original().shape());
        }
        PairReader before = new PairReader(end.original(), end.decoded(), missingValues);
        PairReader after = new PairReader(start.original(), start.decoded(), missingValues);
        GradientLoop loop = new GradientLoop();
        int total = (int) end.original().shape().count();
        for (int at = 0; at < total; at += Cells.PART) {
            loop.add(before, at, after, at, Math.min(Cells.PART, total - at));
        }
        return new double[] {loop.error, loop.value};
    }

    /** The sums over all neighbours along one axis inside a chunk. */
    static double[] inside(PairReader cells, Region chunk, int axis) {
        GradientLoop loop = new GradientLoop();
        int stride = (int) chunk.shape().strides()[axis];
        int run = stride * (int) chunk.shape().extent(axis);
        int total = (int) chunk.count();
        // All pairs of one index along the slower axes lie in one run, so far apart as a step along the axis goes.
        for (int start = 0; start < total; start += run) {
            for (int at = start; at < start + run - stride; at += Cells.PART) {
                int count = Math.min(Cells.PART, start + run - stride - at);
                loop.add(cells, at, cells, at + stride, count);
            }
        }
        return new double[] {loop.error, loop.value};
    }

    /** The loop over pairs, with its arrays. */
    private static final class GradientLoop {
        private final double[] x = new double[Cells.PART];
        private final double[] y = new double[Cells.PART];
        private final double[] nextX = new double[Cells.PART];
        private final double[] nextY = new double[Cells.PART];
        private double error;
        private double value;

        void add(PairReader one, int at, PairReader next, int nextAt, int count) {
            one.read(at, x, y, count);
            next.read(nextAt, nextX, nextY, count);
            double partError = 0;
            double partValue = 0;
            for (int i = 0; i < count; i++) {
                double dx = nextX[i] - x[i];
                double dy = nextY[i] - y[i];
                if (!Double.isNaN(dx) && !Double.isNaN(dy)) {
                    partError += Math.abs(dy - dx);
                    partValue += Math.abs(dx);
                }
            }
            error += partError;
            value += partValue;
        }
    }
}
