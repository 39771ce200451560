package dev.varve.codec.compressor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Rows of 64-bit words whose bits change places: the engine of {@link ByteShuffle} and {@link BitShuffle}.
 *
 * <p>Number a bit by its position: which row, and which bit of the word. Shuffling only permutes the binary digits of such
 * positions, and {@link #exchange} swaps a digit of the row with one of the bit number for a whole row of words at once, in
 * a loop that the JIT compiler turns into vector instructions (twice the speed of loops over bytes).
 */
final class WordTile {
    /** Words of a row; all rows of the largest tile fit the first cache. */
    static final int WIDTH = 128;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long[][] rows;

    WordTile(int rowCount) {
        rows = new long[rowCount][WIDTH];
    }

    /** Fills the first {@code width} words of a row with those that lie {@code step} bytes apart. */
    void load(int row, int width, byte[] source, int from, int step) {
        long[] words = rows[row];
        for (int i = 0; i < width; i++) {
            words[i] = (long) LONG.get(source, from + i * step);
        }
    }

    /** Stores the first {@code width} words of a row {@code step} bytes apart. */
    void store(int row, int width, byte[] target, int to, int step) {
        long[] words = rows[row];
        for (int i = 0; i < width; i++) {
            LONG.set(target, to + i * step, words[i]);
        }
    }

    /**
     * Cuts words into pieces of {@code bits} bits; the odd pieces of row {@code a} and the even pieces of row {@code b}
     * change places.
     */
    void exchange(int a, int b, int width, int bits) {
        long[] first = rows[a];
        long[] second = rows[b];
        long even = Long.divideUnsigned(-1L, (1L << bits) + 1);
        for (int i = 0; i < width; i++) {
            long x = ((first[i] >>> bits) ^ second[i]) & even;
            second[i] ^= x;
            first[i] ^= x << bits;
        }
    }

    /** As {@link #exchange} for all pairs of the first eight rows that differ only in the digit {@code distance}. */
    void exchangeEight(int distance, int width, int bits) {
        for (int row = 0; row < 8; row++) {
            if ((row & distance) == 0) {
                exchange(row, row + distance, width, bits);
            }
        }
    }
}
