package dev.varve.codec.compressor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Copies within decoded bytes, as all decoders of the Lempel-Ziv family need them. */
final class BackReference {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private BackReference() {}

    /**
     * Copies 32 bytes where only the first of them may be wanted: faster than a copy of just these.
     *
     * @return false when either array ends before, and nothing was copied
     */
    static boolean copy32(byte[] in, int from, byte[] out, int to, int end) {
        if (in.length - from < 32 || end - to < 32) {
            return false;
        }
        LONG.set(out, to, (long) LONG.get(in, from));
        LONG.set(out, to + 8, (long) LONG.get(in, from + 8));
        LONG.set(out, to + 16, (long) LONG.get(in, from + 16));
        LONG.set(out, to + 24, (long) LONG.get(in, from + 24));
        return true;
    }

    /**
     * Appends {@code count} bytes at {@code out[to]}, each equal to the one {@code distance} before it; so a reference may
     * overlap what it writes. The caller has checked that all lies inside the array.
     *
     * @param end the bytes between the last one written and this index may be overwritten
     */
    static void copy(byte[] out, int to, int distance, int count, int end) {
        int from = to - distance;
        if (distance >= Long.BYTES && count <= end - to - Long.BYTES) {
            // Whole words: no word reads what it writes, and what it writes too much is overwritten later.
            for (int i = 0; i < count; i += Long.BYTES) {
                LONG.set(out, to + i, (long) LONG.get(out, from + i));
            }
        } else if (distance >= count) {
            System.arraycopy(out, from, out, to, count);
        } else if (distance == 1) {
            Arrays.fill(out, to, to + count, out[from]);
        } else {
            for (int i = 0; i < count; i++) {
                out[to + i] = out[from + i];
            }
        }
    }
}
