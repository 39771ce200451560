package dev.varve.pipeline;

/**
 * How chunks are read.
 *
 * @param missing what is read where an object is not stored
 * @param coalescing when neighbouring ranges of a shard are fetched together
 */
public record ReadOptions(MissingObjects missing, Coalescing coalescing) {
    /** Fill value stands for what is not stored. */
    public static final ReadOptions DEFAULT = new ReadOptions(MissingObjects.FILL, Coalescing.DEFAULT);

    /** The same with another rule for missing objects. */
    public ReadOptions with(MissingObjects other) {
        return new ReadOptions(other, coalescing);
    }

    /** The same with another rule for neighbouring ranges. */
    public ReadOptions with(Coalescing other) {
        return new ReadOptions(missing, other);
    }
}
