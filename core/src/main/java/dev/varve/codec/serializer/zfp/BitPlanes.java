package dev.varve.codec.serializer.zfp;

/** Turns numbers into bit planes and back: the transpose of a matrix of bits, a word a row. */
final class BitPlanes {
    private static final long[] HALVES = {
        0x5555555555555555L,
        0x3333333333333333L,
        0x0f0f0f0f0f0f0f0fL,
        0x00ff00ff00ff00ffL,
        0x0000ffff0000ffffL,
        0x00000000ffffffffL
    };

    private BitPlanes() {}

    /**
     * Transposes the square matrices of {@code side} rows and columns that lie beside each other in the rows from
     * {@code from} on: bit c of row r of each trades places with bit r of row c.
     *
     * @param side 4, 16, 32 or 64
     */
    static void transpose(long[] rows, int from, int side) {
        for (int step = side >>> 1; step > 0; step >>>= 1) {
            long mask = HALVES[Integer.numberOfTrailingZeros(step)];
            for (int group = from; group < from + side; group += 2 * step) {
                swap(rows, group, step, mask);
            }
        }
    }

    private static void swap(long[] rows, int group, int step, long mask) {
        for (int r = group; r < group + step; r++) {
            long change = ((rows[r] >>> step) ^ rows[r + step]) & mask;
            rows[r + step] ^= change;
            rows[r] ^= change << step;
        }
    }
}
