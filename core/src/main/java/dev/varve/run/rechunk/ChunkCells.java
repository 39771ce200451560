package dev.varve.run.rechunk;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.dataset.Layout;
import dev.varve.grid.ChunkGrid;
import dev.varve.grid.GridOrder;

/** The chunks of a band: what of each lies inside the array. */
final class ChunkCells extends Cells {
    private final ChunkGrid grid;
    private final Region area;
    private final Region chunks;
    private final NdArray[] blocks;

    /**
     * @param area whole chunks, as far as they lie inside the array
     * @param before what an earlier band took, used again; it must not be needed any more
     */
    ChunkCells(Layout layout, Region area, NdArray[] before) {
        this.grid = layout.chunks();
        this.area = area;
        this.chunks = grid.chunksOf(area);
        this.blocks = new NdArray[Math.toIntExact(chunks.count())];
        for (int i = 0; i < blocks.length; i++) {
            NdArray old = i < before.length ? before[i] : null;
            blocks[i] = reused(old, grid.clip(index(i)), layout.fill().type());
        }
    }

    private long[] index(int ordinal) {
        long[] index = GridOrder.index(chunks.shape(), ordinal);
        for (int axis = 0; axis < index.length; axis++) {
            index[axis] += chunks.start(axis);
        }
        return index;
    }

    /** All blocks, for use again. */
    NdArray[] blocks() {
        return blocks;
    }

    @Override
    Region area() {
        return area;
    }

    /** What of a chunk lies inside the array. */
    NdArray chunk(long... chunkIndex) {
        long[] index = chunkIndex.clone();
        for (int axis = 0; axis < index.length; axis++) {
            index[axis] -= chunks.start(axis);
        }
        return blocks[(int) GridOrder.ordinal(chunks.shape(), index)];
    }

    @Override
    void scatter(Region region, NdArray data) {
        Region touched = grid.chunksOf(region);
        long count = touched.count();
        for (long i = 0; i < count; i++) {
            long[] index = GridOrder.index(touched.shape(), i);
            for (int axis = 0; axis < index.length; axis++) {
                index[axis] += touched.start(axis);
            }
            Region cell = grid.cell(index);
            Region share = cell.intersection(region).orElseThrow();
            chunk(index)
                    .paste(
                            data,
                            share.relativeTo(region.starts()),
                            share.relativeTo(cell.starts()).starts());
        }
    }
}
