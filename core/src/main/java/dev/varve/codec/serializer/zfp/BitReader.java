package dev.varve.codec.serializer.zfp;

import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;

/** Reads a stream of bits, the lowest of each byte first. Beyond the end there are zeros, until somebody asks. */
final class BitReader {
    /** Bits that {@link #peek} gives at least. */
    static final int PEEK_BITS = Long.SIZE - Byte.SIZE + 1;

    private final byte[] in;
    private final int offset;
    private final int end;
    private final int lastWord;

    /** The bit that is read next. */
    long position;

    BitReader(Bytes encoded) {
        this.in = encoded.array();
        this.offset = encoded.offset();
        this.end = offset + encoded.length();
        this.lastWord = end - Long.BYTES;
    }

    /** The bits from a position on; those after the first 57 may be zeros that are none. */
    long peek(long from) {
        long at = offset + (from >>> 3);
        long word = at <= lastWord ? (long) BitWriter.WORD.get(in, (int) at) : tail(at);
        return word >>> (from & 7);
    }

    private long tail(long at) {
        long word = 0;
        for (long i = at; i < end; i++) {
            word |= (in[(int) i] & 0xffL) << (i - at) * Byte.SIZE;
        }
        return word;
    }

    /** Takes up to 57 bits. */
    long read(int bits) {
        long value = peek(position) & ((1L << bits) - 1);
        position += bits;
        return value;
    }

    void skip(int bits) {
        position += bits;
    }

    /**
     * Refuses what was read beyond the end.
     *
     * @throws CodecException when bits were missing
     */
    void requireInside(String codec) {
        if (position > (long) (end - offset) * Byte.SIZE) {
            throw new CodecException(
                    codec, "the " + (end - offset) + " bytes end before bit " + position + ", to which blocks go");
        }
    }
}
