package dev.varve.codec.serializer;

import dev.varve.array.NdArray;
import dev.varve.codec.ChunkSpec;

/** Refuses chunks of another type or shape than were bound: a bad call. */
final class ChunkCheck {
    private ChunkCheck() {}

    static void require(String codec, ChunkSpec bound, NdArray chunk) {
        if (!chunk.type().equals(bound.type()) || !chunk.shape().equals(bound.shape())) {
            throw new IllegalArgumentException(
                    codec + ": a chunk of " + chunk + ", bound to " + bound.type() + " " + bound.shape());
        }
    }
}
