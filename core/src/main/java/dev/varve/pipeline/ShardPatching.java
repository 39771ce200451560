package dev.varve.pipeline;

/** How a part of a shard is written. */
public enum ShardPatching {
    /** A new shard takes the old one's place at once: a crash or a reader meets the old shard or the new one. */
    NEVER,
    /**
     * Inner chunks that are stored already, and always take the same number of bytes, are overwritten where they lie, if the
     * store can do that and empty chunks are kept. It costs no copy of the shard, but a crash, or a reader at that moment,
     * may meet an inner chunk that is half old and half new.
     */
    IN_PLACE
}
