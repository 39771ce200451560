package dev.varve.codec.filter;

import dev.varve.array.Float16;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** A number in a codec's configuration, before the type of elements is known: metadata tell {@code 10} from {@code 10.0}. */
public sealed interface Constant {
    /** Zero. */
    Constant ZERO = new Whole(BigInteger.ZERO);
    /** One. */
    Constant ONE = new Whole(BigInteger.ONE);

    /** An integer. */
    static Constant of(long value) {
        return new Whole(BigInteger.valueOf(value));
    }

    /** A floating-point number. */
    static Constant of(double value) {
        return new Real(value);
    }

    /** The nearest double. */
    double toDouble();

    /** The integer that this is, if it is one. */
    Optional<BigInteger> toInteger();

    /** Written without a fraction. */
    record Whole(BigInteger value) implements Constant {
        @Override
        public double toDouble() {
            return value.doubleValue();
        }

        @Override
        public Optional<BigInteger> toInteger() {
            return Optional.of(value);
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }

    /** Written with a fraction or an exponent, or as text: {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}. */
    record Real(double value) implements Constant {
        @Override
        public double toDouble() {
            return value;
        }

        @Override
        public Optional<BigInteger> toInteger() {
            boolean isWhole = value == Math.rint(value) && !Double.isInfinite(value);
            return isWhole ? Optional.of(new BigDecimal(value).toBigInteger()) : Optional.empty();
        }

        @Override
        public String toString() {
            return Double.toString(value);
        }
    }

    /**
     * Written as the bits of a floating-point number: {@code "0x7fc00000"}.
     *
     * @param digits hexadecimal digits: 4 of float16 or bfloat16, 8 of float32, 16 of float64
     */
    record Hex(String digits) implements Constant {
        public Hex {
            if (!digits.matches("[0-9a-fA-F]{4}|[0-9a-fA-F]{8}|[0-9a-fA-F]{16}")) {
                throw new IllegalArgumentException("'0x" + digits + "' has not 4, 8 or 16 digits");
            }
        }

        /** The bits. */
        public long bits() {
            return Long.parseUnsignedLong(digits, 16);
        }

        @Override
        public double toDouble() {
            return switch (digits.length()) {
                case 4 -> Float16.toFloat((short) bits());
                case 8 -> Float.intBitsToFloat((int) bits());
                default -> Double.longBitsToDouble(bits());
            };
        }

        @Override
        public Optional<BigInteger> toInteger() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "0x" + digits;
        }
    }
}
