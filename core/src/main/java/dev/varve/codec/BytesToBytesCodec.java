package dev.varve.codec;

import dev.varve.array.Bytes;

/** A compressor or a checksum: turns bytes into bytes. */
public non-sealed interface BytesToBytesCodec extends Codec {
    /**
     * Fixes how many bytes there are before encoding, so that decoding never allocates more on the word of its input.
     *
     * @param decoded the size of the bytes before encoding
     * @param typeSizeBytes the size of one element behind the bytes, at least 1; what codecs that shuffle need to know
     * @throws IllegalArgumentException when the codec cannot take such bytes
     */
    Bound bind(EncodedSize decoded, int typeSizeBytes);

    /**
     * A codec that makes as many bytes of so few, from settings that do not reach beyond them: those of equal ones need only be
     * tried once.
     */
    default BytesToBytesCodec effectiveFor(long decodedBytes) {
        return this;
    }

    /**
     * About how much memory encoding so many bytes takes beside them, where that is several times as much, so that not every thread
     * should do it at once; otherwise 0.
     */
    default long workspaceBytes(long decodedBytes) {
        return 0;
    }

    /** A compressor that knows its size; immutable, shared by threads. */
    interface Bound {
        /** How many bytes come out of encoding. */
        EncodedSize encodedSize();

        /** Encodes bytes; the argument is not changed. */
        Bytes encode(Bytes decoded);

        /**
         * Decodes bytes. What comes out has the size that was bound: exactly, or at most.
         *
         * @throws CodecException when the input is malformed, too short, or decodes to another size
         */
        Bytes decode(Bytes encoded);

        /** Encodes as above; the result may lie in the scratch. A codec without use for it need not know of it. */
        default Bytes encode(Bytes decoded, Scratch scratch) {
            return encode(decoded);
        }

        /** Decodes as above; the result may lie in the scratch. */
        default Bytes decode(Bytes encoded, Scratch scratch) {
            return decode(encoded);
        }

        /**
         * Whether bytes decode to exactly these. A codec that decodes in blocks may compare them one by one.
         *
         * @throws CodecException when they cannot be decoded
         */
        default boolean decodesTo(Bytes encoded, Bytes decoded, Scratch scratch) {
            return decode(encoded, scratch).equals(decoded);
        }
    }
}
