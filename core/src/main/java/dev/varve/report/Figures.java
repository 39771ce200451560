package dev.varve.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as reports write them. */
final class Figures {
    private static final MathContext FOUR = new MathContext(4, RoundingMode.HALF_EVEN);

    private Figures() {}

    /** Four significant digits at most, without trailing zeros: {@code 0.0001235}, {@code 1.2e-7}, {@code 850}. */
    static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "-" : value > 0 ? "infinite" : "-infinite";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(FOUR).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent < -4 || exponent > 6) {
            String digits = rounded.unscaledValue().abs().toString();
            String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
            return (value < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + exponent;
        }
        return rounded.toPlainString();
    }
}
