package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** DEFLATE streams, bare or in a zlib frame, through the JDK's zlib. */
final class Deflation {
    /** Bytes inflated in one native call; the garbage collector waits for such a call to end. */
    private static final int STEP_BYTES = 4 << 20;

    /** No byte stands for more bytes than this: a reference of 258 bytes takes 2 bits. */
    static final int MAX_RATIO = 1032;

    private Deflation() {}

    /** The most bytes that {@code decodedBytes} become in any build of zlib (zlib-ng's fastest level adds an eighth). */
    static long maxEncodedBytes(long decodedBytes) {
        long more = decodedBytes / 8 + 64;
        return decodedBytes > Long.MAX_VALUE - more ? Long.MAX_VALUE : decodedBytes + more;
    }

    /**
     * Deflates all of {@code decoded} to {@code head} free bytes followed by the stream and {@code tail} free bytes.
     *
     * @param isBare without zlib's header and checksum
     */
    static byte[] deflate(String codec, Bytes decoded, int level, boolean isBare, int head, int tail) {
        Deflater deflater = new Deflater(level, isBare);
        try {
            deflater.setInput(decoded.array(), decoded.offset(), decoded.length());
            deflater.finish();
            long usual = head + tail + 64 + decoded.length() + decoded.length() / 1024L;
            byte[] out = new byte[DecodedSizes.arrayLength(codec, usual)];
            int length = head;
            while (!deflater.finished()) {
                if (length == out.length) {
                    long most = maxEncodedBytes(decoded.length()) + head + tail;
                    out = Arrays.copyOf(out, DecodedSizes.arrayLength(codec, most));
                }
                length += deflater.deflate(out, length, out.length - length);
            }
            return Arrays.copyOf(out, length + tail);
        } finally {
            deflater.end();
        }
    }

    /** Room for what {@code encoded} inflates to, which is refused when the input cannot hold as much as was bound. */
    static DecodeBuffer room(String codec, EncodedSize decoded, Bytes encoded) {
        return room(codec, decoded, encoded, byte[]::new);
    }

    /** As above; {@code arrays} gives one of at least the length that it is asked for. */
    static DecodeBuffer room(String codec, EncodedSize decoded, Bytes encoded, IntFunction<byte[]> arrays) {
        long most = (long) MAX_RATIO * encoded.length();
        if (decoded instanceof EncodedSize.Exactly exactly && exactly.bytes() > most) {
            throw new CodecException(codec, encoded.length() + " bytes can hold " + most + ", expected " + decoded);
        }
        return new DecodeBuffer(codec, decoded, encoded.length(), arrays);
    }

    /**
     * Inflates one stream and returns how many bytes of input it took.
     *
     * @param inflater fresh or reset
     * @param from where the stream starts in {@code encoded}
     */
    static int inflate(String codec, Inflater inflater, Bytes encoded, int from, DecodeBuffer out) {
        inflater.setInput(encoded.array(), encoded.offset() + from, encoded.length() - from);
        byte[] spill = new byte[1];
        try {
            while (!inflater.finished()) {
                int count;
                if (out.room() > 0) {
                    count = inflater.inflate(out.array(), out.length(), Math.min(out.room(), STEP_BYTES));
                    out.advance(count);
                } else {
                    // The array is full, and yet the end of the stream may have to be read: is there one more byte?
                    count = inflater.inflate(spill);
                    if (count == 1) {
                        out.append(spill[0]);
                    }
                }
                if (count == 0 && !inflater.finished()) {
                    String fault = inflater.needsDictionary() ? "needs a dictionary" : "ends early";
                    throw new CodecException(codec, "the stream at byte " + from + " " + fault);
                }
            }
        } catch (DataFormatException e) {
            long at = from + inflater.getBytesRead();
            throw new CodecException(codec, "malformed stream near byte " + at + ": " + e.getMessage(), e);
        }
        return Math.toIntExact(inflater.getBytesRead());
    }
}
