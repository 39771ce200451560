package dev.varve.pipeline;

import dev.varve.array.FillValue;
import dev.varve.array.NdArray;

/** What becomes of a chunk of nothing but fill value, whose every element has exactly its bits. */
public enum EmptyChunks {
    /** It is not stored: its key is erased, its place in a shard's index is empty. */
    ELIDE,
    /** It is stored like any other. */
    KEEP;

    /** Whether a chunk is not to be stored. */
    boolean isElided(NdArray chunk, FillValue fill) {
        return this == ELIDE && chunk.isAll(fill);
    }
}
