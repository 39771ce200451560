package dev.varve.codec.compressor;

/**
 * Splits elements into bit planes, the lowest bits of all elements, then the next higher ones and so on, and joins them
 * again, as the Bitshuffle library does it with a block of elements: bit {@code m} of a plane's byte {@code i} is of
 * element {@code 8i + m}.
 *
 * <p>Elements are split into byte planes first. Then 64 bytes of a plane are 8 words of 8 bytes of 8 bits, and wanted is a
 * word for each bit. In positions (which word, which byte, which bit) that is the turn {@code (w, b, i) -> (i, w, b)}: the
 * word's digits are exchanged with the byte's, then with the bit's.
 */
final class BitShuffle {
    private static final int ROWS = 8;
    /** Elements in one word of every row. */
    private static final int GROUP = 64;

    private BitShuffle() {}

    /**
     * Splits elements at {@code source[from]} into bit planes at {@code target[to]}. The three arrays must differ.
     *
     * @param count how many elements; a multiple of 8
     * @param scratch room for all elements
     */
    static void shuffle(byte[] source, int from, byte[] target, int to, int count, int elementBytes, byte[] scratch) {
        byte[] planes = source;
        int start = from;
        if (elementBytes > 1) {
            ByteShuffle.shuffle(source, from, scratch, 0, count * elementBytes, elementBytes);
            planes = scratch;
            start = 0;
        }
        WordTile tile = new WordTile(ROWS);
        for (int plane = 0; plane < elementBytes; plane++) {
            split(tile, planes, start + plane * count, target, to + plane * count, count);
        }
    }

    /**
     * Joins bit planes at {@code source[from]} to elements at {@code target[to]}. The three arrays must differ.
     *
     * @param count how many elements; a multiple of 8
     * @param scratch room for all elements
     */
    static void unshuffle(byte[] source, int from, byte[] target, int to, int count, int elementBytes, byte[] scratch) {
        byte[] planes = elementBytes > 1 ? scratch : target;
        int start = elementBytes > 1 ? 0 : to;
        WordTile tile = new WordTile(ROWS);
        for (int plane = 0; plane < elementBytes; plane++) {
            join(tile, source, from + plane * count, planes, start + plane * count, count);
        }
        if (elementBytes > 1) {
            ByteShuffle.unshuffle(scratch, 0, target, to, count * elementBytes, elementBytes);
        }
    }

    private static void split(WordTile tile, byte[] source, int from, byte[] target, int to, int count) {
        int planeBytes = count / 8;
        int grouped = count - count % GROUP;
        for (int i = 0; i < grouped; i += GROUP * WordTile.WIDTH) {
            int width = Math.min(WordTile.WIDTH, (grouped - i) / GROUP);
            for (int row = 0; row < ROWS; row++) {
                tile.load(row, width, source, from + i + row * 8, GROUP);
            }
            tile.exchangeEight(4, width, 32);
            tile.exchangeEight(2, width, 16);
            tile.exchangeEight(1, width, 8);
            tile.exchangeEight(4, width, 4);
            tile.exchangeEight(2, width, 2);
            tile.exchangeEight(1, width, 1);
            for (int row = 0; row < ROWS; row++) {
                tile.store(row, width, target, to + row * planeBytes + i / 8, 8);
            }
        }
        for (int i = grouped; i < count; i += 8) {
            for (int bit = 0; bit < ROWS; bit++) {
                int gathered = 0;
                for (int m = 0; m < 8; m++) {
                    gathered |= ((source[from + i + m] >> bit) & 1) << m;
                }
                target[to + bit * planeBytes + i / 8] = (byte) gathered;
            }
        }
    }

    private static void join(WordTile tile, byte[] source, int from, byte[] target, int to, int count) {
        int planeBytes = count / 8;
        int grouped = count - count % GROUP;
        for (int i = 0; i < grouped; i += GROUP * WordTile.WIDTH) {
            int width = Math.min(WordTile.WIDTH, (grouped - i) / GROUP);
            for (int row = 0; row < ROWS; row++) {
                tile.load(row, width, source, from + row * planeBytes + i / 8, 8);
            }
            tile.exchangeEight(1, width, 1);
            tile.exchangeEight(2, width, 2);
            tile.exchangeEight(4, width, 4);
            tile.exchangeEight(1, width, 8);
            tile.exchangeEight(2, width, 16);
            tile.exchangeEight(4, width, 32);
            for (int row = 0; row < ROWS; row++) {
                tile.store(row, width, target, to + i + row * 8, GROUP);
            }
        }
        for (int i = grouped; i < count; i += 8) {
            for (int m = 0; m < 8; m++) {
                int gathered = 0;
                for (int bit = 0; bit < ROWS; bit++) {
                    gathered |= ((source[from + bit * planeBytes + i / 8] >> m) & 1) << bit;
                }
                target[to + i + m] = (byte) gathered;
            }
        }
    }
}
