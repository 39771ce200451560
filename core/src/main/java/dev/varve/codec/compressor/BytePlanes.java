package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Splits words of four or eight bytes into planes: all first bytes, then all second bytes, and so on. */
final class BytePlanes {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private BytePlanes() {}

    /** Words to planes; the length is a multiple of the word's. */
    static Bytes split(Bytes words, int wordBytes) {
        byte[] planes = new byte[words.length()];
        byte[] array = words.array();
        int count = words.length() / wordBytes;
        for (int plane = 0; plane < wordBytes; plane++) {
            int from = words.offset() + plane;
            int to = plane * count;
            for (int i = 0; i < count; i++) {
                planes[to + i] = array[from + i * wordBytes];
            }
        }
        return Bytes.wrap(planes);
    }

    /** Planes to words; the length is a multiple of the word's, which is 4 or 8. */
    static Bytes join(Bytes planes, int wordBytes) {
        byte[] words = new byte[planes.length()];
        int count = planes.length() / wordBytes;
        if (wordBytes == Integer.BYTES) {
            joinInts(planes.array(), planes.offset(), count, words);
        } else {
            joinLongs(planes.array(), planes.offset(), count, words);
        }
        return Bytes.wrap(words);
    }

    private static void joinInts(byte[] planes, int from, int count, byte[] words) {
        int second = from + count;
        int third = second + count;
        int fourth = third + count;
        for (int i = 0; i < count; i++) {
            int low = (planes[from + i] & 0xff) | (planes[second + i] & 0xff) << 8;
            int high = (planes[third + i] & 0xff) | (planes[fourth + i] & 0xff) << 8;
            INT.set(words, i * Integer.BYTES, high << 16 | low);
        }
    }

    private static void joinLongs(byte[] planes, int from, int count, byte[] words) {
        for (int i = 0; i < count; i++) {
            long word = 0;
            int at = from + i;
            for (int plane = 0; plane < Long.BYTES; plane++) {
                word |= (planes[at] & 0xffL) << (plane * Byte.SIZE);
                at += count;
            }
            LONG.set(words, i * Long.BYTES, word);
        }
    }
}
