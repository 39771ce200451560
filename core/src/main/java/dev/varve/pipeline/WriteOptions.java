package dev.varve.pipeline;

import java.time.Duration;
import java.util.Optional;

/**
 * How chunks are written.
 *
 * @param empty what becomes of chunks of nothing but fill value
 * @param patching how a part of a shard is written
 * @param coalescing when neighbouring ranges of a shard are fetched together; as it suits the store when empty
 * @param patience how long to wait for someone else who changes the same object
 */
public record WriteOptions(
        EmptyChunks empty, ShardPatching patching, Optional<Coalescing> coalescing, Duration patience) {
    /** Empty chunks are not stored, shards are replaced at once, and others have a minute. */
    public static final WriteOptions DEFAULT =
            new WriteOptions(EmptyChunks.ELIDE, ShardPatching.NEVER, Optional.empty(), Duration.ofMinutes(1));

    public WriteOptions {
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience of " + patience);
        }
    }

    /** The same with another rule for empty chunks. */
    public WriteOptions with(EmptyChunks other) {
        return new WriteOptions(other, patching, coalescing, patience);
    }

    /** The same with another way of writing parts of shards. */
    public WriteOptions with(ShardPatching other) {
        return new WriteOptions(empty, other, coalescing, patience);
    }

    /** The same with another patience. */
    public WriteOptions with(Duration other) {
        return new WriteOptions(empty, patching, coalescing, other);
    }
}
