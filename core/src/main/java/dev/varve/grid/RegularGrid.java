package dev.varve.grid;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import java.util.Arrays;
import java.util.Objects;

/**
 * Chunks of one shape, the first at the origin (Zarr v3 {@code regular}).
 *
 * @param array the extents of the array
 * @param chunk the extents of every chunk, at least 1 each
 */
public record RegularGrid(Shape array, Shape chunk) implements ChunkGrid {
    public RegularGrid {
        if (array.rank() != chunk.rank()) {
            throw new IllegalArgumentException("chunks " + chunk + " have not the rank of the array " + array);
        }
        for (int axis = 0; axis < chunk.rank(); axis++) {
            if (chunk.extent(axis) < 1) {
                throw new IllegalArgumentException("chunks " + chunk + " have extent 0 on axis " + axis);
            }
        }
    }

    @Override
    public Shape counts() {
        long[] counts = new long[array.rank()];
        for (int axis = 0; axis < counts.length; axis++) {
            long extent = array.extent(axis);
            counts[axis] = extent == 0 ? 0 : (extent - 1) / chunk.extent(axis) + 1;
        }
        return Shape.of(counts);
    }

    @Override
    public ChunkGrid resized(Shape other) {
        return new RegularGrid(other, chunk);
    }

    @Override
    public Shape largestCell() {
        return chunk;
    }

    @Override
    public Region cell(long... chunkIndex) {
        Shape counts = counts();
        if (chunkIndex.length != counts.rank()) {
            throw new IndexOutOfBoundsException(
                    "chunk index " + Arrays.toString(chunkIndex) + " has not the rank of " + array);
        }
        long[] start = new long[chunkIndex.length];
        for (int axis = 0; axis < start.length; axis++) {
            start[axis] =
                    Math.multiplyExact(Objects.checkIndex(chunkIndex[axis], counts.extent(axis)), chunk.extent(axis));
        }
        return Region.of(start, chunk);
    }

    @Override
    public long chunkAt(int axis, long element) {
        return element / chunk.extent(axis);
    }
}
