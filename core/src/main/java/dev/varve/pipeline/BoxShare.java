package dev.varve.pipeline;

import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.grid.ChunkGrid;
import dev.varve.grid.GridOrder;
import dev.varve.grid.Projection;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A share that is a box on both sides. */
final class BoxShare implements Share {
    private final Projection projection;
    private final Region inBlock;

    private BoxShare(Projection projection, Region inBlock) {
        this.projection = projection;
        this.inBlock = inBlock;
    }

    /** A chunk's share of a region. */
    static BoxShare of(Projection projection) {
        return new BoxShare(projection, projection.inRegion());
    }

    /** All of one chunk, for those who have no block. */
    static List<Share> whole(ChunkGrid grid, int ordinal) {
        List<Share> shares = new ArrayList<>();
        grid.project(grid.cell(grid.index(ordinal))).forEach(projection -> shares.add(of(projection)));
        return shares;
    }

    @Override
    public long[] chunkIndex() {
        return projection.chunkIndex();
    }

    @Override
    public boolean isWhole() {
        return projection.isComplete();
    }

    @Override
    public boolean covers(Region bounds) {
        return projection.inChunk().contains(bounds);
    }

    @Override
    public List<Share> within(ChunkGrid inner) {
        List<Projection> projections = inner.project(projection.inChunk());
        List<Share> shares = new ArrayList<>(projections.size());
        for (Projection part : projections) {
            long[] start = part.inRegion().starts();
            for (int axis = 0; axis < start.length; axis++) {
                start[axis] += inBlock.start(axis);
            }
            shares.add(new BoxShare(part, Region.of(start, part.inRegion().shape())));
        }
        return shares;
    }

    @Override
    public void scatter(NdArray chunk, NdArray block) {
        block.paste(chunk, projection.inChunk(), inBlock.starts());
    }

    @Override
    public void gather(NdArray block, NdArray chunk) {
        chunk.paste(block, inBlock, projection.inChunk().starts());
    }

    @Override
    public void mark(Shape chunk, BitSet places) {
        Region box = projection.inChunk();
        int last = box.rank() - 1;
        if (last < 0) {
            places.set(0);
            return;
        }
        long[] rows = box.shape().extents();
        long run = rows[last];
        rows[last] = 1;
        Shape starts = Shape.of(rows);
        long count = starts.count();
        for (long i = 0; i < count; i++) {
            long[] at = GridOrder.index(starts, i);
            for (int axis = 0; axis <= last; axis++) {
                at[axis] += box.start(axis);
            }
            int from = (int) GridOrder.ordinal(chunk, at);
            places.set(from, (int) (from + run));
        }
    }

    @Override
    public void fill(NdArray block, FillValue fill) {
        if (!fill.equals(FillValue.zero(fill.type()))) {
            Shape shape = inBlock.shape();
            block.paste(NdArray.filled(shape, fill), Region.whole(shape), inBlock.starts());
        }
    }
}
