package dev.varve.grid;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * How an array is cut into chunks: a cut of every axis, so that a chunk is one interval per axis. Chunks at the edge may
 * reach beyond the array; {@link #cell} gives the full chunk, {@link #clip} what lies inside the array.
 */
public interface ChunkGrid {
    /** The extents of the array. */
    Shape array();

    /** How many chunks each axis has; 0 where the array has no elements. */
    Shape counts();

    /**
     * The grid of an array of other extents: chunks that both arrays have are the same.
     *
     * @throws IllegalArgumentException when the rank differs
     */
    ChunkGrid resized(Shape other);

    /** The greatest extent that a full chunk has on each axis: that of the largest chunk, which is there. */
    Shape largestCell();

    /**
     * The elements of a full chunk.
     *
     * @throws IndexOutOfBoundsException when there is no such chunk
     */
    Region cell(long... chunkIndex);

    /** The position on the grid, on one axis, of the chunk that holds an element. */
    long chunkAt(int axis, long element);

    /** The part of a chunk that lies inside the array. */
    default Region clip(long... chunkIndex) {
        Region cell = cell(chunkIndex);
        return cell.intersection(Region.whole(array()))
                .orElseThrow(() -> new IndexOutOfBoundsException("chunk outside the array: " + cell));
    }

    /** The position on the grid of the n-th chunk in C order. */
    default long[] index(long ordinal) {
        return GridOrder.index(counts(), ordinal);
    }

    /** The place in C order of a chunk. */
    default long ordinal(long... chunkIndex) {
        return GridOrder.ordinal(counts(), chunkIndex);
    }

    /** The box of chunk positions that a region touches; empty when the region is. */
    default Region chunksOf(Region region) {
        if (region.count() == 0) {
            return Region.of(new long[region.rank()], region.shape());
        }
        long[] low = new long[region.rank()];
        long[] high = new long[region.rank()];
        for (int axis = 0; axis < region.rank(); axis++) {
            low[axis] = chunkAt(axis, region.start(axis));
            high[axis] = chunkAt(axis, region.stop(axis) - 1) + 1;
        }
        return Region.between(low, high);
    }

    /** Each chunk's share of a region, in C order of the chunks. */
    default List<Projection> project(Region region) {
        List<Projection> projections = new ArrayList<>();
        Region chunks = chunksOf(region);
        long count = chunks.count();
        for (long i = 0; i < count; i++) {
            long[] index = GridOrder.index(chunks.shape(), i);
            for (int axis = 0; axis < index.length; axis++) {
                index[axis] += chunks.start(axis);
            }
            projections.add(Projection.of(index, cell(index), region));
        }
        return projections;
    }
}
