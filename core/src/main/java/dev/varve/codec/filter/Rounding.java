package dev.varve.codec.filter;

import java.util.Locale;

/** Which of two neighbours stands for a number between them. */
public enum Rounding {
    /** The nearer; of two as near the one with an even last digit. */
    NEAREST_EVEN,
    /** The one nearer to zero. */
    TOWARDS_ZERO,
    /** The greater. */
    TOWARDS_POSITIVE,
    /** The lesser. */
    TOWARDS_NEGATIVE,
    /** The nearer; of two as near the one farther from zero. */
    NEAREST_AWAY;

    /** The name in metadata. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The integer that stands for a number. */
    double toInteger(double value) {
        return switch (this) {
            case NEAREST_EVEN -> Math.rint(value);
            case TOWARDS_ZERO -> value < 0 ? Math.ceil(value) : Math.floor(value);
            case TOWARDS_POSITIVE -> Math.ceil(value);
            case TOWARDS_NEGATIVE -> Math.floor(value);
            case NEAREST_AWAY -> {
                double size = Math.abs(value);
                double whole = Math.floor(size);
                yield Math.copySign(size - whole >= 0.5 ? whole + 1 : whole, value);
            }
        };
    }

    /** A magnitude of which {@code bits}, at most 62, are dropped, as a number of units of what is left. */
    long dropBits(long magnitude, boolean isNegative, int bits) {
        long units = magnitude >>> bits;
        long rest = magnitude & ((1L << bits) - 1);
        long half = bits == 0 ? 1 : 1L << (bits - 1);
        boolean isUp =
                switch (this) {
                    case NEAREST_EVEN -> rest > half || (rest == half && (units & 1) != 0);
                    case TOWARDS_ZERO -> false;
                    case TOWARDS_POSITIVE -> rest != 0 && !isNegative;
                    case TOWARDS_NEGATIVE -> rest != 0 && isNegative;
                    case NEAREST_AWAY -> rest >= half;
                };
        return isUp ? units + 1 : units;
    }
}
