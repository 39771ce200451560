package dev.varve.codec.filter;

import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.codec.ChunkSpec;
import java.util.Optional;

/** Chunks as filters that name their own data types see them: the same bits as numbers of the named type. */
final class ChunkView {
    private ChunkView() {}

    /** Refuses chunks of another type or shape than were bound: a bad call. */
    static void require(String codec, ChunkSpec bound, NdArray chunk) {
        if (!chunk.type().equals(bound.type()) || !chunk.shape().equals(bound.shape())) {
            throw new IllegalArgumentException(
                    codec + ": a chunk of " + chunk + ", bound to " + bound.type() + " " + bound.shape());
        }
    }

    /**
     * The type that a filter takes elements for: the one it names, which need not be that of the array but must be as long
     * (dates are seen as integers), or else that of the array.
     */
    static NumericType typeOf(String codec, Optional<NumericType> named, ChunkSpec decoded) {
        if (named.isEmpty() && decoded.type() instanceof NumericType type) {
            return type;
        }
        if (named.isEmpty()) {
            throw new IllegalArgumentException(codec + " takes numbers, not " + decoded.type());
        }
        NumericType type = named.get();
        if (!decoded.type().isFixedSize() || decoded.type().sizeBytes() != type.sizeBytes()) {
            throw new IllegalArgumentException(codec + " of dtype " + type + " for elements of " + decoded.type());
        }
        return type;
    }
}
