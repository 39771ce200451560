package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;

/** Checks of lengths against the size that a codec was bound to. */
final class BoundSize {
    private BoundSize() {}

    /** Refuses to encode bytes of another size than was bound: a bad call. */
    static void requireDecoded(String codec, EncodedSize bound, Bytes decoded) {
        if (!bound.admits(decoded.length())) {
            throw new IllegalArgumentException(codec + ": " + decoded.length() + " bytes to encode, bound to " + bound);
        }
    }

    /**
     * Refuses a decoded length that the encoded bytes declare and the bound size forbids.
     *
     * @param position where the length stands in the encoded bytes
     */
    static void requireDeclared(String codec, EncodedSize bound, long length, int position) {
        if (!bound.admits(length)) {
            throw new CodecException(codec, "length " + length + " at byte " + position + ", expected " + bound);
        }
    }

    /** What {@code more} bytes make of a size that is only an upper limit from then on; stops at 2^63-1. */
    static EncodedSize atMost(EncodedSize decoded, long more) {
        return new EncodedSize.AtMost(decoded.maxBytes()).plus(more);
    }
}
