package dev.varve.grid;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** One chunk's share of single elements: which of the chunk come at which places of the block. Immutable. */
public final class PointProjection {
    private final long[] chunkIndex;
    private final long[][] inChunk;
    private final int[] places;

    private PointProjection(long[] chunkIndex, long[][] inChunk, int[] places) {
        this.chunkIndex = chunkIndex;
        this.inChunk = inChunk;
        this.places = places;
    }

    /**
     * Each chunk's share of a selection, in C order of the chunks; elements of a chunk are in the selection's order.
     *
     * @throws IllegalArgumentException when the selection is not inside the array
     */
    public static List<PointProjection> of(ChunkGrid grid, PointSelection selection) {
        selection.requireInside(grid.array());
        int[] places = new int[selection.count()];
        Arrays.setAll(places, place -> place);
        return group(grid, selection.coordinates(), places);
    }

    /** The same elements, as shares of the chunks that this chunk is made of. */
    public List<PointProjection> within(ChunkGrid inner) {
        return group(inner, inChunk, places);
    }

    private static List<PointProjection> group(ChunkGrid grid, long[][] coordinates, int[] places) {
        long[] chunks = chunks(grid, coordinates, places.length);
        long[] distinct = Arrays.stream(chunks).sorted().distinct().toArray();
        int[] ends = new int[distinct.length + 1];
        int[] groups = new int[chunks.length];
        for (int i = 0; i < chunks.length; i++) {
            groups[i] = Arrays.binarySearch(distinct, chunks[i]);
            ends[groups[i] + 1]++;
        }
        for (int g = 0; g < distinct.length; g++) {
            ends[g + 1] += ends[g];
        }
        int[] order = new int[chunks.length];
        int[] next = ends.clone();
        for (int i = 0; i < chunks.length; i++) {
            order[next[groups[i]]++] = i;
        }
        List<PointProjection> projections = new ArrayList<>(distinct.length);
        for (int g = 0; g < distinct.length; g++) {
            int[] members = Arrays.copyOfRange(order, ends[g], ends[g + 1]);
            projections.add(of(grid, grid.index(distinct[g]), coordinates, places, members));
        }
        return projections;
    }

    /** The ordinal of the chunk of each element. */
    private static long[] chunks(ChunkGrid grid, long[][] coordinates, int count) {
        Shape counts = grid.counts();
        long[] chunks = new long[count];
        for (int axis = 0; axis < coordinates.length; axis++) {
            long extent = counts.extent(axis);
            for (int i = 0; i < count; i++) {
                chunks[i] = chunks[i] * extent + grid.chunkAt(axis, coordinates[axis][i]);
            }
        }
        return chunks;
    }

    private static PointProjection of(
            ChunkGrid grid, long[] chunkIndex, long[][] coordinates, int[] places, int[] members) {
        long[] start = grid.cell(chunkIndex).starts();
        long[][] inChunk = new long[coordinates.length][members.length];
        int[] there = new int[members.length];
        for (int i = 0; i < members.length; i++) {
            there[i] = places[members[i]];
            for (int axis = 0; axis < inChunk.length; axis++) {
                inChunk[axis][i] = coordinates[axis][members[i]] - start[axis];
            }
        }
        return new PointProjection(chunkIndex, inChunk, there);
    }

    /** The chunk's position on the grid, copied. */
    public long[] chunkIndex() {
        return chunkIndex.clone();
    }

    /**
     * The places of the elements in a chunk of this shape, counted in C order.
     *
     * @throws ArithmeticException when the chunk has 2^31 elements or more
     */
    public int[] inChunk(Shape chunk) {
        Math.toIntExact(chunk.count());
        int[] inOrder = new int[places.length];
        for (int axis = 0; axis < inChunk.length; axis++) {
            int extent = (int) chunk.extent(axis);
            for (int i = 0; i < inOrder.length; i++) {
                inOrder[i] = inOrder[i] * extent + (int) inChunk[axis][i];
            }
        }
        return inOrder;
    }

    /** The places of the elements in the block, counted in C order; not to be changed. */
    public int[] inBlock() {
        return places;
    }

    /** Whether every element of a box of the chunk is in the share. */
    public boolean covers(Region box) {
        if (box.count() > places.length) {
            return false;
        }
        BitSet found = new BitSet();
        for (int i = 0; i < places.length; i++) {
            long inBox = 0;
            boolean isInside = true;
            for (int axis = 0; axis < inChunk.length; axis++) {
                long element = inChunk[axis][i] - box.start(axis);
                isInside &= element >= 0 && element < box.shape().extent(axis);
                inBox = inBox * box.shape().extent(axis) + element;
            }
            if (isInside) {
                found.set((int) inBox);
            }
        }
        return found.cardinality() == box.count();
    }
}
