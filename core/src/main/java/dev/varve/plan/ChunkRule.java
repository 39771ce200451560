package dev.varve.plan;

import dev.varve.array.Shape;
import java.util.Optional;

/**
 * Chooses chunk and shard shapes. Chunks follow the source's, so that no source chunk is decoded twice: whole multiples of
 * them, growing along the fastest axis first, up to the target; a source chunk much above the target is split instead.
 * Shards are whole multiples of chunks, grown the same way along every axis that has room.
 */
public final class ChunkRule {
    private ChunkRule() {}

    /**
     * The shape of a chunk.
     *
     * @param array the extents of the array
     * @param source the source's chunk shape, where it has one
     * @param elementBytes bytes of one element; for variable types a guess
     * @param targetBytes the size that a chunk should not exceed
     */
    public static Shape chunk(Shape array, Optional<Shape> source, long elementBytes, long targetBytes) {
        long target = Math.max(1, targetBytes / elementBytes);
        long[] unit = unit(array, source);
        for (int axis = 0; axis < unit.length && volume(unit) > target; axis++) {
            long others = volume(unit) / unit[axis];
            unit[axis] = Math.max(1, Math.min(unit[axis], target / Math.max(1, others)));
        }
        return Shape.of(grow(unit, array, target));
    }

    /** What chunks are multiples of: the source's chunk, or a single element. */
    private static long[] unit(Shape array, Optional<Shape> source) {
        long[] unit = new long[array.rank()];
        for (int axis = 0; axis < unit.length; axis++) {
            long extent = source.isPresent() ? source.get().extent(axis) : 1;
            unit[axis] = Math.max(1, Math.min(extent, array.extent(axis)));
        }
        return unit;
    }

    /**
     * The shape of a shard.
     *
     * @param array the extents of the array
     * @param chunk the shape of its inner chunks
     * @param elementBytes bytes of one element
     * @param targetBytes the size that a shard should not exceed
     * @return the chunk itself when no more than one fits
     */
    public static Shape shard(Shape array, Shape chunk, long elementBytes, long targetBytes) {
        return Shape.of(grow(chunk.extents(), array, Math.max(1, targetBytes / elementBytes)));
    }

    /** Multiplies a unit along the fastest axes first, as long as it stays within the target and the array. */
    private static long[] grow(long[] unit, Shape array, long target) {
        long[] grown = unit.clone();
        for (int axis = grown.length - 1; axis >= 0; axis--) {
            long room = target / volume(grown);
            long wanted = ceilDiv(array.extent(axis), unit[axis]);
            long factor = Math.max(1, Math.min(room, wanted));
            grown[axis] = unit[axis] * (factor < wanted ? evenFactor(factor, wanted) : factor);
            if (factor < wanted) {
                break;
            }
        }
        return grown;
    }

    /** The largest factor up to {@code factor} that cuts an axis into as few, evenly filled pieces. */
    private static long evenFactor(long factor, long wanted) {
        long pieces = ceilDiv(wanted, factor);
        return ceilDiv(wanted, pieces);
    }

    private static long ceilDiv(long value, long divisor) {
        return value == 0 ? 1 : (value - 1) / divisor + 1;
    }

    private static long volume(long[] extents) {
        long volume = 1;
        for (long extent : extents) {
            volume = Math.multiplyExact(volume, Math.max(1, extent));
        }
        return volume;
    }
}
