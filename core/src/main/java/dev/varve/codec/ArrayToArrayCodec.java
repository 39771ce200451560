package dev.varve.codec;

import dev.varve.array.NdArray;

/** A filter: changes values, type or shape of a chunk before it becomes bytes. */
public non-sealed interface ArrayToArrayCodec extends Codec {
    /**
     * Fixes what a chunk looks like before encoding.
     *
     * @throws IllegalArgumentException when the codec cannot take such chunks
     */
    Bound bind(ChunkSpec decoded);

    /**
     * Whether decoding changes no bit: what was encoded is what readers shall see, so that a store need not name the
     * codec and any reader can read it; where it {@link #changesType} that holds before a serializer that sees bits only.
     */
    default boolean isDoneByEncoding() {
        return false;
    }

    /** Whether a codec that is done by encoding hands elements on as another type of the same bits. */
    default boolean changesType() {
        return false;
    }

    /**
     * The same codec with everything said that is left to its chunks, as readers of metadata want it.
     *
     * @throws IllegalArgumentException when the codec cannot take such chunks
     */
    default ArrayToArrayCodec completedFor(ChunkSpec decoded) {
        return this;
    }

    /** A filter that knows its chunk; immutable, shared by threads. */
    interface Bound {
        /** What a chunk looks like after encoding. */
        ChunkSpec encodedSpec();

        /** Encodes a chunk of the decoded spec; the argument is not changed. */
        NdArray encode(NdArray decoded);

        /**
         * Decodes a chunk of the encoded spec; the argument is not changed.
         *
         * @throws CodecException when the values are none that {@link #encode} gives
         */
        NdArray decode(NdArray encoded);
    }
}
