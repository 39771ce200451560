package dev.varve.measure;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import java.util.List;

/** The mean of a field at each index of one axis, such as latitude, over all others; for one thread, chunk after chunk. */
public final class ZonalMean {
    private final int axis;
    private final List<Double> missingValues;
    private final double[] sums;
    private final long[] counts;

    /**
     * Nothing added yet.
     *
     * @param axis the axis that is kept
     * @param extent how long it is in the field
     * @param missingValues values that stand for "no value here"
     */
    public ZonalMean(int axis, int extent, List<Double> missingValues) {
        this.axis = axis;
        this.missingValues = List.copyOf(missingValues);
        this.sums = new double[extent];
        this.counts = new long[extent];
    }

    /** Adds the numbers of a chunk that lies at a region of the field. */
    public void add(Region chunk, NdArray block) {
        if (!Cells.areNumbers(block.type()) || chunk.count() == 0) {
            return;
        }
        PairReader cells = new PairReader(block, block, missingValues);
        double[] part = new double[Cells.PART];
        double[] same = new double[Cells.PART];
        int stride = (int) block.shape().strides()[axis];
        int extent = (int) block.shape().extent(axis);
        int total = (int) block.shape().count();
        for (int at = 0; at < total; ) {
            int count = Math.min(Math.min(Cells.PART, total - at), stride - at % stride);
            cells.read(at, part, same, count);
            int index = (int) chunk.start(axis) + at / stride % extent;
            double sum = 0;
            for (int i = 0; i < count; i++) {
                if (!Double.isNaN(part[i])) {
                    sum += part[i];
                    counts[index]++;
                }
            }
            sums[index] += sum;
            at += count;
        }
    }

    /** The mean at each index; NaN where there is no number. */
    public double[] means() {
        double[] means = new double[sums.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = counts[i] == 0 ? Double.NaN : sums[i] / counts[i];
        }
        return means;
    }
}
