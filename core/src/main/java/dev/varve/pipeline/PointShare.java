package dev.varve.pipeline;

import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.grid.ChunkGrid;
import dev.varve.grid.PointProjection;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A share of single elements. */
record PointShare(PointProjection projection) implements Share {
    @Override
    public long[] chunkIndex() {
        return projection.chunkIndex();
    }

    @Override
    public boolean isWhole() {
        return false; // whoever wants a whole chunk in its own order asks for a region
    }

    @Override
    public boolean covers(Region bounds) {
        return projection.covers(bounds);
    }

    @Override
    public List<Share> within(ChunkGrid inner) {
        List<Share> shares = new ArrayList<>();
        for (PointProjection part : projection.within(inner)) {
            shares.add(new PointShare(part));
        }
        return shares;
    }

    @Override
    public void scatter(NdArray chunk, NdArray block) {
        block.pastePoints(chunk, projection.inChunk(chunk.shape()), projection.inBlock());
    }

    @Override
    public void gather(NdArray block, NdArray chunk) {
        chunk.pastePoints(block, projection.inBlock(), projection.inChunk(chunk.shape()));
    }

    @Override
    public void mark(Shape chunk, BitSet places) {
        for (int place : projection.inChunk(chunk)) {
            places.set(place);
        }
    }

    @Override
    public void fill(NdArray block, FillValue fill) {
        if (!fill.equals(FillValue.zero(fill.type()))) {
            int[] places = projection.inBlock();
            block.pastePoints(NdArray.filled(Shape.of(1), fill), new int[places.length], places);
        }
    }
}
