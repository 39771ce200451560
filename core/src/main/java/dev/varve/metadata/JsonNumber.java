package dev.varve.metadata;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A number in JSON, kept as it was written, so that {@code 1}, {@code 1.0} and integers beyond 64 bits survive. The bare
 * tokens {@code NaN}, {@code Infinity} and {@code -Infinity} are no JSON, but zarr-python writes them in attributes.
 *
 * @param text the number's spelling
 */
public record JsonNumber(String text) implements Json {
    /** First: the constants below are checked against it. */
    private static final Pattern SPELLING =
            Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?|NaN|-?Infinity");

    /** Not a number. */
    public static final JsonNumber NAN = new JsonNumber("NaN");

    /** Beyond every number. */
    public static final JsonNumber INFINITY = new JsonNumber("Infinity");

    /** Below every number. */
    public static final JsonNumber NEGATIVE_INFINITY = new JsonNumber("-Infinity");

    /** More digits than any 64-bit integer or any power of ten that a double has. */
    private static final int MAX_DIGITS = 400;

    public JsonNumber {
        if (!SPELLING.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no JSON number");
        }
    }

    /** An integer. */
    public static JsonNumber of(long value) {
        return new JsonNumber(Long.toString(value));
    }

    /** A non-negative integer of 64 bits. */
    public static JsonNumber ofUnsigned(long bits) {
        return new JsonNumber(Long.toUnsignedString(bits));
    }

    /** A floating-point number: the shortest text that reads back equal, as Python spells it ({@code 1.0}, {@code 1e-05}). */
    public static JsonNumber of(double value) {
        return new JsonNumber(DoubleText.of(value));
    }

    /** Whether the spelling is that of an integer: no fraction, no exponent, not a bare token. */
    public boolean isInteger() {
        return text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    }

    /** The nearest double; infinite when the number is beyond all doubles. */
    public double toDouble() {
        return Double.parseDouble(text);
    }

    /** The integer that the number equals, if it is one and not absurdly long: {@code 3}, {@code 3.0}, {@code 1e3}. */
    public Optional<BigInteger> toInteger() {
        if (text.endsWith("N") || text.endsWith("y")) {
            return Optional.empty();
        }
        try {
            BigDecimal value = new BigDecimal(text);
            boolean isLong = value.precision() > MAX_DIGITS || Math.abs((long) value.scale()) > MAX_DIGITS;
            return isLong ? Optional.empty() : Optional.of(value.toBigIntegerExact());
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String kind() {
        return "a number";
    }
}
