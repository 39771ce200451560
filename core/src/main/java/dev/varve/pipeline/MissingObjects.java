package dev.varve.pipeline;

/** What is read where an object is not stored. Inner chunks that a shard leaves out are fill value all the same. */
public enum MissingObjects {
    /** Fill value. */
    FILL,
    /** Nothing: it is an error, for arrays that are known to be stored whole. */
    ERROR
}
