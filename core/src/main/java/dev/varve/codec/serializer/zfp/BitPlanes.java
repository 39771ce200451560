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
        if (side == 4) {
            transposeFour(rows, from);
            return;
        }
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

    /** The same without loops, which cost more than their bodies here. */
    private static void transposeFour(long[] rows, int from) {
        long a = rows[from];
        long b = rows[from + 1];
        long c = rows[from + 2];
        long d = rows[from + 3];
        long ac = ((a >>> 2) ^ c) & HALVES[1];
        long bd = ((b >>> 2) ^ d) & HALVES[1];
        a ^= ac << 2;
        c ^= ac;
        b ^= bd << 2;
        d ^= bd;
        long ab = ((a >>> 1) ^ b) & HALVES[0];
        long cd = ((c >>> 1) ^ d) & HALVES[0];
        rows[from] = a ^ ab << 1;
        rows[from + 1] = b ^ ab;
        rows[from + 2] = c ^ cd << 1;
        rows[from + 3] = d ^ cd;
    }
}
