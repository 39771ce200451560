package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;

/**
 * Decodes BloscLZ, the compressor of blosc's own, a kin of FastLZ: runs of up to 32 literals alternate with references of
 * at least 3 bytes to what lies up to 74 kB before.
 */
final class BloscLzDecoder {
    /** Distances beyond this one are written in two more bytes. */
    static final int NEAR_DISTANCE = 8191;

    /** A reference of this length in its first byte goes on in the following ones. */
    private static final int LONG_REFERENCE = 7;

    private static final int MIN_LENGTH = 3;
    private static final int MIN_REFERENCE = 32;
    private static final int HIGH_BITS = 31;

    private BloscLzDecoder() {}

    /**
     * Decodes {@code count} bytes to {@code wanted} bytes.
     *
     * @throws CodecException when they are malformed or others in number
     */
    static void decode(String codec, Bytes encoded, int from, int count, byte[] out, int to, int wanted) {
        byte[] in = encoded.array();
        int at = encoded.offset() + from;
        int end = at + count;
        int stop = to + wanted;
        int written = to;
        // The first byte holds a format marker in the bits that would make it a reference.
        int control = count == 0 ? 0 : in[at++] & HIGH_BITS;
        while (true) {
            if (control < MIN_REFERENCE) {
                int literals = control + 1;
                if (literals > end - at || literals > stop - written) {
                    throw malformed(codec, at - encoded.offset(), written - to, wanted);
                }
                if (!BackReference.copy32(in, at, out, written, stop)) {
                    System.arraycopy(in, at, out, written, literals);
                }
                at += literals;
                written += literals;
                if (at == end) {
                    break;
                }
            } else {
                long length = MIN_LENGTH - 1L + (control >>> 5);
                if (control >>> 5 == LONG_REFERENCE) {
                    int next = endOfLength(in, at, end);
                    length += 255L * (next - at - 1) + (in[next - 1] & 0xff);
                    at = next;
                }
                int distance = distance(in, at, end, control);
                at += distance > NEAR_DISTANCE ? 3 : 1;
                // A stream ends with literals, hence a byte must follow.
                if (at >= end || length > stop - written || distance > written - to) {
                    throw malformed(codec, at - encoded.offset(), written - to, wanted);
                }
                BackReference.copy(out, written, distance, (int) length, stop);
                written += (int) length;
            }
            control = in[at++] & 0xff;
        }
        if (written != stop) {
            throw malformed(codec, at - encoded.offset(), written - to, wanted);
        }
    }

    private static CodecException malformed(String codec, int at, int written, int wanted) {
        String where = "near byte " + at + ", after " + written + " of " + wanted + " bytes";
        return new CodecException(codec, "malformed blosclz data " + where);
    }

    /** The distance whose first byte is at {@code at}: one byte, or three for one that is not near. */
    private static int distance(byte[] in, int at, int end, int control) {
        int distance = (((control & HIGH_BITS) << 8) | (at < end ? in[at] & 0xff : 0)) + 1;
        boolean isFar = distance > NEAR_DISTANCE && end - at > 2;
        return isFar ? distance + (((in[at + 1] & 0xff) << 8) | (in[at + 2] & 0xff)) : distance;
    }

    /** Where the bytes end that add to a length: after the first that is not 255. */
    private static int endOfLength(byte[] in, int from, int end) {
        int at = from;
        while (at < end && in[at] == (byte) 255) {
            at++;
        }
        return Math.min(at + 1, end);
    }
}
