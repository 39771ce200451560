package dev.varve.metadata;

import dev.varve.array.Float16;
import dev.varve.array.NumericType;
import java.util.Locale;

/**
 * One floating-point number of a fill value: a number, {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}, or its bits
 * as a hexadecimal integer of exactly its size, {@code "0x7fc00000"}. Bits travel in the low end of a {@code long}.
 */
final class FloatJson {
    private FloatJson() {}

    static long parse(JsonCursor cursor, NumericType type) throws MetadataException {
        if (cursor.value() instanceof JsonNumber number) {
            return rounded(cursor, number, type);
        }
        if (!(cursor.value() instanceof JsonString text)) {
            throw cursor.error("must be a number or a string for " + type + ", not " + cursor.quoted());
        }
        return switch (text.value()) {
            case "NaN" -> nan(type);
            case "Infinity" -> bits(Double.POSITIVE_INFINITY, type);
            case "-Infinity" -> bits(Double.NEGATIVE_INFINITY, type);
            default -> hexadecimal(cursor, text.value(), type);
        };
    }

    /** By way of the nearest double, as every other reader does. */
    private static long rounded(JsonCursor cursor, JsonNumber number, NumericType type) throws MetadataException {
        double value = number.toDouble();
        if (Double.isNaN(value)) {
            return nan(type);
        }
        long bits = bits(value, type);
        boolean isSpelled = number.text().endsWith("Infinity");
        if (Double.isInfinite(value(bits, type)) && !isSpelled) {
            throw cursor.error(cursor.quoted() + " does not fit " + type + "; infinity is written \"Infinity\"");
        }
        return bits;
    }

    private static long hexadecimal(JsonCursor cursor, String text, NumericType type) throws MetadataException {
        int digits = 2 * type.sizeBytes();
        if (!text.matches("0x[0-9a-fA-F]{" + digits + "}")) {
            throw cursor.error("must be a number, \"NaN\", \"Infinity\", \"-Infinity\" or \"0x\" and " + digits
                    + " hexadecimal digits for " + type + ", not " + cursor.quoted());
        }
        return Long.parseUnsignedLong(text, 2, text.length(), 16);
    }

    static Json toJson(long bits, NumericType type) {
        double value = value(bits, type);
        long own = bits & mask(type);
        if (Double.isNaN(value) && own != nan(type)) {
            return new JsonString(String.format(Locale.ROOT, "0x%0" + 2 * type.sizeBytes() + "x", own));
        }
        boolean isFinite = !Double.isNaN(value) && !Double.isInfinite(value);
        return isFinite ? JsonNumber.of(value) : new JsonString(DoubleText.of(value));
    }

    private static long mask(NumericType type) {
        return type == NumericType.FLOAT64 ? -1L : (1L << (Byte.SIZE * type.sizeBytes())) - 1;
    }

    /** What {@code "NaN"} stands for: quiet, positive, no payload. */
    private static long nan(NumericType type) {
        return bits(Double.NaN, type) & mask(type);
    }

    private static long bits(double value, NumericType type) {
        return switch (type) {
            case FLOAT16 -> Float16.bits(value) & 0xffffL;
            case FLOAT32 -> Float.floatToIntBits((float) value) & 0xffffffffL;
            case FLOAT64 -> Double.doubleToLongBits(value);
            default -> throw new IllegalArgumentException(type + " is no floating-point type");
        };
    }

    private static double value(long bits, NumericType type) {
        return switch (type) {
            case FLOAT16 -> Float16.toFloat((short) bits);
            case FLOAT32 -> Float.intBitsToFloat((int) bits);
            case FLOAT64 -> Double.longBitsToDouble(bits);
            default -> throw new IllegalArgumentException(type + " is no floating-point type");
        };
    }
}
