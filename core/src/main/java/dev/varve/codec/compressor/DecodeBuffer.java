package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Decoded bytes while they come. Room for them is allocated at once when their number is known and not much for the input,
 * else it grows with what was really decoded: the input's word is never taken for it.
 */
final class DecodeBuffer {
    private static final int FIRST_BYTES = 4096;
    private static final int GROWTH = 4;
    /** Room that is always made at once: that of chunks of a usual size. */
    private static final int USUAL_BYTES = 1 << 24;
    /** Room for so many times the input is made at once; more than DEFLATE can fill. */
    private static final int USUAL_RATIO = 1 << 11;

    private final String codec;
    private final EncodedSize bound;
    private final int limit;
    private byte[] array;
    private int length;

    /**
     * @param codec for messages
     * @param bound the size that was bound
     * @param encodedLength bytes of input, of which the first guess is made
     */
    DecodeBuffer(String codec, EncodedSize bound, int encodedLength) {
        this(codec, bound, encodedLength, byte[]::new);
    }

    /**
     * As above, over an array that may be there already.
     *
     * @param room gives an array of at least the length that it is asked for
     */
    DecodeBuffer(String codec, EncodedSize bound, int encodedLength, IntFunction<byte[]> room) {
        this.codec = codec;
        this.bound = bound;
        this.limit = (int) Math.min(bound.maxBytes(), Bytes.MAX_LENGTH);
        // Even a size that is known may be the input's word: zarrs.vlen knows that of a run by the offsets beside it.
        long guess = bound instanceof EncodedSize.Exactly
                ? Math.max(USUAL_BYTES, (long) USUAL_RATIO * encodedLength)
                : (long) GROWTH * encodedLength + FIRST_BYTES;
        this.array = room.apply((int) Math.min(guess, limit));
    }

    /** The bytes so far are at the start of this array; changes with {@link #grow}. */
    byte[] array() {
        return array;
    }

    /** How many bytes there are so far. */
    int length() {
        return length;
    }

    /** How many more fit the array. */
    int room() {
        return Math.min(array.length, limit) - length;
    }

    /** Takes over {@code count} bytes that were written to the array behind the others. */
    void advance(int count) {
        length += count;
    }

    /**
     * Makes room for more bytes, known to come.
     *
     * @throws CodecException when there may not be more
     */
    void grow() {
        if (array.length >= limit) {
            throw new CodecException(codec, "decodes to more than " + limit + " bytes, expected " + bound);
        }
        array = Arrays.copyOf(array, (int) Math.min((long) GROWTH * array.length + FIRST_BYTES, limit));
    }

    /** Adds one byte. */
    void append(byte value) {
        if (room() == 0) {
            grow();
        }
        array[length++] = value;
    }

    /**
     * Adds all that comes out of a decoder.
     *
     * @throws CodecException when that is more than may be
     */
    void fill(InputStream decoder) throws IOException {
        while (true) {
            if (room() == 0) {
                int one = decoder.read();
                if (one < 0) {
                    return;
                }
                append((byte) one);
            }
            int count = decoder.read(array, length, room());
            if (count < 0) {
                return;
            }
            length += count;
        }
    }

    /**
     * The bytes, where they are.
     *
     * @throws CodecException when their number is not the one that was bound
     */
    Bytes inPlace() {
        if (!bound.admits(length)) {
            throw new CodecException(codec, "decodes to " + length + " bytes, expected " + bound);
        }
        return Bytes.wrap(array, 0, length);
    }

    /**
     * The bytes, in an array of their length.
     *
     * @throws CodecException when their number is not the one that was bound
     */
    Bytes finish() {
        Bytes bytes = inPlace();
        return length == array.length ? bytes : Bytes.wrap(bytes.toArray());
    }
}
