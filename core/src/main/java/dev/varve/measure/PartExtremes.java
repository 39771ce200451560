package dev.varve.measure;

/**
 * The extremes of a part of two blocks and of their differences. They also tell, at no further cost, whether all cells are
 * finite and whether any could be missing: numbers are compared by their bits, in whose order NaN lies beyond infinity.
 */
final class PartExtremes {
    private static final long INFINITY = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
    private static final long NEGATIVE_INFINITY = key(Double.NEGATIVE_INFINITY);

    private long lowX;
    private long highX;
    private long lowY;
    private long highY;
    private long largestDifference;

    /** A number whose order is that of the double. */
    private static long key(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    /** The double of a key; of the two zeros the positive one. */
    private static double value(long key) {
        return 0.0 + Double.longBitsToDouble(key ^ ((key >> 63) & Long.MAX_VALUE));
    }

    /** Looks at {@code count} cells; at least one. */
    void scan(double[] x, double[] y, double[] differences, int count) {
        long minX = Long.MAX_VALUE;
        long maxX = Long.MIN_VALUE;
        long minY = Long.MAX_VALUE;
        long maxY = Long.MIN_VALUE;
        long maxD = 0;
        for (int i = 0; i < count; i++) {
            long keyX = key(x[i]);
            long keyY = key(y[i]);
            maxX = Math.max(maxX, keyX);
            minX = Math.min(minX, keyX);
            maxY = Math.max(maxY, keyY);
            minY = Math.min(minY, keyY);
            maxD = Math.max(maxD, Double.doubleToRawLongBits(differences[i]) & Long.MAX_VALUE);
        }
        lowX = minX;
        highX = maxX;
        lowY = minY;
        highY = maxY;
        largestDifference = maxD;
    }

    /** Whether all cells are finite and none of these values may be among them. */
    boolean areNumbers(double[] missing) {
        if (Math.max(highX, highY) >= INFINITY || Math.min(lowX, lowY) <= NEGATIVE_INFINITY) {
            return false;
        }
        for (double absent : missing) {
            // Zero has two keys, so that values are compared and not keys.
            if (absent >= Math.min(minX(), minY()) && absent <= Math.max(maxX(), maxY())) {
                return false;
            }
        }
        return true;
    }

    double minX() {
        return value(lowX);
    }

    double maxX() {
        return value(highX);
    }

    double minY() {
        return value(lowY);
    }

    double maxY() {
        return value(highY);
    }

    double maxDifference() {
        return Double.longBitsToDouble(largestDifference);
    }
}
