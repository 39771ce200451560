package dev.varve.plan;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.grid.GridOrder;
import java.util.Optional;

/**
 * Cuts a region into slabs that follow each other in C order: one on slow axes, a run on one axis, everything on faster
 * ones. Runs end where chunks end, as far as the size allows.
 *
 * @param region what is cut
 * @param counts how many slabs each axis has
 * @param runs the extents of a full slab
 * @param cover the region from where slabs are counted: begun, on the axis of the run, where a chunk begins
 */
public record Slabs(Region region, Shape counts, Shape runs, Region cover) {
    /**
     * Cuts a region.
     *
     * @param region what is cut
     * @param chunk the shape of the chunks behind it, where there are any
     * @param maxElements the most elements of a slab; at least 1
     */
    public static Slabs of(Region region, Optional<Shape> chunk, long maxElements) {
        long[] runs = region.shape().extents();
        long[] origin = region.starts();
        for (int axis = 0; axis < runs.length && volume(runs) > maxElements; axis++) {
            long faster = volume(runs) / runs[axis];
            long extent = chunk.isPresent() ? chunk.get().extent(axis) : 1;
            runs[axis] = Math.max(1, maxElements / faster);
            if (runs[axis] >= extent) {
                runs[axis] -= runs[axis] % extent;
                origin[axis] -= origin[axis] % extent;
            }
        }
        long[] counts = new long[runs.length];
        long[] stops = new long[runs.length];
        for (int axis = 0; axis < runs.length; axis++) {
            stops[axis] = region.stop(axis);
            counts[axis] = region.count() == 0 ? 0 : (stops[axis] - origin[axis] - 1) / runs[axis] + 1;
        }
        return new Slabs(region, Shape.of(counts), Shape.of(runs), Region.between(origin, stops));
    }

    private static long volume(long[] extents) {
        return Shape.of(extents).count();
    }

    /** How many slabs there are. */
    public int count() {
        return Math.toIntExact(region.rank() == 0 ? 1 : counts.count());
    }

    /** The n-th slab in C order. */
    public Region slab(int ordinal) {
        long[] index = GridOrder.index(counts, ordinal);
        long[] start = new long[index.length];
        long[] stop = new long[index.length];
        for (int axis = 0; axis < index.length; axis++) {
            long from = cover.start(axis) + index[axis] * runs.extent(axis);
            start[axis] = Math.max(from, region.start(axis));
            stop[axis] = Math.min(from + runs.extent(axis), region.stop(axis));
        }
        return Region.between(start, stop);
    }
}
