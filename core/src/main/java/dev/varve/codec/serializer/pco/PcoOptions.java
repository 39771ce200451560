package dev.varve.codec.serializer.pco;

import java.util.OptionalInt;

/**
 * What an encoder may choose.
 *
 * @param level 0 (fastest) to 12 (smallest)
 * @param isModeFound whether a mode is looked for; else numbers are not split
 * @param delta which differences
 * @param order how often differences are taken, 0 to 7; for {@link Differences#CONSECUTIVE} only
 * @param pageCount at most so many numbers are coded with the same bins, at least 1
 */
public record PcoOptions(int level, boolean isModeFound, Differences delta, OptionalInt order, int pageCount) {
    /** The largest level. */
    public static final int MAX_LEVEL = 12;

    /** The highest order of differences. */
    public static final int MAX_ORDER = 7;

    /** The most numbers that a chunk of the stream can hold. */
    public static final int MAX_PAGE_COUNT = 1 << 24;

    /** Kinds of differences. */
    public enum Differences {
        /** Those that make a sample the smallest. */
        FOUND,
        /** None. */
        NONE,
        /** Of neighbours. */
        CONSECUTIVE,
        /** Of places anywhere before. */
        LOOKBACK
    }

    /** How many pages {@code n} numbers are spread over. */
    long pages(long n) {
        return (n + pageCount - 1) / pageCount;
    }

    /** How many numbers there are on the largest of the pages that {@code n} numbers are spread over. */
    public long largestPage(long n) {
        return n == 0 ? 0 : (n + pages(n) - 1) / pages(n);
    }
}
