package dev.varve.codec.compressor;

/**
 * The transposition of bitshuffle: of a block of elements, first the lowest bit of the first byte of every element, then the
 * next bit, and so on. Bits of eight elements share a byte, the first element in the lowest bit.
 */
final class BitTranspose {
    private BitTranspose() {}

    /** Elements to bit rows; the number of elements is a multiple of 8. */
    static void shuffle(byte[] in, int from, byte[] out, int to, int elements, int elementBytes) {
        int rowBytes = elements / Byte.SIZE;
        for (int byteIndex = 0; byteIndex < elementBytes; byteIndex++) {
            int row = to + byteIndex * Byte.SIZE * rowBytes;
            int at = from + byteIndex;
            for (int group = 0; group < rowBytes; group++) {
                long bytes = 0;
                for (int i = 0; i < Byte.SIZE; i++) {
                    bytes |= (in[at] & 0xffL) << (Byte.SIZE * i);
                    at += elementBytes;
                }
                long rows = transpose(bytes);
                for (int bit = 0; bit < Byte.SIZE; bit++) {
                    out[row + group + bit * rowBytes] = (byte) (rows >>> (Byte.SIZE * bit));
                }
            }
        }
    }

    /** Bit rows to elements; the number of elements is a multiple of 8. */
    static void unshuffle(byte[] in, int from, byte[] out, int to, int elements, int elementBytes) {
        int rowBytes = elements / Byte.SIZE;
        for (int byteIndex = 0; byteIndex < elementBytes; byteIndex++) {
            int row = from + byteIndex * Byte.SIZE * rowBytes;
            int at = to + byteIndex;
            for (int group = 0; group < rowBytes; group++) {
                long rows = 0;
                for (int bit = 0; bit < Byte.SIZE; bit++) {
                    rows |= (in[row + group + bit * rowBytes] & 0xffL) << (Byte.SIZE * bit);
                }
                long bytes = transpose(rows);
                for (int i = 0; i < Byte.SIZE; i++) {
                    out[at] = (byte) (bytes >>> (Byte.SIZE * i));
                    at += elementBytes;
                }
            }
        }
    }

    /** Transposes 8 by 8 bits: swaps blocks of 1, 2 and 4 bits across the diagonal (H. Warren, Hacker's Delight, 7-3). */
    private static long transpose(long bits) {
        long x = bits;
        long swap = (x ^ (x >>> 7)) & 0x00AA00AA00AA00AAL;
        x ^= swap ^ (swap << 7);
        swap = (x ^ (x >>> 14)) & 0x0000CCCC0000CCCCL;
        x ^= swap ^ (swap << 14);
        swap = (x ^ (x >>> 28)) & 0x00000000F0F0F0F0L;
        return x ^ swap ^ (swap << 28);
    }
}
