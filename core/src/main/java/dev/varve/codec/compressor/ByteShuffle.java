package dev.varve.codec.compressor;

import java.util.Objects;

/**
 * Splits elements into byte planes, all first bytes, then all second bytes and so on, and joins them again. Bytes after the
 * last whole element stay where they are.
 *
 * <p>Elements of 2, 4 and 8k bytes go through a {@link WordTile} in groups of eight; others, and what is left, byte by
 * byte.
 */
public final class ByteShuffle {
    private static final int GROUP = 8;
    /** For fewer elements a tile is not worth its allocation. */
    private static final int MIN_TILED = 64;

    private ByteShuffle() {}

    /**
     * Splits {@code length} bytes of elements at {@code source[from]} into planes at {@code target[to]}. The arrays must
     * differ.
     *
     * @throws IndexOutOfBoundsException when a range is not inside its array
     */
    public static void shuffle(byte[] source, int from, byte[] target, int to, int length, int elementBytes) {
        Objects.checkFromIndexSize(from, length, source.length);
        Objects.checkFromIndexSize(to, length, target.length);
        int count = length / elementBytes;
        if (count == 0) {
            System.arraycopy(source, from, target, to, length);
            return;
        }
        int grouped = groupedCount(count, elementBytes);
        if (grouped > 0) {
            WordTile tile = new WordTile(Math.min(elementBytes, GROUP));
            for (int i = 0; i < grouped; i += GROUP * WordTile.WIDTH) {
                int width = Math.min(WordTile.WIDTH, (grouped - i) / GROUP);
                split(tile, width, source, from + i * elementBytes, target, to + i, count, elementBytes);
            }
        }
        for (int plane = 0; plane < elementBytes; plane++) {
            int at = to + plane * count;
            for (int i = grouped; i < count; i++) {
                target[at + i] = source[from + i * elementBytes + plane];
            }
        }
        int whole = count * elementBytes;
        System.arraycopy(source, from + whole, target, to + whole, length - whole);
    }

    /**
     * Joins planes of {@code length} bytes at {@code source[from]} to elements at {@code target[to]}. The arrays must
     * differ.
     *
     * @throws IndexOutOfBoundsException when a range is not inside its array
     */
    public static void unshuffle(byte[] source, int from, byte[] target, int to, int length, int elementBytes) {
        Objects.checkFromIndexSize(from, length, source.length);
        Objects.checkFromIndexSize(to, length, target.length);
        int count = length / elementBytes;
        if (count == 0) {
            System.arraycopy(source, from, target, to, length);
            return;
        }
        int grouped = groupedCount(count, elementBytes);
        if (grouped > 0) {
            WordTile tile = new WordTile(Math.min(elementBytes, GROUP));
            for (int i = 0; i < grouped; i += GROUP * WordTile.WIDTH) {
                int width = Math.min(WordTile.WIDTH, (grouped - i) / GROUP);
                join(tile, width, source, from + i, target, to + i * elementBytes, count, elementBytes);
            }
        }
        for (int plane = 0; plane < elementBytes; plane++) {
            int at = from + plane * count;
            for (int i = grouped; i < count; i++) {
                target[to + i * elementBytes + plane] = source[at + i];
            }
        }
        int whole = count * elementBytes;
        System.arraycopy(source, from + whole, target, to + whole, length - whole);
    }

    /** How many elements go through the tile. */
    private static int groupedCount(int count, int elementBytes) {
        boolean isTiled = elementBytes == 2 || elementBytes == 4 || elementBytes % 8 == 0;
        return isTiled && count >= MIN_TILED ? count - count % GROUP : 0;
    }

    private static void split(
            WordTile tile, int width, byte[] source, int from, byte[] target, int to, int count, int elementBytes) {
        if (elementBytes >= 8) {
            split8(tile, width, source, from, target, to, count, elementBytes);
            return;
        }
        for (int row = 0; row < elementBytes; row++) {
            tile.load(row, width, source, from + row * 8, GROUP * elementBytes);
        }
        if (elementBytes == 2) {
            tile.exchange(0, 1, width, 32);
            tile.exchange(0, 1, width, 16);
            tile.exchange(0, 1, width, 8);
        } else {
            exchangeFour(tile, width, 32, 16, 8);
        }
        for (int row = 0; row < elementBytes; row++) {
            tile.store(row, width, target, to + planeOfRow(row, elementBytes) * count, GROUP);
        }
    }

    private static void join(
            WordTile tile, int width, byte[] source, int from, byte[] target, int to, int count, int elementBytes) {
        if (elementBytes >= 8) {
            join8(tile, width, source, from, target, to, count, elementBytes);
            return;
        }
        for (int row = 0; row < elementBytes; row++) {
            tile.load(row, width, source, from + planeOfRow(row, elementBytes) * count, GROUP);
        }
        if (elementBytes == 2) {
            tile.exchange(0, 1, width, 8);
            tile.exchange(0, 1, width, 16);
            tile.exchange(0, 1, width, 32);
        } else {
            exchangeFour(tile, width, 8, 16, 32);
        }
        for (int row = 0; row < elementBytes; row++) {
            tile.store(row, width, target, to + row * 8, GROUP * elementBytes);
        }
    }

    private static void exchangeFour(WordTile tile, int width, int first, int second, int third) {
        tile.exchange(0, 2, width, first);
        tile.exchange(1, 3, width, first);
        tile.exchange(0, 1, width, second);
        tile.exchange(2, 3, width, second);
        tile.exchange(0, 2, width, third);
        tile.exchange(1, 3, width, third);
    }

    /** The row's digits end up as 16, then 8 bits wide: with four rows planes 1 and 2 change places. */
    private static int planeOfRow(int row, int elementBytes) {
        return elementBytes == 4 ? ((row & 1) << 1) | (row >> 1) : row;
    }

    private static void split8(
            WordTile tile, int width, byte[] source, int from, byte[] target, int to, int count, int elementBytes) {
        for (int part = 0; part < elementBytes; part += 8) {
            for (int row = 0; row < GROUP; row++) {
                tile.load(row, width, source, from + part + row * elementBytes, GROUP * elementBytes);
            }
            tile.exchangeEight(4, width, 32);
            tile.exchangeEight(2, width, 16);
            tile.exchangeEight(1, width, 8);
            for (int row = 0; row < GROUP; row++) {
                tile.store(row, width, target, to + (part + row) * count, GROUP);
            }
        }
    }

    private static void join8(
            WordTile tile, int width, byte[] source, int from, byte[] target, int to, int count, int elementBytes) {
        for (int part = 0; part < elementBytes; part += 8) {
            for (int row = 0; row < GROUP; row++) {
                tile.load(row, width, source, from + (part + row) * count, GROUP);
            }
            tile.exchangeEight(4, width, 32);
            tile.exchangeEight(2, width, 16);
            tile.exchangeEight(1, width, 8);
            for (int row = 0; row < GROUP; row++) {
                tile.store(row, width, target, to + part + row * elementBytes, GROUP * elementBytes);
            }
        }
    }
}
