package dev.varve.measure;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/** One chunk being compared; used once, by one thread. */
final class ChunkComparison {
    /** Slabs whose cells come in shorter runs are summed in a loop of their own, that parts need not end with them. */
    private static final int LONG_RUN = 512;

    private final FieldComparison.Settings settings;
    private final OptionalDouble q99Cut;
    private final Region chunk;
    private final SlabSums slabs;
    private final FieldComparison.Depth depth;
    private final double[] x = new double[Cells.PART];
    private final double[] y = new double[Cells.PART];
    private final double[] d = new double[Cells.PART];
    private final PartExtremes extremes = new PartExtremes();
    private PairMoments moments = PairMoments.NONE;
    private double topError;
    private double topValue;
    private long changedCells;
    private long outOfBounds;

    ChunkComparison(
            FieldComparison.Settings settings, OptionalDouble q99Cut, Region chunk, FieldComparison.Depth depth) {
        this.settings = settings;
        this.q99Cut = q99Cut;
        this.chunk = chunk;
        this.depth = depth;
        this.slabs = new SlabSums(chunk, settings.slabAxes());
    }

    ChunkErrors compare(NdArray original, NdArray decoded) {
        Optional<DetailSums> details = Optional.empty();
        if (Cells.areNumbers(original.type())) {
            compareNumbers(Cells.of(original), Cells.of(decoded), (int) chunk.count());
            if (depth == FieldComparison.Depth.FULL) {
                details = Optional.of(DetailSums.of(settings, chunk, original, decoded));
            }
        } else {
            changedCells = changedElements(original, decoded);
        }
        return new ChunkErrors(chunk, moments, topError, topValue, changedCells, outOfBounds, slabs, details);
    }

    private static long changedElements(NdArray original, NdArray decoded) {
        if (original.sameBits(decoded)) {
            return 0;
        }
        int count = (int) original.shape().count();
        int size = original.type().isFixedSize() ? original.type().sizeBytes() : 0;
        long changed = 0;
        for (int i = 0; i < count; i++) {
            boolean isSame = size == 0
                    ? Arrays.equals(original.elements()[i], decoded.elements()[i])
                    : original.data()
                            .slice(i * size, size)
                            .equals(decoded.data().slice(i * size, size));
            changed += isSame ? 0 : 1;
        }
        return changed;
    }

    private void compareNumbers(Cells original, Cells decoded, int total) {
        double[] missing =
                settings.missingValues().stream().mapToDouble(original::nearest).toArray();
        int run = slabs.run();
        for (int at = 0; at < total; ) {
            int count = Math.min(Cells.PART, total - at);
            if (run >= LONG_RUN) {
                count = Math.min(count, run - at % run);
            }
            original.read(at, x, count);
            decoded.read(at, y, count);
            original.differences(decoded, x, y, d, count);
            extremes.scan(x, y, d, count);
            int numbers = extremes.areNumbers(missing) ? count : screen(original, decoded, at, count, missing);
            PairMoments part = summed(at, count, numbers);
            moments = moments.and(part);
            at += count;
        }
    }

    private PairMoments summed(int at, int count, int numbers) {
        boolean isLongRun = slabs.run() >= LONG_RUN;
        if (!isLongRun) {
            slabs.addEach(at, x, d, count);
        }
        if (numbers < count) {
            compact(count);
            if (numbers == 0) {
                return PairMoments.NONE;
            }
            extremes.scan(x, y, d, numbers);
        }
        PairMoments part = PairMoments.of(x, d, numbers, extremes);
        if (isLongRun) {
            slabs.add(at, part.absError(), part.absValue());
        }
        addTop(numbers);
        countOutOfBounds(numbers);
        return part;
    }

    /** Counts the cells that changed and marks those that are no numbers in both: x = d = 0 and y = NaN. */
    private int screen(Cells original, Cells decoded, int at, int count, double[] missing) {
        int numbers = 0;
        for (int i = 0; i < count; i++) {
            CellClass before = CellClass.of(x[i], missing);
            CellClass after = CellClass.of(y[i], missing);
            if (before == CellClass.NUMBER && after == CellClass.NUMBER) {
                numbers++;
                continue;
            }
            boolean isInfinite = before == CellClass.POSITIVE_INFINITY || before == CellClass.NEGATIVE_INFINITY;
            if (before != after || (!isInfinite && original.bits(at + i) != decoded.bits(at + i))) {
                changedCells++;
            }
            x[i] = 0;
            d[i] = 0;
            y[i] = Double.NaN;
        }
        return numbers;
    }

    /** Moves the numbers to the front. */
    private void compact(int count) {
        int to = 0;
        for (int i = 0; i < count; i++) {
            if (!Double.isNaN(y[i])) {
                x[to] = x[i];
                y[to] = y[i];
                d[to] = d[i];
                to++;
            }
        }
    }

    private void addTop(int count) {
        double cut = q99Cut.orElse(Double.POSITIVE_INFINITY);
        if (extremes.maxX() < cut && -extremes.minX() < cut) {
            return;
        }
        double error = 0;
        double value = 0;
        for (int i = 0; i < count; i++) {
            double size = Math.abs(x[i]);
            if (size >= cut) {
                error += Math.abs(d[i]);
                value += size;
            }
        }
        topError += error;
        topValue += value;
    }

    private void countOutOfBounds(int count) {
        double low = settings.lowest();
        double high = settings.highest();
        if (extremes.minY() >= low && extremes.maxY() <= high) {
            return;
        }
        for (int i = 0; i < count; i++) {
            boolean wasInside = x[i] >= low && x[i] <= high;
            boolean isInside = y[i] >= low && y[i] <= high;
            outOfBounds += wasInside && !isInside ? 1 : 0;
        }
    }
}
