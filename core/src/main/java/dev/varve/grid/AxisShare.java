package dev.varve.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one interval of an axis has of a selection: which of its elements come at which places. Immutable. */
final class AxisShare {
    private final long chunk;
    private final int[] inChunk;
    private final int[] places;

    private AxisShare(long chunk, int[] inChunk, int[] places) {
        this.chunk = chunk;
        this.inChunk = inChunk;
        this.places = places;
    }

    /** The position of the interval. */
    long chunk() {
        return chunk;
    }

    /** The elements, counted from the interval's first; not to be changed. */
    int[] inChunk() {
        return inChunk;
    }

    /** Where each comes in the selection; not to be changed. */
    int[] places() {
        return places;
    }

    /** The shares of all intervals of a grid's axis that have any, in their order. */
    static List<AxisShare> of(ChunkGrid grid, int axis, AxisSelection selection) {
        long[] elements = new long[selection.count()];
        int[] places = new int[elements.length];
        for (int place = 0; place < elements.length; place++) {
            elements[place] = selection.element(place);
            places[place] = place;
        }
        return group(grid, axis, elements, places);
    }

    /** The same elements, each by the interval of a finer grid over this one. */
    List<AxisShare> within(ChunkGrid inner, int axis) {
        long[] elements = new long[inChunk.length];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = inChunk[i];
        }
        return group(inner, axis, elements, places);
    }

    private static List<AxisShare> group(ChunkGrid grid, int axis, long[] elements, int[] places) {
        SortedMap<Long, Builder> builders = new TreeMap<>();
        Builder last = null;
        for (int i = 0; i < elements.length; i++) {
            long chunk = grid.chunkAt(axis, elements[i]);
            if (last == null || last.chunk != chunk) {
                last = builders.computeIfAbsent(chunk, at -> new Builder(grid, axis, at));
            }
            last.add(elements[i], places[i]);
        }
        List<AxisShare> shares = new ArrayList<>(builders.size());
        builders.values().forEach(builder -> shares.add(builder.build()));
        return shares;
    }

    /** Collects elements of one interval. */
    private static final class Builder {
        private final long chunk;
        private final long start;
        private int[] inChunk = new int[8];
        private int[] places = new int[8];
        private int count;

        Builder(ChunkGrid grid, int axis, long chunk) {
            long[] index = new long[grid.array().rank()];
            index[axis] = chunk;
            this.chunk = chunk;
            this.start = grid.cell(index).start(axis);
        }

        void add(long element, int place) {
            if (count == inChunk.length) {
                inChunk = Arrays.copyOf(inChunk, 2 * count);
                places = Arrays.copyOf(places, 2 * count);
            }
            inChunk[count] = Math.toIntExact(element - start);
            places[count++] = place;
        }

        AxisShare build() {
            return new AxisShare(chunk, Arrays.copyOf(inChunk, count), Arrays.copyOf(places, count));
        }
    }
}
