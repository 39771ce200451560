package dev.varve.plan;

/**
 * How large chunks and shards should be, decoded.
 *
 * @param innerChunkBytes the size that a chunk should not exceed
 * @param shardBytes the size that a stored object should not exceed
 */
public record ChunkTargets(long innerChunkBytes, long shardBytes) {
    /** 16 MiB chunks in 512 MiB shards. */
    public static final ChunkTargets DEFAULT = new ChunkTargets(16L << 20, 512L << 20);

    public ChunkTargets {
        if (innerChunkBytes < 1 || shardBytes < 1) {
            throw new IllegalArgumentException(
                    "chunk target of " + innerChunkBytes + " bytes, shard target of " + shardBytes);
        }
    }
}
