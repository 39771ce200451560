package dev.varve.formats.hdf5;

import dev.varve.array.Shape;
import dev.varve.grid.RegularGrid;
import java.util.List;

/**
 * The chunk grid of a dataset as its indexes count it. Array indexes number the chunks of the <em>largest</em> extents, in
 * C order with the unlimited axis first (appendix C; {@code H5VM_swizzle_coords} in the library).
 */
final class ChunkGeometry {
    private final RegularGrid grid;
    private final Shape counts;
    private final long chunkBytes;
    /** Per axis of the array's order, the axis of the dataset. */
    private final int[] axes;
    /** Per axis of the array's order, how many chunks; the first is not looked at. */
    private final long[] arrayCounts;

    private ChunkGeometry(RegularGrid grid, long chunkBytes, int[] axes, long[] arrayCounts) {
        this.grid = grid;
        this.counts = grid.counts();
        this.chunkBytes = chunkBytes;
        this.axes = axes;
        this.arrayCounts = arrayCounts;
    }

    /** The geometry of a dataset; extents were checked when its messages were read. */
    static ChunkGeometry of(Dataspace space, DataLayout.Chunked layout) {
        RegularGrid grid = new RegularGrid(space.shape(), layout.chunk());
        Shape most = new RegularGrid(space.maxShape(), layout.chunk()).counts();
        List<Boolean> unlimited = space.isUnlimited();
        int first = Math.max(0, unlimited.indexOf(true));
        int[] axes = new int[most.rank()];
        long[] arrayCounts = new long[axes.length];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = i == 0 ? first : i <= first ? i - 1 : i;
            arrayCounts[i] = most.extent(axes[i]);
        }
        long bytes = layout.elementBytes();
        for (long extent : layout.chunk().extents()) {
            bytes *= extent;
        }
        return new ChunkGeometry(grid, bytes, axes, arrayCounts);
    }

    /** The grid over the dataset's present extents. */
    RegularGrid grid() {
        return grid;
    }

    /** Bytes of a full chunk before filters. */
    long chunkBytes() {
        return chunkBytes;
    }

    /** How many chunks the present extents have. */
    long count() {
        return counts.count();
    }

    /** How many chunks the largest extents have; at most 2^63-1. */
    long arrayCount() {
        long count = 1;
        for (long axis : arrayCounts) {
            count = axis == 0 || count <= Long.MAX_VALUE / axis ? count * axis : Long.MAX_VALUE;
        }
        return count;
    }

    int rank() {
        return axes.length;
    }

    /** The place of a chunk among the present ones, negative when it is outside them. */
    long ordinalOfIndex(long[] chunkIndex) {
        long ordinal = 0;
        for (int axis = 0; axis < chunkIndex.length; axis++) {
            if (chunkIndex[axis] < 0 || chunkIndex[axis] >= counts.extent(axis)) {
                return -1;
            }
            ordinal = ordinal * counts.extent(axis) + chunkIndex[axis];
        }
        return ordinal;
    }

    /** The same for a chunk's number in an array index. */
    long ordinalOfArrayIndex(long number) {
        long[] index = new long[axes.length];
        long rest = number;
        for (int i = axes.length - 1; i > 0; i--) {
            if (arrayCounts[i] == 0) {
                return -1;
            }
            index[axes[i]] = rest % arrayCounts[i];
            rest /= arrayCounts[i];
        }
        index[axes[0]] = rest;
        return ordinalOfIndex(index);
    }

    /** The same for a chunk's first element. */
    long ordinalOfElement(long[] element) {
        long[] index = new long[element.length];
        for (int axis = 0; axis < index.length; axis++) {
            index[axis] = element[axis] / grid.chunk().extent(axis);
        }
        return ordinalOfIndex(index);
    }
}
