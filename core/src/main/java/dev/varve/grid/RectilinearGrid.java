package dev.varve.grid;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Chunks whose lengths differ along each axis (zarr-extensions {@code rectilinear}). Chunks that begin beyond the array hold
 * nothing and do not count.
 *
 * @param array the extents of the array
 * @param edges the lengths of the chunks along each axis, which cover the axis
 */
public record RectilinearGrid(Shape array, List<ChunkEdges> edges) implements ChunkGrid {
    public RectilinearGrid {
        edges = List.copyOf(edges);
        if (edges.size() != array.rank()) {
            throw new IllegalArgumentException(
                    "chunks along " + edges.size() + " axes have not the rank of the array " + array);
        }
        for (int axis = 0; axis < edges.size(); axis++) {
            if (!edges.get(axis).cover(array.extent(axis))) {
                throw new IllegalArgumentException("chunks " + edges.get(axis) + " do not cover axis " + axis + " of "
                        + array.extent(axis) + " elements");
            }
        }
    }

    @Override
    public Shape counts() {
        long[] counts = new long[array.rank()];
        for (int axis = 0; axis < counts.length; axis++) {
            counts[axis] = edges.get(axis).count(array.extent(axis));
        }
        return Shape.of(counts);
    }

    /** A longer axis gets as many chunks of its last length as it needs. */
    @Override
    public ChunkGrid resized(Shape other) {
        List<ChunkEdges> longer = new ArrayList<>();
        for (int axis = 0; axis < Math.min(array.rank(), other.rank()); axis++) {
            longer.add(edges.get(axis).reaching(other.extent(axis)));
        }
        return new RectilinearGrid(other, longer.size() == array.rank() ? longer : edges);
    }

    @Override
    public Shape largestCell() {
        long[] largest = new long[array.rank()];
        for (int axis = 0; axis < largest.length; axis++) {
            long[] lengths = edges.get(axis).lengths(array.extent(axis));
            largest[axis] = lengths[lengths.length - 1];
        }
        return Shape.of(largest);
    }

    @Override
    public Region cell(long... chunkIndex) {
        Shape counts = counts();
        if (chunkIndex.length != counts.rank()) {
            throw new IndexOutOfBoundsException(
                    "chunk index " + Arrays.toString(chunkIndex) + " has not the rank of " + array);
        }
        long[] start = new long[chunkIndex.length];
        long[] length = new long[chunkIndex.length];
        for (int axis = 0; axis < start.length; axis++) {
            long chunk = Objects.checkIndex(chunkIndex[axis], counts.extent(axis));
            start[axis] = edges.get(axis).start(chunk);
            length[axis] = edges.get(axis).length(chunk);
        }
        return Region.of(start, Shape.of(length));
    }

    @Override
    public long chunkAt(int axis, long element) {
        return edges.get(axis).chunkAt(element);
    }
}
