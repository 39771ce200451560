package dev.varve.metadata;

import dev.varve.array.Bytes;

/** The low bytes of an integer, lowest first: how elements lie in memory. */
final class LittleEndian {
    private LittleEndian() {}

    static byte[] bytes(long value, int sizeBytes) {
        byte[] bytes = new byte[sizeBytes];
        for (int i = 0; i < sizeBytes; i++) {
            bytes[i] = (byte) (value >> (Byte.SIZE * i));
        }
        return bytes;
    }

    /** The integer whose low bytes these are. */
    static long unsigned(Bytes bytes, int sizeBytes) {
        long value = 0;
        for (int i = sizeBytes - 1; i >= 0; i--) {
            value = value << Byte.SIZE | bytes.unsigned(i);
        }
        return value;
    }
}
