package dev.varve.codec.checksum;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.util.function.ToIntFunction;

/**
 * A checksum of 32 bits, little-endian, before or behind the data.
 *
 * @param codec for messages
 * @param location where it stands
 * @param checksum computes it
 * @param decodedSize the size of the data that was bound
 */
record Stamp(String codec, Location location, ToIntFunction<Bytes> checksum, EncodedSize decodedSize)
        implements BytesToBytesCodec.Bound {
    /** Bytes of a checksum. */
    static final int BYTES = Integer.BYTES;

    @Override
    public EncodedSize encodedSize() {
        return decodedSize.plus(BYTES);
    }

    @Override
    public Bytes encode(Bytes decoded) {
        int length = decoded.length();
        if (!decodedSize.admits(length)) {
            throw new IllegalArgumentException(codec + ": " + length + " bytes to encode, bound to " + decodedSize);
        }
        byte[] out = new byte[Math.addExact(length, BYTES)];
        decoded.copyTo(out, location == Location.START ? BYTES : 0);
        int sum = checksum.applyAsInt(decoded);
        int at = location == Location.START ? 0 : length;
        for (int i = 0; i < BYTES; i++) {
            out[at + i] = (byte) (sum >>> (i * Byte.SIZE));
        }
        return Bytes.wrap(out);
    }

    @Override
    public Bytes decode(Bytes encoded) {
        Bytes data = data(encoded);
        if (checksum.applyAsInt(data) != stored(encoded)) {
            throw mismatch(data);
        }
        return data;
    }

    /** What is thrown when the checksum is wrong. */
    CodecException mismatch(Bytes data) {
        int at = location == Location.START ? 0 : data.length();
        return new CodecException(codec, "checksum at byte " + at + " is not that of the data");
    }

    /**
     * The data without the checksum; not copied, not verified.
     *
     * @throws CodecException when their length is not the one that was bound
     */
    Bytes data(Bytes encoded) {
        int length = encoded.length() - BYTES;
        if (!decodedSize.admits(length)) {
            throw new CodecException(
                    codec, encoded.length() + " bytes are data and checksum, expected data of " + decodedSize);
        }
        return encoded.slice(location == Location.START ? BYTES : 0, length);
    }

    /** The checksum that came with the data. */
    int stored(Bytes encoded) {
        return encoded.getInt(location == Location.START ? 0 : encoded.length() - BYTES);
    }
}
