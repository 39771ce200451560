package dev.varve.pipeline;

import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.grid.ChunkGrid;
import java.util.BitSet;
import java.util.List;

/** One chunk's share of what is read or written: which of its elements lie where in the block outside. Pure. */
sealed interface Share permits BoxShare, IndexedShare, PointShare {
    /** The chunk's position on its grid, copied. */
    long[] chunkIndex();

    /** Whether the share is the whole chunk in its own order. */
    boolean isWhole();

    /** Whether all elements inside {@code bounds}, counted from the chunk's first, are in the share. */
    boolean covers(Region bounds);

    /** The shares of the chunks that this chunk is made of, on their own grid. */
    List<Share> within(ChunkGrid inner);

    /** Copies the share from the chunk to where it belongs. */
    void scatter(NdArray chunk, NdArray block);

    /** Copies the share from outside into the chunk. */
    void gather(NdArray block, NdArray chunk);

    /** Marks the share's elements, counted in C order of a chunk of this shape. */
    void mark(Shape chunk, BitSet places);

    /** Gives the share's places outside, which are zero so far, the fill value. */
    void fill(NdArray block, FillValue fill);
}
