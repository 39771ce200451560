package dev.varve.metadata;

import com.fasterxml.jackson.core.io.NumberOutput;

/**
 * Doubles as Python's {@code repr} spells them, so that a document has the same bytes whoever of the two wrote it: the
 * shortest digits that read back equal, with an exponent below 1e-4 and from 1e16 on.
 */
final class DoubleText {
    private DoubleText() {}

    static String of(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        // Not Double.toString: before JDK 19 its digits are not always the shortest (JDK-4511638).
        String java = NumberOutput.toString(Math.abs(value), true);
        int e = java.indexOf('E');
        String mantissa = e < 0 ? java : java.substring(0, e);
        int exponent = e < 0 ? 0 : Integer.parseInt(java, e + 1, java.length(), 10);
        int point = mantissa.indexOf('.');
        String digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
        int first = 0;
        while (first < digits.length() - 1 && digits.charAt(first) == '0') {
            first++;
        }
        int last = digits.length();
        while (last > first + 1 && digits.charAt(last - 1) == '0') {
            last--;
        }
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        int power = value == 0 ? 1 : point + exponent - first;
        return sign + oneDigit(digits.substring(first, last), power, Math.abs(value));
    }

    /** Java always gives two digits; among the smallest doubles one can be enough: 5e-324 for Java's 4.9E-324. */
    private static String oneDigit(String digits, int point, double value) {
        if (digits.length() == 2) {
            int rounded = (Integer.parseInt(digits) + 5) / 10;
            if (Double.parseDouble(rounded + "e" + (point - 1)) == value) {
                return rounded == 10 ? layOut("1", point + 1) : layOut(String.valueOf(rounded), point);
            }
        }
        return layOut(digits, point);
    }

    /** The number 0.DIGITS times ten to the power of {@code point}. */
    private static String layOut(String digits, int point) {
        if (point > 16 || point < -3) {
            int exponent = point - 1;
            String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
            String size = Math.abs(exponent) < 10 ? "0" : "";
            return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + size + Math.abs(exponent);
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        if (point >= digits.length()) {
            return digits + "0".repeat(point - digits.length()) + ".0";
        }
        return digits.substring(0, point) + "." + digits.substring(point);
    }
}
