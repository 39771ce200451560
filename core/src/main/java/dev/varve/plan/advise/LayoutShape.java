package dev.varve.plan.advise;

import dev.varve.array.Shape;
import dev.varve.grid.RegularGrid;

/**
 * A way to cut an array up.
 *
 * @param chunk what is encoded as one piece
 * @param shard the stored object, a whole number of chunks; the chunk itself without sharding
 */
public record LayoutShape(Shape chunk, Shape shard) {
    public LayoutShape {
        if (chunk.rank() != shard.rank()) {
            throw new IllegalArgumentException("chunks " + chunk + " in shards " + shard);
        }
        for (int axis = 0; axis < chunk.rank(); axis++) {
            if (chunk.extent(axis) < 1 || shard.extent(axis) < 1 || shard.extent(axis) % chunk.extent(axis) != 0) {
                throw new IllegalArgumentException("chunks " + chunk + " do not divide shards " + shard);
            }
        }
    }

    /** Each chunk an object. */
    public static LayoutShape unsharded(Shape chunk) {
        return new LayoutShape(chunk, chunk);
    }

    /** Whether objects are made of several chunks. */
    public boolean isSharded() {
        return !chunk.equals(shard);
    }

    /** How many chunks a shard has along an axis. */
    long chunksPerShard(int axis) {
        return shard.extent(axis) / chunk.extent(axis);
    }

    /** How many objects an array has, saturating. */
    public long objects(Shape array) {
        return SaturatedProduct.of(array.rank(), new RegularGrid(array, shard).counts()::extent);
    }

    /** Bytes of a decoded chunk, saturating. */
    public long chunkBytes(long elementBytes) {
        return SaturatedProduct.of(chunk, elementBytes);
    }
}
