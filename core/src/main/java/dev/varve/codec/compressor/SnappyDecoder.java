package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;

/**
 * Decodes raw Snappy data, which blosc frames may hold (<a
 * href="https://github.com/google/snappy/blob/main/format_description.txt">format description</a>).
 */
final class SnappyDecoder {
    private static final int LITERAL = 0;
    private static final int COPY_1 = 1;
    private static final int COPY_2 = 2;
    private static final int SHORT_LITERAL = 60;

    private final String codec;
    private final byte[] in;
    private final int base;
    private final int end;
    private final byte[] out;
    private int at;

    private SnappyDecoder(String codec, Bytes encoded, int from, int count, byte[] out) {
        this.codec = codec;
        this.in = encoded.array();
        this.base = encoded.offset();
        this.at = base + from;
        this.end = at + count;
        this.out = out;
    }

    /**
     * Decodes {@code count} bytes to {@code wanted} bytes.
     *
     * @throws CodecException when they are malformed or others in number
     */
    static void decode(String codec, Bytes encoded, int from, int count, byte[] out, int to, int wanted) {
        SnappyDecoder decoder = new SnappyDecoder(codec, encoded, from, count, out);
        decoder.requireLength(wanted);
        decoder.run(to, to + wanted);
    }

    private void requireLength(int wanted) {
        long length = 0;
        for (int shift = 0; ; shift += 7) {
            int next = next();
            length |= (next & 0x7fL) << shift;
            if (next < 0x80) {
                break;
            }
            if (shift == 28) {
                throw malformed("length of more than 5 bytes");
            }
        }
        if (length != wanted) {
            throw malformed(length + " bytes are declared, expected " + wanted);
        }
    }

    private void run(int start, int stop) {
        int to = start;
        while (to < stop) {
            int tag = next();
            int kind = tag & 3;
            if (kind == LITERAL) {
                int count = tag >>> 2;
                long length = 1L + (count < SHORT_LITERAL ? count : little(count - SHORT_LITERAL + 1));
                if (length > stop - to || length > end - at) {
                    throw malformed("literal of " + length + " bytes does not fit");
                }
                System.arraycopy(in, at, out, to, (int) length);
                at += (int) length;
                to += (int) length;
            } else {
                int count = kind == COPY_1 ? 4 + ((tag >>> 2) & 7) : 1 + (tag >>> 2);
                long distance = kind == COPY_1 ? ((long) tag >>> 5 << 8) | next() : little(kind == COPY_2 ? 2 : 4);
                if (distance == 0 || distance > to - start || count > stop - to) {
                    throw malformed("copy of " + count + " bytes from " + distance + " before does not fit");
                }
                BackReference.copy(out, to, (int) distance, count, stop);
                to += count;
            }
        }
        if (at != end) {
            throw malformed((end - at) + " bytes too many");
        }
    }

    private int next() {
        if (at == end) {
            throw malformed("ends early");
        }
        return in[at++] & 0xff;
    }

    private long little(int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) next() << (i * Byte.SIZE);
        }
        return value;
    }

    private CodecException malformed(String reason) {
        return new CodecException(codec, "malformed snappy data near byte " + (at - base) + ": " + reason);
    }
}
