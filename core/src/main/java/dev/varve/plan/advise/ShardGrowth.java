package dev.varve.plan.advise;

import dev.varve.array.Shape;
import dev.varve.plan.ChunkRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Shards worth trying around chunks of a shape: whole numbers of them, no larger than the limit, cut evenly. */
final class ShardGrowth {
    /** The index of a shard is read with every read: 128 KiB at most. */
    private static final long MOST_CHUNKS = 8192;

    private final AdvisedArray array;
    private final AdviceLimits limits;

    ShardGrowth(AdvisedArray array, AdviceLimits limits) {
        this.array = array;
        this.limits = limits;
    }

    /** Shards to begin with: none, grown along the fastest axes, grown along the slowest, grown along all. */
    List<LayoutShape> seeds(Shape chunk) {
        Set<LayoutShape> seeds = new LinkedHashSet<>();
        seeds.add(LayoutShape.unsharded(chunk));
        LayoutShape ruled = new LayoutShape(
                chunk, ChunkRule.shard(array.shape(), chunk, array.elementBytes(), limits.shardBytes()));
        if (fits(ruled)) {
            seeds.add(ruled);
        }
        seeds.add(grown(chunk, false));
        seeds.add(grown(chunk, true));
        return List.copyOf(seeds);
    }

    /** Doubles axes as long as there is room: one after another, or in turn. */
    private LayoutShape grown(Shape chunk, boolean inTurn) {
        LayoutShape layout = LayoutShape.unsharded(chunk);
        boolean isGrowing = true;
        while (isGrowing) {
            isGrowing = false;
            for (int axis = 0; axis < chunk.rank(); axis++) {
                LayoutShape more = times(layout, axis, true);
                while (!more.equals(layout) && fits(more)) {
                    layout = more;
                    isGrowing = true;
                    more = inTurn ? layout : times(layout, axis, true);
                }
            }
        }
        return layout;
    }

    /** Shards that are twice or half as large along an axis, or that are both, along two axes. */
    List<LayoutShape> neighbours(LayoutShape layout) {
        List<LayoutShape> neighbours = new ArrayList<>();
        int rank = layout.chunk().rank();
        for (int axis = 0; axis < rank; axis++) {
            neighbours.add(times(layout, axis, true));
            LayoutShape less = times(layout, axis, false);
            neighbours.add(less);
            for (int other = 0; other < rank; other++) {
                if (other != axis) {
                    neighbours.add(times(less, other, true));
                }
            }
        }
        neighbours.removeIf(other -> other.equals(layout) || !fits(other));
        return neighbours;
    }

    /** Twice or half the number of chunks along an axis, evened out. */
    private LayoutShape times(LayoutShape layout, int axis, boolean isMore) {
        long unit = layout.chunk().extent(axis);
        long count = (array.shape().extent(axis) - 1) / unit + 1;
        long now = Math.min(count, layout.chunksPerShard(axis));
        long then = isMore ? Math.min(count, 2 * now) : Math.max(1, now / 2);
        long pieces = (count - 1) / then + 1;
        long even = (count - 1) / pieces + 1;
        long[] shard = layout.shard().extents();
        shard[axis] = unit * (even == now ? then : even);
        return new LayoutShape(layout.chunk(), Shape.of(shard));
    }

    private boolean fits(LayoutShape layout) {
        return SaturatedProduct.of(layout.shard(), array.elementBytes()) <= limits.shardBytes()
                && SaturatedProduct.of(layout.shard().rank(), layout::chunksPerShard) <= MOST_CHUNKS;
    }
}
