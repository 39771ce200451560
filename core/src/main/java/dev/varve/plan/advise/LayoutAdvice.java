package dev.varve.plan.advise;

import dev.varve.array.Shape;
import dev.varve.plan.ChunkRule;
import dev.varve.plan.ChunkTargets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Ways to cut an array up, compared by what reads of given patterns take.
 *
 * @param options what is compared: what there is, what is usual, the best, others that cost less elsewhere
 * @param isPresentBest whether no layout was found that is better than what there is
 */
public record LayoutAdvice(List<Option> options, boolean isPresentBest) {
    private static final double ONCE = 1;
    private static final int SIZE_FACTOR = 4;

    public LayoutAdvice {
        options = List.copyOf(options);
    }

    /** Why a layout is in the comparison. */
    public enum Role {
        /** The array as it is stored. */
        PRESENT,
        /** What a conversion makes unless told otherwise. */
        USUAL,
        /** The least weighted time. */
        BEST,
        /** The best of those that decode each source chunk once. */
        COPIED_ONCE,
        /** The best of those with chunks of at most a quarter of the best's size. */
        SMALL_CHUNKS,
        /** The best of those with chunks of at least four times the best's size, where there are no smaller ones. */
        LARGE_CHUNKS
    }

    /**
     * A layout and what its reads take.
     *
     * @param layout how the array is cut up; nothing where it lies in one piece
     * @param reads for each pattern
     * @param seconds of all patterns together, weighted
     */
    public record Option(Role role, Optional<LayoutShape> layout, List<ReadForecast> reads, double seconds) {
        public Option {
            reads = List.copyOf(reads);
        }
    }

    /**
     * What is known of the array as it is stored.
     *
     * @param chunk its chunks, where it is chunked
     * @param shard its stored objects, where they hold several chunks
     */
    public record Present(Optional<Shape> chunk, Optional<Shape> shard) {
        Optional<LayoutShape> layout() {
            return chunk.map(shape ->
                    new LayoutShape(shape, shard.filter(s -> isWhole(s, shape)).orElse(shape)));
        }

        private static boolean isWhole(Shape shard, Shape chunk) {
            for (int axis = 0; axis < chunk.rank(); axis++) {
                if (shard.extent(axis) % chunk.extent(axis) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Looks for the best layout.
     *
     * @param array what is read; of at least one element
     * @param present how it is stored
     * @param reads the extents of reads, each with how often such reads are made
     * @param copies how often a copy into a layout decodes each source chunk
     * @throws IllegalArgumentException when the array has no elements, or a read is none of it
     */
    public static LayoutAdvice of(
            AdvisedArray array,
            Present present,
            List<WeightedRead> reads,
            ReadRates rates,
            AdviceLimits limits,
            CopyFactor copies) {
        LayoutSearch search = new LayoutSearch(array, present.chunk(), reads, rates, limits);
        List<Option> options = new ArrayList<>();
        Optional<LayoutShape> now = present.layout();
        options.add(option(Role.PRESENT, now, search, reads));
        options.add(option(Role.USUAL, Optional.of(usual(array, present)), search, reads));
        LayoutShape found = search.best(layout -> true).orElseThrow();
        boolean isPresentBest =
                now.isPresent() && !search.isOver(now.get()) && search.seconds(now.get()) <= search.seconds(found);
        LayoutShape best = isPresentBest ? now.get() : found;
        options.add(option(Role.BEST, Optional.of(best), search, reads));
        if (copies.of(best) > ONCE) {
            search.best(layout -> copies.of(layout) <= ONCE)
                    .filter(layout -> !layout.equals(best))
                    .ifPresent(layout -> options.add(option(Role.COPIED_ONCE, Optional.of(layout), search, reads)));
        }
        otherSize(search, best.chunkBytes(array.elementBytes()), array)
                .ifPresent(other -> options.add(option(other.role, Optional.of(other.layout), search, reads)));
        return new LayoutAdvice(options, isPresentBest);
    }

    private record Other(Role role, LayoutShape layout) {}

    private static Optional<Other> otherSize(LayoutSearch search, long chunkBytes, AdvisedArray array) {
        return search.best(layout -> layout.chunkBytes(array.elementBytes()) <= chunkBytes / SIZE_FACTOR)
                .map(layout -> new Other(Role.SMALL_CHUNKS, layout))
                .or(() -> search.best(layout -> layout.chunkBytes(array.elementBytes()) / SIZE_FACTOR >= chunkBytes)
                        .map(layout -> new Other(Role.LARGE_CHUNKS, layout)));
    }

    private static LayoutShape usual(AdvisedArray array, Present present) {
        ChunkTargets targets = ChunkTargets.DEFAULT;
        Shape chunk = ChunkRule.chunk(array.shape(), present.chunk(), array.elementBytes(), targets.innerChunkBytes());
        return new LayoutShape(
                chunk, ChunkRule.shard(array.shape(), chunk, array.elementBytes(), targets.shardBytes()));
    }

    private static Option option(
            Role role, Optional<LayoutShape> layout, LayoutSearch search, List<WeightedRead> reads) {
        List<ReadForecast> forecasts = new ArrayList<>();
        double seconds = 0;
        for (WeightedRead read : reads) {
            ReadForecast forecast = layout.isPresent()
                    ? search.forecast(layout.get(), read.extents())
                    : search.contiguous(read.extents());
            forecasts.add(forecast);
            seconds += read.weight() * forecast.seconds();
        }
        return new Option(role, layout, forecasts, seconds);
    }

    /** The layout that is advised. */
    public Option best() {
        return options.stream().filter(o -> o.role() == Role.BEST).findFirst().orElseThrow();
    }

    /** An option by its role, where it is in the comparison. */
    public OptionalDouble seconds(Role role) {
        return options.stream()
                .filter(o -> o.role() == role)
                .mapToDouble(Option::seconds)
                .findFirst();
    }
}
