package dev.varve.codec;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;

/** A serializer: turns a chunk into bytes. */
public non-sealed interface ArrayToBytesCodec extends Codec {
    /**
     * Fixes what a chunk looks like before encoding.
     *
     * @throws IllegalArgumentException when the codec cannot take such chunks
     */
    Bound bind(ChunkSpec decoded);

    /** Whether elements of the same bits become the same bytes, whatever numbers they stand for. */
    default boolean seesBitsOnly() {
        return false;
    }

    /** A serializer that knows its chunk; immutable, shared by threads. */
    interface Bound {
        /** How many bytes a chunk becomes. */
        EncodedSize encodedSize();

        /** Encodes a chunk of the decoded spec; the argument is not changed. */
        Bytes encode(NdArray decoded);

        /**
         * Decodes one chunk.
         *
         * @throws CodecException when the bytes are no encoded chunk of this spec
         */
        NdArray decode(Bytes encoded);

        /** Encodes as above; the result may lie in the scratch, or in the chunk. */
        default Bytes encode(NdArray decoded, Scratch scratch) {
            return encode(decoded);
        }

        /** Decodes as above; the result may lie in the scratch, or in the encoded bytes. */
        default NdArray decode(Bytes encoded, Scratch scratch) {
            return decode(encoded);
        }
    }
}
