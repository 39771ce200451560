package dev.varve.plan.advise;

/**
 * How large what is advised may be.
 *
 * @param minChunkBytes the least size of a decoded chunk, unless the array is smaller: smaller ones compress badly
 * @param maxChunkBytes the most
 * @param shardBytes the size that a decoded shard should not exceed; at most a chunk's for no shards
 * @param maxObjects how many stored objects an array should be at most; twice as many as full shards are allowed always
 */
public record AdviceLimits(long minChunkBytes, long maxChunkBytes, long shardBytes, long maxObjects) {
    /** Chunks of 64 KiB to 16 MiB in shards of 512 MiB, 1,000 objects. */
    public static final AdviceLimits DEFAULT = new AdviceLimits(64 << 10, 16 << 20, 512 << 20, 1_000);

    /** What a chunk may be at most, whoever asks: it is held whole wherever it is read. */
    public static final long LARGEST_CHUNK_BYTES = 64 << 20;

    public AdviceLimits {
        if (minChunkBytes < 1 || maxChunkBytes < minChunkBytes) {
            throw new IllegalArgumentException("chunks of " + minChunkBytes + " to " + maxChunkBytes + " bytes");
        }
        if (shardBytes < 1 || maxObjects < 1) {
            throw new IllegalArgumentException("shards of " + shardBytes + " bytes, " + maxObjects + " objects");
        }
    }
}
