package dev.varve.run.sweep;

import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.grid.GridOrder;
import dev.varve.measure.AxisRole;
import dev.varve.measure.FieldStatistics;
import dev.varve.measure.StatisticsBuilder;
import dev.varve.pipeline.Workers;
import dev.varve.plan.sweep.SamplePlan;
import dev.varve.run.SlabReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * One look at a whole field, block by block: what is known of it before a sample is chosen.
 *
 * @param statistics of all its cells
 * @param axes of each axis that is not horizontal, where it varies and where its extremes are
 */
public record FieldScan(FieldStatistics statistics, List<Optional<SamplePlan.AxisContent>> axes) {
    public FieldScan {
        axes = List.copyOf(axes);
    }

    /**
     * Reads a field.
     *
     * @param variable of numbers
     * @param roles what its axes stand for
     * @param missing numbers that stand for "no value here"
     * @param memoryBytes about how much decoded data is held at once
     */
    static FieldScan of(
            Source source,
            Variable variable,
            List<AxisRole> roles,
            List<Double> missing,
            Workers workers,
            long memoryBytes)
            throws IOException {
        Shape shape = variable.shape();
        StatisticsBuilder all = new StatisticsBuilder(missing);
        Extent[] extents = new Extent[shape.rank()];
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = new Extent(roles.get(axis) == AxisRole.HORIZONTAL ? 0 : (int) shape.extent(axis));
        }
        new SlabReader(source, variable, Region.whole(shape), workers, memoryBytes / 2)
                .forEach((region, data) -> Block.of(data, region, roles, missing), block -> {
                    all.merge(block.statistics);
                    for (int axis = 0; axis < extents.length; axis++) {
                        extents[axis].merge(block.extents.get(axis), (int) block.region.start(axis));
                    }
                });
        FieldStatistics statistics = all.build();
        return new FieldScan(
                statistics,
                Arrays.stream(extents).map(extent -> extent.content(statistics)).toList());
    }

    /** The extremes at each index of an axis; of no index where the axis is never thinned. */
    private static final class Extent {
        private final double[] min;
        private final double[] max;

        Extent(int length) {
            min = new double[length];
            max = new double[length];
            Arrays.fill(min, Double.POSITIVE_INFINITY);
            Arrays.fill(max, Double.NEGATIVE_INFINITY);
        }

        void add(int index, double low, double high) {
            min[index] = Math.min(min[index], low);
            max[index] = Math.max(max[index], high);
        }

        void merge(Extent block, int at) {
            for (int i = 0; i < block.min.length; i++) {
                add(at + i, block.min[i], block.max[i]);
            }
        }

        Optional<SamplePlan.AxisContent> content(FieldStatistics statistics) {
            if (min.length == 0) {
                return Optional.empty();
            }
            BitSet varying = new BitSet();
            List<Long> extremes = new ArrayList<>();
            for (int i = 0; i < min.length; i++) {
                varying.set(i, min[i] < max[i]);
            }
            addFirst(extremes, min, statistics.min());
            addFirst(extremes, max, statistics.max());
            return Optional.of(new SamplePlan.AxisContent(
                    varying, extremes.stream().distinct().toList()));
        }

        private static void addFirst(List<Long> extremes, double[] values, double wanted) {
            for (int i = 0; i < values.length; i++) {
                if (values[i] == wanted) {
                    extremes.add((long) i);
                    return;
                }
            }
        }
    }

    /** What one thread found in a block. */
    private record Block(Region region, StatisticsBuilder statistics, List<Extent> extents) {
        static Block of(NdArray data, Region region, List<AxisRole> roles, List<Double> missing) {
            StatisticsBuilder statistics = new StatisticsBuilder(missing);
            statistics.add(data);
            Extent[] extents = new Extent[region.rank()];
            int rowAxis = 0;
            for (int axis = 0; axis < extents.length; axis++) {
                boolean isThinned = roles.get(axis) != AxisRole.HORIZONTAL;
                extents[axis] = new Extent(isThinned ? (int) region.shape().extent(axis) : 0);
                rowAxis = isThinned ? axis + 1 : rowAxis;
            }
            if (rowAxis > 0 && data.shape().count() > 0) {
                addRows(data, rowAxis, extents, missing);
            }
            return new Block(region, statistics, Arrays.asList(extents));
        }

        /** Rows are what follows the last axis that may be thinned. */
        private static void addRows(NdArray data, int rowAxis, Extent[] extents, List<Double> missing) {
            long[] outer = Arrays.copyOf(data.shape().extents(), rowAxis);
            Shape rows = Shape.of(outer);
            int length = Math.toIntExact(data.shape().count() / rows.count());
            double[] row = new double[length];
            long[] integers = new long[Numbers.isInteger((NumericType) data.type()) ? length : 0];
            double[] absent = missing.stream().mapToDouble(Double::doubleValue).toArray();
            long count = rows.count();
            for (long r = 0; r < count; r++) {
                read(data, (int) (r * length), row, integers);
                double low = Double.POSITIVE_INFINITY;
                double high = Double.NEGATIVE_INFINITY;
                for (double value : row) {
                    if (Double.isFinite(value) && !isIn(value, absent)) {
                        low = Math.min(low, value);
                        high = Math.max(high, value);
                    }
                }
                long[] index = GridOrder.index(rows, r);
                for (int axis = 0; axis < rowAxis; axis++) {
                    if (extents[axis].min.length > 0) {
                        extents[axis].add((int) index[axis], low, high);
                    }
                }
            }
        }

        private static void read(NdArray data, int first, double[] row, long[] integers) {
            NumericType type = (NumericType) data.type();
            if (integers.length == 0) {
                Numbers.readDoubles(data.data(), first, type, row, row.length);
                return;
            }
            Numbers.readLongs(data.data(), first, type, integers, row.length);
            for (int i = 0; i < row.length; i++) {
                row[i] = Numbers.toDouble(integers[i], type);
            }
        }

        private static boolean isIn(double value, double[] absent) {
            for (double each : absent) {
                if (value == each || value == (float) each) {
                    return true;
                }
            }
            return false;
        }
    }
}
