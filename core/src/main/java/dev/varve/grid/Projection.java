package dev.varve.grid;

import dev.varve.array.Region;

/**
 * One chunk's share of a region.
 *
 * @param chunkIndex the chunk's position on the grid; not to be changed
 * @param inChunk the share, counted from the chunk's first element
 * @param inRegion the share, counted from the region's first element
 * @param isComplete whether the share is the whole chunk
 */
public record Projection(long[] chunkIndex, Region inChunk, Region inRegion, boolean isComplete) {
    static Projection of(long[] chunkIndex, Region cell, Region region) {
        Region share = cell.intersection(region)
                .orElseThrow(() -> new IllegalArgumentException("chunk " + cell + " does not meet " + region));
        return new Projection(
                chunkIndex, share.relativeTo(cell.starts()), share.relativeTo(region.starts()), share.equals(cell));
    }
}
