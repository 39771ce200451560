package dev.varve.metadata;

import dev.varve.array.FloatFormat;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * One floating-point number of a fill value: a number, {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}, or its bits
 * as a hexadecimal integer of exactly its size, {@code "0x7fc00000"}. Bits travel in the low end of a {@code long}.
 */
final class FloatJson {
    private FloatJson() {}

    static long parse(JsonCursor cursor, FloatBits type) throws MetadataException {
        if (cursor.value() instanceof JsonNumber number) {
            return hasCertainNumbers(type) ? rounded(cursor, number, type) : leastExponent(cursor, number, type);
        }
        if (!(cursor.value() instanceof JsonString text)) {
            throw cursor.error("must be a number or a string for " + type + ", not " + cursor.quoted());
        }
        return switch (text.value()) {
            case "NaN" -> required(cursor, type.nan(), type);
            case "Infinity" -> required(cursor, type.bits(Double.POSITIVE_INFINITY), type);
            case "-Infinity" -> required(cursor, type.bits(Double.NEGATIVE_INFINITY), type);
            default -> hexadecimal(cursor, text.value(), type);
        };
    }

    /** tensorstore 0.1.86 writes 2.168404344971009e-19, 2^-62, for 2^-126: nobody can tell what a number means. */
    private static boolean hasCertainNumbers(FloatBits type) {
        return !type.equals(new FloatBits.Small(FloatFormat.FLOAT8_E8M0FNU));
    }

    /** There is no zero: tensorstore alone writes it, for the bits 0. */
    private static long leastExponent(JsonCursor cursor, JsonNumber number, FloatBits type) throws MetadataException {
        if (number.toDouble() != 0) {
            throw cursor.error(cursor.quoted() + " is no certain value of " + type
                    + ", of which tensorstore writes others than it means; write its bits, as \"0x7f\"");
        }
        return 0;
    }

    private static long required(JsonCursor cursor, OptionalLong bits, FloatBits type) throws MetadataException {
        return bits.orElseThrow(() -> cursor.error(type + " has no " + cursor.quoted()));
    }

    /** By way of the nearest double, as every other reader does. */
    private static long rounded(JsonCursor cursor, JsonNumber number, FloatBits type) throws MetadataException {
        double value = number.toDouble();
        boolean isSpelled = number.text().endsWith("Infinity");
        OptionalLong bits = type.bits(value);
        if (bits.isEmpty() || (Double.isInfinite(value) && !isSpelled)) {
            boolean isInfinite = type.bits(Double.POSITIVE_INFINITY).isPresent();
            throw cursor.error(cursor.quoted() + " does not fit " + type
                    + (isInfinite ? "; infinity is written \"Infinity\"" : ""));
        }
        return bits.getAsLong();
    }

    private static long hexadecimal(JsonCursor cursor, String text, FloatBits type) throws MetadataException {
        int digits = 2 * type.sizeBytes();
        if (!text.matches("0x[0-9a-fA-F]{" + digits + "}")) {
            throw cursor.error("must be a number, \"NaN\", \"Infinity\", \"-Infinity\" or \"0x\" and " + digits
                    + " hexadecimal digits for " + type + ", not " + cursor.quoted());
        }
        long bits = Long.parseUnsignedLong(text, 2, text.length(), 16);
        if (type instanceof FloatBits.Small small && bits >> small.format().sizeBits() != 0) {
            throw cursor.error(
                    cursor.quoted() + " has more than the " + small.format().sizeBits() + " bits of " + type);
        }
        return bits;
    }

    /**
     * The canonical spelling. Numbers of one byte are written as bits, because zarrs reads other spellings only when it was
     * built to, and takes integers for bits.
     */
    static Json toJson(long bits, FloatBits type) {
        double value = type.value(bits);
        boolean isPlainNan = type.nan().equals(OptionalLong.of(bits));
        if (type.sizeBytes() == 1 || (Double.isNaN(value) && !isPlainNan)) {
            return new JsonString(String.format(Locale.ROOT, "0x%0" + 2 * type.sizeBytes() + "x", bits));
        }
        boolean isFinite = !Double.isNaN(value) && !Double.isInfinite(value);
        return isFinite ? JsonNumber.of(value) : new JsonString(DoubleText.of(value));
    }
}
