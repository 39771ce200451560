package dev.varve.plan.advise;

import dev.varve.array.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Looks for the layout whose reads take least, weighted: chunk shapes in the order of what they take at least, until that is more
 * than the best found, each with a few shapes of shards; then shards of the best are varied. Deterministic.
 */
final class LayoutSearch {
    private static final int MOST_SHAPES = 60_000;
    private static final int MOST_TRIED = 1500;
    private static final int FINALISTS = 8;
    private static final int MOST_STEPS = 40;
    private static final int COARSE_BOXES = 200;
    private static final int FINE_BOXES = 20_000;

    private final AdvisedArray array;
    private final List<WeightedRead> reads;
    private final ReadRates rates;
    private final long mostObjects;
    private final AdviceLimits limits;
    private final ShardGrowth shards;
    private final ReadForecaster coarse;
    private final ReadForecaster fine;
    private final List<Bounded> chunks;

    /** A shape of chunks and the seconds that it takes at least. */
    private record Bounded(Shape chunk, double seconds) {}

    private record Scored(LayoutShape layout, boolean isOver, double seconds) {
        static final Comparator<Scored> BEST =
                Comparator.comparing(Scored::isOver).thenComparingDouble(Scored::seconds);
    }

    LayoutSearch(
            AdvisedArray array,
            Optional<Shape> source,
            List<WeightedRead> reads,
            ReadRates rates,
            AdviceLimits limits) {
        this.array = array;
        this.reads = reads;
        this.rates = rates;
        this.limits = limits;
        this.mostObjects = Math.max(limits.maxObjects(), 2 * (array.bytes() / 2 / limits.shardBytes() + 1));
        this.shards = new ShardGrowth(array, limits);
        this.coarse = new ReadForecaster(array, rates, COARSE_BOXES);
        this.fine = new ReadForecaster(array, rates, FINE_BOXES);
        this.chunks = chunkShapes(source);
    }

    /** What reads of a layout take, weighted. */
    double seconds(LayoutShape layout) {
        return seconds(layout, fine);
    }

    /** What each read takes. */
    ReadForecast forecast(LayoutShape layout, Shape read) {
        return fine.forecast(layout, read);
    }

    /** What each read takes where the array lies in one piece. */
    ReadForecast contiguous(Shape read) {
        return fine.contiguous(read);
    }

    /** Whether a layout has more objects than are wanted. */
    boolean isOver(LayoutShape layout) {
        return layout.objects(array.shape()) > mostObjects;
    }

    /** The best layout that a condition holds for. */
    Optional<LayoutShape> best(Predicate<LayoutShape> isWanted) {
        List<Scored> scored = new ArrayList<>();
        double bound = Double.POSITIVE_INFINITY;
        int tried = 0;
        for (Bounded candidate : chunks) {
            if (candidate.seconds() >= bound || tried == MOST_TRIED) {
                break;
            }
            Optional<Scored> best = shards.seeds(candidate.chunk()).stream()
                    .filter(isWanted)
                    .map(layout -> scored(layout, coarse))
                    .min(Scored.BEST);
            if (best.isPresent()) {
                tried++;
                scored.add(best.get());
                bound = best.get().isOver() ? bound : Math.min(bound, best.get().seconds());
            }
        }
        return scored.stream()
                .sorted(Scored.BEST)
                .limit(FINALISTS)
                .map(seed -> improved(seed, isWanted))
                .min(Scored.BEST)
                .map(Scored::layout);
    }

    /** Varies the shards as long as reads get faster. */
    private Scored improved(Scored seed, Predicate<LayoutShape> isWanted) {
        Scored best = seed;
        for (int step = 0; step < MOST_STEPS; step++) {
            Optional<Scored> next = shards.neighbours(best.layout()).stream()
                    .filter(isWanted)
                    .map(layout -> scored(layout, coarse))
                    .min(Scored.BEST);
            if (next.isEmpty() || Scored.BEST.compare(next.get(), best) >= 0) {
                break;
            }
            best = next.get();
        }
        return scored(best.layout(), fine);
    }

    private Scored scored(LayoutShape layout, ReadForecaster forecaster) {
        return new Scored(layout, isOver(layout), seconds(layout, forecaster));
    }

    private double seconds(LayoutShape layout, ReadForecaster forecaster) {
        double seconds = 0;
        for (WeightedRead read : reads) {
            seconds +=
                    read.weight() * forecaster.forecast(layout, read.extents()).seconds();
        }
        return seconds;
    }

    private List<Bounded> chunkShapes(Optional<Shape> source) {
        Shape shape = array.shape();
        List<long[]> axes = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            int a = axis;
            long unit = source.map(chunk -> Math.min(chunk.extent(a), shape.extent(a)))
                    .orElse(1L);
            List<Long> wanted =
                    reads.stream().map(read -> read.extents().extent(a)).toList();
            axes.add(ChunkExtents.of(shape.extent(axis), wanted, unit));
        }
        List<Bounded> shapes = new ArrayList<>();
        collect(ChunkExtents.thinned(axes, MOST_SHAPES), new long[shape.rank()], 0, array.elementBytes(), shapes);
        if (shapes.isEmpty()) {
            shapes.add(bounded(Shape.of(shape.extents())));
        }
        shapes.sort(Comparator.comparingDouble(Bounded::seconds)
                .thenComparing(bounded -> -SaturatedProduct.of(bounded.chunk(), array.elementBytes())));
        return shapes;
    }

    private void collect(List<long[]> axes, long[] chunk, int axis, long bytes, List<Bounded> shapes) {
        if (axis == chunk.length) {
            Shape shape = Shape.of(chunk);
            if (bytes >= Math.min(limits.minChunkBytes(), array.bytes())) {
                shapes.add(bounded(shape));
            }
            return;
        }
        for (long extent : axes.get(axis)) {
            if (extent > limits.maxChunkBytes() / bytes) {
                break;
            }
            chunk[axis] = extent;
            collect(axes, chunk, axis + 1, bytes * extent, shapes);
        }
    }

    /** A read takes a request at least, and as many as its bytes make full ranges. */
    private Bounded bounded(Shape chunk) {
        long encodedBytes = array.encodedBytes(SaturatedProduct.of(chunk, array.elementBytes()));
        double seconds = 0;
        for (WeightedRead read : reads) {
            double bytes = coarse.expectedChunks(chunk, read.extents()) * encodedBytes;
            double requests = Math.max(1, bytes / Math.max(encodedBytes, rates.spanBytes()));
            seconds += read.weight() * rates.seconds(requests, bytes);
        }
        return new Bounded(chunk, seconds);
    }
}
