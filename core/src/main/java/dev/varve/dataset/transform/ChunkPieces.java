package dev.varve.dataset.transform;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.grid.RegularGrid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a region is read in pieces, so that changing its elements needs little memory beside it: cut where chunks begin, so that
 * none is decoded twice, until pieces are small or within one chunk.
 */
final class ChunkPieces {
    /** Pieces of so many elements are not cut further. */
    static final long SMALL = 1 << 18;

    /** Elements that lie together and are read at once where there are no chunks. */
    private static final long ROW = 1 << 12;

    private ChunkPieces() {}

    /** The shapes of all variables, by their paths. */
    static Map<String, Shape> shapes(Dataset dataset) {
        Map<String, Shape> shapes = new HashMap<>();
        dataset.variables().forEach(variable -> shapes.put(variable.path(), variable.shape()));
        return shapes;
    }

    /** The grid that chunk indexes of a variable count on; one chunk where nothing else is said. */
    static RegularGrid grid(Variable variable) {
        Storage storage = variable.storage();
        return new RegularGrid(variable.shape(), storage.chunkShape().orElseGet(() -> atLeastOne(variable.shape())));
    }

    static Shape atLeastOne(Shape shape) {
        long[] extents = shape.extents();
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = Math.max(1, extents[axis]);
        }
        return Shape.of(extents);
    }

    /** What is read at once at the least: a chunk, or a few rows. */
    static Shape grain(Variable variable) {
        return variable.storage().chunkShape().orElseGet(() -> rows(variable.shape()));
    }

    private static Shape rows(Shape shape) {
        long[] extents = shape.extents();
        long together = 1;
        for (int axis = extents.length - 1; axis >= 0; axis--) {
            boolean isFull = together >= ROW;
            extents[axis] = isFull ? 1 : Math.max(1, extents[axis]);
            together *= extents[axis];
        }
        return Shape.of(extents);
    }

    /** The pieces of a region, slowest axis first. */
    static List<Region> cut(Region region, Shape grain, long small) {
        List<Region> pieces = new ArrayList<>();
        cut(region, grain, small, pieces);
        return pieces;
    }

    private static void cut(Region region, Shape grain, long small, List<Region> pieces) {
        if (region.count() > small) {
            for (int axis = 0; axis < region.rank(); axis++) {
                long extent = grain.extent(axis);
                long first = region.start(axis) / extent;
                long last = (region.stop(axis) - 1) / extent;
                if (first < last) {
                    long middle = (first + (last - first + 1) / 2) * extent;
                    cut(between(region, axis, region.start(axis), middle), grain, small, pieces);
                    cut(between(region, axis, middle, region.stop(axis)), grain, small, pieces);
                    return;
                }
            }
        }
        pieces.add(region);
    }

    /** A region with another interval on one axis. */
    static Region between(Region region, int axis, long start, long stop) {
        long[] starts = region.starts();
        long[] extents = region.shape().extents();
        starts[axis] = start;
        extents[axis] = stop - start;
        return Region.of(starts, Shape.of(extents));
    }
}
