package dev.varve.pipeline;

import java.util.Optional;

/**
 * How chunks are read.
 *
 * @param missing what is read where an object is not stored
 * @param coalescing when neighbouring ranges of a shard are fetched together; as it suits the store when empty
 */
public record ReadOptions(MissingObjects missing, Optional<Coalescing> coalescing) {
    /** Fill value stands for what is not stored. */
    public static final ReadOptions DEFAULT = new ReadOptions(MissingObjects.FILL, Optional.empty());

    /** The same with another rule for missing objects. */
    public ReadOptions with(MissingObjects other) {
        return new ReadOptions(other, coalescing);
    }

    /** The same with another rule for neighbouring ranges. */
    public ReadOptions with(Coalescing other) {
        return new ReadOptions(missing, Optional.of(other));
    }
}
