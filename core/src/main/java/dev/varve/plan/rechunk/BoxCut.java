package dev.varve.plan.rechunk;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.grid.ChunkGrid;
import java.util.Arrays;
import java.util.Optional;

/**
 * An array cut into boxes along a grid: each a number of its cells, or each cell in parts. Boxes never overlap and cover the
 * array; those at its end may reach beyond, as cells do.
 *
 * @param grid whose cells are gathered or cut
 * @param cells how many cells a box takes along each axis; 1 where cells are cut
 * @param parts into how many parts each cell is cut along each axis; 1 where cells are gathered
 * @param steps how long a part is along each axis; the last one of a cell may be shorter, or empty in a small cell
 */
public record BoxCut(ChunkGrid grid, Shape cells, Shape parts, Shape steps) {
    public BoxCut {
        for (int axis = 0; axis < cells.rank(); axis++) {
            if (cells.extent(axis) < 1 || parts.extent(axis) < 1 || steps.extent(axis) < 1) {
                throw new IllegalArgumentException("boxes of " + cells + " cells in " + parts + " parts of " + steps);
            }
            if (cells.extent(axis) > 1 && parts.extent(axis) > 1) {
                throw new IllegalArgumentException("cells are gathered and cut along axis " + axis);
            }
        }
    }

    /** Boxes of whole cells. */
    public static BoxCut ofCells(ChunkGrid grid, Shape cells) {
        return new BoxCut(grid, cells, ones(cells.rank()), ones(cells.rank()));
    }

    /** Every cell cut into parts of some extents. */
    public static BoxCut ofParts(ChunkGrid grid, Shape steps) {
        long[] parts = new long[steps.rank()];
        for (int axis = 0; axis < parts.length; axis++) {
            parts[axis] = ceilDiv(grid.largestCell().extent(axis), steps.extent(axis));
        }
        return new BoxCut(grid, ones(steps.rank()), Shape.of(parts), steps);
    }

    private static Shape ones(int rank) {
        long[] ones = new long[rank];
        Arrays.fill(ones, 1);
        return Shape.of(ones);
    }

    static long ceilDiv(long value, long divisor) {
        return value == 0 ? 0 : (value - 1) / divisor + 1;
    }

    /** Whether a box is a part of a cell only. */
    public boolean isOfParts() {
        return parts.count() > 1;
    }

    /** How many boxes each axis has. */
    public Shape counts() {
        long[] counts = new long[cells.rank()];
        for (int axis = 0; axis < counts.length; axis++) {
            long found = grid.counts().extent(axis);
            counts[axis] = Math.multiplyExact(ceilDiv(found, cells.extent(axis)), parts.extent(axis));
        }
        return Shape.of(counts);
    }

    /** The cells that a box takes of, as positions on the grid. */
    public Region cellsOf(long... index) {
        long[] low = new long[index.length];
        long[] high = new long[index.length];
        for (int axis = 0; axis < index.length; axis++) {
            low[axis] = index[axis] / parts.extent(axis) * cells.extent(axis);
            high[axis] = Math.min(low[axis] + cells.extent(axis), grid.counts().extent(axis));
        }
        return Region.between(low, high);
    }

    /** The elements of a box; it may reach beyond the array, and may be empty. */
    public Region box(long... index) {
        Region taken = cellsOf(index);
        long[] last = new long[index.length];
        for (int axis = 0; axis < index.length; axis++) {
            last[axis] = taken.stop(axis) - 1;
        }
        Region first = grid.cell(taken.starts());
        Region end = grid.cell(last);
        long[] low = new long[index.length];
        long[] high = new long[index.length];
        for (int axis = 0; axis < index.length; axis++) {
            low[axis] = first.start(axis);
            high[axis] = end.stop(axis);
            if (parts.extent(axis) > 1) {
                long part = index[axis] % parts.extent(axis);
                low[axis] = Math.min(high[axis], low[axis] + part * steps.extent(axis));
                high[axis] = Math.min(high[axis], low[axis] + steps.extent(axis));
            }
        }
        return Region.between(low, high);
    }

    /** The elements of a box that lie inside the array, if any do. */
    public Optional<Region> inside(long... index) {
        return box(index).intersection(Region.whole(grid.array()));
    }

    /** The position, on one axis, of the box that holds an element. */
    public long at(int axis, long element) {
        long cell = grid.chunkAt(axis, element);
        if (parts.extent(axis) == 1) {
            return cell / cells.extent(axis);
        }
        return cell * parts.extent(axis) + (element - cellStart(axis, cell)) / steps.extent(axis);
    }

    private long cellStart(int axis, long cell) {
        long[] index = new long[cells.rank()];
        index[axis] = cell;
        return grid.cell(index).start(axis);
    }

    /** The positions of the boxes that a region touches, which is not empty. */
    public Region touching(Region region) {
        long[] low = new long[region.rank()];
        long[] high = new long[region.rank()];
        for (int axis = 0; axis < low.length; axis++) {
            low[axis] = at(axis, region.start(axis));
            high[axis] = at(axis, region.stop(axis) - 1) + 1;
        }
        return Region.between(low, high);
    }

    /** The greatest extents that a box has inside the array. */
    public Shape largest() {
        long[] extents = new long[cells.rank()];
        for (int axis = 0; axis < extents.length; axis++) {
            long whole = parts.extent(axis) > 1
                    ? steps.extent(axis)
                    : Math.multiplyExact(grid.largestCell().extent(axis), cells.extent(axis));
            extents[axis] = Math.min(whole, Math.max(1, grid.array().extent(axis)));
        }
        return Shape.of(extents);
    }

    /** Where a box begins on an axis. */
    long start(int axis, long position) {
        long[] index = new long[cells.rank()];
        index[axis] = position;
        return box(index).start(axis);
    }
}
