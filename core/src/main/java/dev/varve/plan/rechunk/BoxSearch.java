package dev.varve.plan.rechunk;

import dev.varve.array.Shape;
import dev.varve.grid.ChunkGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Boxes of whole cells that fit into memory, worth looking at: along one axis as long as fits, along the others of lengths that
 * divide the axis evenly or cover the cells of the other grid.
 */
final class BoxSearch {
    private static final int[] PIECES = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 256, 512, 1024, 4096};

    private final Shape array;
    private final Shape counts;
    private final Shape cell;
    private final Shape other;
    private final long maxElements;
    private final List<long[]> boxes = new ArrayList<>();

    private BoxSearch(Shape array, Shape counts, Shape cell, Shape other, long maxElements) {
        this.array = array;
        this.counts = counts;
        this.cell = cell;
        this.other = other;
        this.maxElements = maxElements;
    }

    /**
     * The boxes, each as a number of cells along each axis.
     *
     * @param grid the cells
     * @param other the extents of what shall be covered, of the other grid
     * @param maxElements the most elements of a box; nothing is found when one cell has more
     */
    static List<long[]> boxes(ChunkGrid grid, Shape other, long maxElements) {
        Shape counts = atLeastOne(grid.counts());
        BoxSearch search = new BoxSearch(atLeastOne(grid.array()), counts, grid.largestCell(), other, maxElements);
        if (counts.rank() == 0) {
            return maxElements >= 1 ? List.of(new long[0]) : List.of();
        }
        for (int free = 0; free < counts.rank(); free++) {
            search.extend(new long[counts.rank()], 0, free, 1);
        }
        return search.boxes;
    }

    private static Shape atLeastOne(Shape shape) {
        long[] extents = shape.extents();
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = Math.max(1, extents[axis]);
        }
        return Shape.of(extents);
    }

    /** How far so many cells reach inside the array. */
    private long reach(int axis, long cells) {
        return Math.min(array.extent(axis), Math.multiplyExact(cells, cell.extent(axis)));
    }

    private void extend(long[] box, int axis, int free, long elements) {
        if (elements > maxElements) {
            return;
        }
        if (axis == box.length) {
            long room = maxElements / elements;
            long count = counts.extent(free);
            if (room >= reach(free, 1)) {
                long[] found = box.clone();
                long most = reach(free, count) <= room ? count : Math.max(1, room / cell.extent(free));
                found[free] = even(count, most);
                boxes.add(found);
            }
            return;
        }
        if (axis == free) {
            extend(box, axis + 1, free, elements);
            return;
        }
        for (long length : lengths(axis)) {
            box[axis] = length;
            long reach = reach(axis, length);
            extend(box, axis + 1, free, elements > maxElements / reach ? Long.MAX_VALUE : elements * reach);
        }
    }

    /** The shortest length that cuts an axis into as few pieces. */
    private static long even(long count, long length) {
        return BoxCut.ceilDiv(count, BoxCut.ceilDiv(count, length));
    }

    private List<Long> lengths(int axis) {
        long count = counts.extent(axis);
        TreeSet<Long> lengths = new TreeSet<>();
        for (int pieces : PIECES) {
            lengths.add(Math.max(1, BoxCut.ceilDiv(count, pieces)));
        }
        long covering = Math.max(1, Math.min(count, BoxCut.ceilDiv(other.extent(axis), cell.extent(axis))));
        lengths.add(1L);
        return thinned(new ArrayList<>(lengths), covering);
    }

    /** No more lengths than can be tried in all combinations, among them the shortest, the longest, and what covers the other grid. */
    private List<Long> thinned(List<Long> lengths, long covering) {
        int most =
                switch (counts.rank()) {
                    case 1, 2, 3 -> 12;
                    case 4 -> 6;
                    case 5 -> 4;
                    default -> 2;
                };
        TreeSet<Long> kept = new TreeSet<>();
        for (int i = 0; i < most; i++) {
            kept.add(lengths.get((int) ((long) i * (lengths.size() - 1) / Math.max(1, most - 1))));
        }
        kept.add(covering);
        return List.copyOf(kept);
    }
}
