package dev.varve.zarr;

import java.util.Arrays;
import java.util.Comparator;

/** The orders in which zarr-python lays inner chunks into a shard; none is in the metadata. */
enum InnerOrder {
    MORTON,
    LEXICOGRAPHIC,
    COLEXICOGRAPHIC,
    UNORDERED;

    /** The places of a grid of three rows and two columns, as rows and columns. */
    int[][] places() {
        int[][] places = {{0, 0}, {0, 1}, {1, 0}, {1, 1}, {2, 0}, {2, 1}};
        switch (this) {
            case MORTON -> Arrays.sort(places, Comparator.comparingInt(InnerOrder::morton));
            case LEXICOGRAPHIC -> Arrays.sort(places, Comparator.comparingInt(place -> 2 * place[0] + place[1]));
            case COLEXICOGRAPHIC -> Arrays.sort(places, Comparator.comparingInt(place -> 3 * place[1] + place[0]));
            case UNORDERED -> Arrays.sort(places, Comparator.comparingInt(place -> 5 * (2 * place[0] + place[1]) % 7));
        }
        return places;
    }

    /** The bits of both coordinates, those of the row first. */
    private static int morton(int... place) {
        int code = 0;
        for (int bit = 0; bit < 2; bit++) {
            code |= (place[0] >> bit & 1) << 2 * bit + 1 | (place[1] >> bit & 1) << 2 * bit;
        }
        return code;
    }
}
