package dev.varve.pipeline;

import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.grid.ChunkGrid;
import dev.varve.grid.GridOrder;
import dev.varve.grid.SelectionProjection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** A share of all combinations of some positions on each axis. */
record IndexedShare(SelectionProjection projection) implements Share {
    @Override
    public long[] chunkIndex() {
        return projection.chunkIndex();
    }

    @Override
    public boolean isWhole() {
        return false; // perhaps it is, but nothing is lost: what is whole and in order comes as a box
    }

    @Override
    public boolean covers(Region bounds) {
        return projection.covers(bounds);
    }

    @Override
    public List<Share> within(ChunkGrid inner) {
        List<Share> shares = new ArrayList<>();
        for (SelectionProjection part : projection.within(inner)) {
            shares.add(new IndexedShare(part));
        }
        return shares;
    }

    @Override
    public void scatter(NdArray chunk, NdArray block) {
        block.pasteIndexed(chunk, projection.inChunk(), projection.inSelection());
    }

    @Override
    public void gather(NdArray block, NdArray chunk) {
        chunk.pasteIndexed(block, projection.inSelection(), projection.inChunk());
    }

    @Override
    public void mark(Shape chunk, BitSet places) {
        int[][] inChunk = projection.inChunk();
        Shape counts =
                Shape.of(Arrays.stream(inChunk).mapToLong(axis -> axis.length).toArray());
        for (long i = 0; i < counts.count(); i++) {
            long[] at = GridOrder.index(counts, i);
            for (int axis = 0; axis < at.length; axis++) {
                at[axis] = inChunk[axis][(int) at[axis]];
            }
            places.set((int) GridOrder.ordinal(chunk, at));
        }
    }

    @Override
    public void fill(NdArray block, FillValue fill) {
        if (fill.equals(FillValue.zero(fill.type()))) {
            return;
        }
        int[][] places = projection.inSelection();
        int[][] all = new int[places.length][];
        long[] extents = new long[places.length];
        for (int axis = 0; axis < places.length; axis++) {
            extents[axis] = places[axis].length;
            all[axis] = new int[places[axis].length];
            for (int i = 0; i < all[axis].length; i++) {
                all[axis][i] = i;
            }
        }
        block.pasteIndexed(NdArray.filled(Shape.of(extents), fill), all, places);
    }
}
