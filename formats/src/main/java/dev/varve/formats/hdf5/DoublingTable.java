package dev.varve.formats.hdf5;

import dev.varve.dataset.SourceFormatException;

/**
 * How the blocks of a fractal heap grow: rows of {@code width} blocks, the first two rows of one size, each later row of
 * twice the size (section III.G, "doubling table").
 *
 * @param width blocks of a row
 * @param firstBlockBytes bytes of a block of the first row
 * @param largestDirectBytes bytes of the largest block that holds data
 * @param heapBits bits of an offset in the heap
 */
record DoublingTable(int width, long firstBlockBytes, long largestDirectBytes, int heapBits) {
    static DoublingTable decode(Cursor in) throws SourceFormatException {
        int width = in.unsigned16();
        long first = in.length();
        long largest = in.length();
        int bits = in.unsigned16();
        in.skip(2);
        if (Integer.bitCount(width) != 1
                || Long.bitCount(first) != 1
                || Long.bitCount(largest) != 1
                || first > largest
                || largest > Integer.MAX_VALUE
                || bits < 1
                || bits > 64) {
            throw in.damaged("rows of " + width + " blocks of " + first + " to " + largest + " bytes");
        }
        return new DoublingTable(width, first, largest, bits);
    }

    /** Bytes of an offset. */
    int offsetBytes() {
        return (heapBits + 7) / 8;
    }

    /** Bytes of the length of an object of the largest direct block. */
    int longestLengthBytes() {
        return (log2(largestDirectBytes) + 7) / 8;
    }

    /** The row in which an offset lies. */
    int rowOf(long offset) {
        long quotient = offset / (firstBlockBytes * width);
        return quotient == 0 ? 0 : log2(quotient) + 1;
    }

    /** The offset of a row's first byte. */
    long rowStart(int row) {
        return row == 0 ? 0 : (firstBlockBytes * width) << (row - 1);
    }

    /** Bytes of a row's blocks. */
    long blockBytes(int row) {
        return row == 0 ? firstBlockBytes : firstBlockBytes << (row - 1);
    }

    /** Whether a row's blocks hold data. */
    boolean isDirect(int row) {
        return blockBytes(row) <= largestDirectBytes && row <= log2(largestDirectBytes) - log2(firstBlockBytes) + 1;
    }

    /** How many rows an indirect block of so many bytes has. */
    int rowsOf(long blockBytes) {
        return log2(blockBytes) - log2(firstBlockBytes) - log2(width) + 1;
    }

    private static int log2(long value) {
        return 63 - Long.numberOfLeadingZeros(value);
    }
}
