package dev.varve.codec.checksum;

import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;

/** A checksum of 32 bits behind the data, little-endian. */
final class Trailer {
    /** Bytes of a checksum. */
    static final int BYTES = Integer.BYTES;

    private Trailer() {}

    /** The data and the checksum behind them. */
    static Bytes append(String codec, EncodedSize bound, Bytes decoded, int checksum) {
        int length = decoded.length();
        if (!bound.admits(length)) {
            throw new IllegalArgumentException(codec + ": " + length + " bytes to encode, bound to " + bound);
        }
        byte[] out = new byte[Math.addExact(length, BYTES)];
        decoded.copyTo(out, 0);
        for (int i = 0; i < BYTES; i++) {
            out[length + i] = (byte) (checksum >>> (i * Byte.SIZE));
        }
        return Bytes.wrap(out);
    }

    /**
     * The data without the checksum; not copied, not verified.
     *
     * @throws CodecException when their length is not the one that was bound
     */
    static Bytes remove(String codec, EncodedSize bound, Bytes encoded) {
        int length = encoded.length() - BYTES;
        if (!bound.admits(length)) {
            throw new CodecException(
                    codec, encoded.length() + " bytes are data and checksum, expected data of " + bound);
        }
        return encoded.slice(0, length);
    }

    /** The checksum behind the data. */
    static int stored(Bytes encoded) {
        return encoded.getInt(encoded.length() - BYTES);
    }
}
