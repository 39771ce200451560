package dev.varve.grid;

import dev.varve.array.Region;

/** One chunk's share of a region. Immutable. */
public final class Projection {
    private final long[] chunkIndex;
    private final Region inChunk;
    private final Region inRegion;
    private final boolean isComplete;

    private Projection(long[] chunkIndex, Region inChunk, Region inRegion, boolean isComplete) {
        this.chunkIndex = chunkIndex;
        this.inChunk = inChunk;
        this.inRegion = inRegion;
        this.isComplete = isComplete;
    }

    static Projection of(long[] chunkIndex, Region cell, Region region) {
        Region share = cell.intersection(region)
                .orElseThrow(() -> new IllegalArgumentException("chunk " + cell + " does not meet " + region));
        return new Projection(
                chunkIndex, share.relativeTo(cell.starts()), share.relativeTo(region.starts()), share.equals(cell));
    }

    /** The chunk's position on the grid, copied. */
    public long[] chunkIndex() {
        return chunkIndex.clone();
    }

    /** The share, counted from the chunk's first element. */
    public Region inChunk() {
        return inChunk;
    }

    /** The share, counted from the region's first element. */
    public Region inRegion() {
        return inRegion;
    }

    /** Whether the share is the whole chunk. */
    public boolean isComplete() {
        return isComplete;
    }
}
