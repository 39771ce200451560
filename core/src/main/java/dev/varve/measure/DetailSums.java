package dev.varve.measure;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What only a thorough comparison finds in a chunk.
 *
 * @param gradient none where no axis is horizontal
 * @param ssim the least of the chunk's horizontal slices
 * @param spectrum none without whole rows
 */
record DetailSums(Optional<GradientSums> gradient, OptionalDouble ssim, Optional<SpectrumSums> spectrum) {
    /** Looks at a chunk of numbers. */
    static DetailSums of(FieldComparison.Settings settings, Region chunk, NdArray original, NdArray decoded) {
        int[] axes = IntStream.range(0, chunk.rank())
                .filter(axis -> settings.roles().get(axis) == AxisRole.HORIZONTAL)
                .toArray();
        if (axes.length == 0 || chunk.count() == 0) {
            return new DetailSums(Optional.empty(), OptionalDouble.empty(), Optional.empty());
        }
        PairReader cells = new PairReader(original, decoded, settings.missingValues());
        PlaneLoop planes = new PlaneLoop(cells, chunk, axes);
        planes.run();
        return new DetailSums(
                Optional.of(gradient(settings, chunk, axes, cells, original, decoded)),
                planes.ssim,
                Optional.of(planes.spectrum).filter(spectrum -> !spectrum.isEmpty()));
    }

    private static GradientSums gradient(
            FieldComparison.Settings settings,
            Region chunk,
            int[] axes,
            PairReader cells,
            NdArray original,
            NdArray decoded) {
        double error = 0;
        double value = 0;
        Map<Integer, GradientSums.Face> low = new HashMap<>();
        Map<Integer, GradientSums.Face> high = new HashMap<>();
        for (int axis : axes) {
            double[] inside = GradientSums.inside(cells, chunk, axis);
            error += inside[0];
            value += inside[1];
            if (chunk.start(axis) > 0) {
                low.put(axis, GradientSums.Face.of(original, decoded, layer(chunk, axis, 0)));
            }
            if (chunk.stop(axis) < settings.field().extent(axis)) {
                long last = chunk.shape().extent(axis) - 1;
                high.put(axis, GradientSums.Face.of(original, decoded, layer(chunk, axis, last)));
            }
        }
        return new GradientSums(error, value, low, high);
    }

    /** The cells of one index of an axis, counted from the chunk's start. */
    private static Region layer(Region chunk, int axis, long index) {
        long[] start = new long[chunk.rank()];
        long[] stop = chunk.shape().extents();
        start[axis] = index;
        stop[axis] = index + 1;
        return Region.between(start, stop);
    }

    /** The sums over the inside of all chunks and where they meet; none when any was not looked at thoroughly. */
    static OptionalDouble gradientRelative(List<ChunkErrors> chunks, List<Double> missingValues) {
        Map<List<Long>, GradientSums> byStart = new HashMap<>();
        for (ChunkErrors chunk : chunks) {
            Optional<GradientSums> sums = chunk.details().flatMap(DetailSums::gradient);
            if (sums.isEmpty() && chunk.chunk().count() > 0) {
                return OptionalDouble.empty();
            }
            sums.ifPresent(found -> byStart.put(starts(chunk.chunk()), found));
        }
        if (byStart.isEmpty()) {
            return OptionalDouble.empty();
        }
        double error = 0;
        double value = 0;
        for (ChunkErrors chunk : chunks) {
            GradientSums own = byStart.get(starts(chunk.chunk()));
            if (own == null) {
                continue;
            }
            error += own.error();
            value += own.value();
            for (Map.Entry<Integer, GradientSums.Face> face : own.high().entrySet()) {
                int axis = face.getKey();
                List<Long> next = starts(chunk.chunk());
                next.set(axis, chunk.chunk().stop(axis));
                GradientSums neighbour = byStart.get(next);
                if (neighbour != null) {
                    double[] met = GradientSums.between(
                            face.getValue(), neighbour.low().get(axis), missingValues);
                    error += met[0];
                    value += met[1];
                }
            }
        }
        return OptionalDouble.of(FieldComparison.ratio(error, value));
    }

    private static List<Long> starts(Region chunk) {
        List<Long> starts = new ArrayList<>();
        for (int axis = 0; axis < chunk.rank(); axis++) {
            starts.add(chunk.start(axis));
        }
        return starts;
    }

    /** Goes through the horizontal slices of a chunk: its last two horizontal axes, or its only one. */
    private static final class PlaneLoop {
        private final PairReader cells;
        private final Region chunk;
        private final int rowAxis;
        private final int columnAxis;
        private final int rows;
        private final int columns;
        private final double[] x;
        private final double[] y;
        private final SpectrumSums spectrum;
        private final Fourier fourier;
        private final DataSsim similarity;
        private OptionalDouble ssim = OptionalDouble.empty();

        PlaneLoop(PairReader cells, Region chunk, int[] axes) {
            this.cells = cells;
            this.chunk = chunk;
            columnAxis = axes[axes.length - 1];
            rowAxis = axes.length > 1 ? axes[axes.length - 2] : columnAxis;
            columns = (int) chunk.shape().extent(columnAxis);
            rows = axes.length > 1 ? (int) chunk.shape().extent(rowAxis) : 1;
            x = new double[rows * columns];
            y = new double[rows * columns];
            spectrum = new SpectrumSums(columns);
            fourier = new Fourier(columns);
            similarity = new DataSsim(rows, columns);
        }

        void run() {
            long[] extents = chunk.shape().extents();
            long[] strides = chunk.shape().strides();
            extents[rowAxis] = 1;
            extents[columnAxis] = 1;
            long slices = Shape.of(extents).count();
            for (long slice = 0; slice < slices; slice++) {
                long left = slice;
                int first = 0;
                for (int axis = extents.length - 1; axis >= 0; axis--) {
                    first += (int) (left % extents[axis] * strides[axis]);
                    left /= extents[axis];
                }
                plane(first, (int) strides[rowAxis], (int) strides[columnAxis]);
            }
        }

        private void plane(int first, int rowStride, int columnStride) {
            for (int row = 0; row < rows; row++) {
                cells.gather(first + row * rowStride, columnStride, x, y, row * columns, columns);
            }
            OptionalDouble found = similarity.of(x, y);
            if (found.isPresent()) {
                ssim = OptionalDouble.of(Math.min(ssim.orElse(found.getAsDouble()), found.getAsDouble()));
            }
            double[] rowX = new double[columns];
            double[] rowY = new double[columns];
            for (int row = 0; row < rows; row++) {
                System.arraycopy(x, row * columns, rowX, 0, columns);
                System.arraycopy(y, row * columns, rowY, 0, columns);
                if (areNumbers(rowX)) {
                    spectrum.addRow(fourier, rowX, rowY);
                }
            }
        }

        private static boolean areNumbers(double[] row) {
            for (double value : row) {
                if (Double.isNaN(value)) {
                    return false;
                }
            }
            return true;
        }
    }
}
