package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;

/** Checks of lengths against the size that a codec was bound to, before anything of that length is allocated. */
final class DecodedSizes {
    private DecodedSizes() {}

    /** Refuses input of another size than was bound: a bad call. */
    static void requireInput(String codec, EncodedSize bound, int length) {
        if (!bound.admits(length)) {
            throw new IllegalArgumentException(codec + ": " + length + " bytes to encode, bound to " + bound);
        }
    }

    /**
     * Refuses a decoded length that the encoded bytes declare and the bound size forbids.
     *
     * @param position where the length stands in the encoded bytes
     */
    static int requireDeclared(String codec, EncodedSize bound, long length, int position) {
        if (!bound.admits(length) || length > Bytes.MAX_LENGTH) {
            throw new CodecException(
                    codec, "length " + Long.toUnsignedString(length) + " at byte " + position + ", expected " + bound);
        }
        return (int) length;
    }

    /** Refuses to bind a codec whose configuration fixes the decoded length to another size. */
    static int requireKnown(String codec, EncodedSize bound, long length) {
        if (!bound.admits(length) || length > Bytes.MAX_LENGTH) {
            throw new IllegalArgumentException(codec + ": chunks of " + length + " bytes, bound to " + bound);
        }
        return (int) length;
    }

    /** Refuses a result of another size than was bound. */
    static int requireOutput(String codec, EncodedSize bound, long length) {
        if (!bound.admits(length) || length > Bytes.MAX_LENGTH) {
            throw new CodecException(codec, "decodes to " + length + " bytes, expected " + bound);
        }
        return (int) length;
    }

    /** The largest size of a result as an array length. */
    static int arrayLength(String codec, long bytes) {
        if (bytes > Bytes.MAX_LENGTH) {
            throw new IllegalArgumentException(
                    codec + ": up to " + bytes + " bytes are too many for one chunk; use smaller chunks");
        }
        return (int) bytes;
    }
}
