package dev.varve.shard;

/** Where a shard keeps its index. */
public enum IndexLocation {
    /** Before the inner chunks. */
    START,
    /** After the inner chunks; what lets a shard be written in one stream. */
    END
}
