package dev.varve.pipeline;

import dev.varve.store.Store;

/**
 * When neighbouring byte ranges of one object are fetched together.
 *
 * @param maxGapBytes the largest hole between two ranges that is read rather than skipped
 * @param maxSpanBytes the largest range that results
 */
public record Coalescing(long maxGapBytes, long maxSpanBytes) {
    /** Holes up to 1 MiB, ranges up to 16 MiB: zarr-python's defaults, for stores that are far away. */
    public static final Coalescing DEFAULT = new Coalescing(1 << 20, 16 << 20);

    public Coalescing {
        if (maxGapBytes < 0 || maxSpanBytes < 1) {
            throw new IllegalArgumentException("coalescing gap " + maxGapBytes + ", span " + maxSpanBytes);
        }
    }

    /** What suits a store: holes that take no longer than a request, ranges up to 16 MiB. */
    public static Coalescing of(Store store) {
        return new Coalescing(store.requestBytes(), DEFAULT.maxSpanBytes);
    }
}
