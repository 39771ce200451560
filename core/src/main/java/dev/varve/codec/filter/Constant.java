package dev.varve.codec.filter;

import dev.varve.array.Bytes;
import dev.varve.array.Float16;
import dev.varve.array.NumericType;
import java.math.BigInteger;

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

    /**
     * One element.
     *
     * @param type of integers or real numbers
     * @throws IllegalArgumentException when the type does not hold the constant; a fraction is rounded
     */
    Bytes toBits(NumericType type);

    /** Written without a fraction. */
    record Whole(BigInteger value) implements Constant {
        @Override
        public double toDouble() {
            return value.doubleValue();
        }

        @Override
        public Bytes toBits(NumericType type) {
            if (!type.isInteger()) {
                return floatBits(type, toDouble());
            }
            boolean isSigned = type.kind() == NumericType.Kind.SIGNED;
            int bits = type.sizeBytes() * Byte.SIZE;
            boolean fits = isSigned ? value.bitLength() < bits : value.signum() >= 0 && value.bitLength() <= bits;
            if (!fits) {
                throw new IllegalArgumentException(value + " does not fit " + type);
            }
            return littleEndian(value.longValue(), type);
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
        public Bytes toBits(NumericType type) {
            if (type.isInteger()) {
                if (value != Math.rint(value) || Double.isInfinite(value)) {
                    throw new IllegalArgumentException(value + " is no " + type);
                }
                return new Whole(new java.math.BigDecimal(value).toBigInteger()).toBits(type);
            }
            return floatBits(type, value);
        }

        @Override
        public String toString() {
            return Double.toString(value);
        }
    }

    /**
     * Written as the bits of a floating-point number: {@code "0x7fc00000"}.
     *
     * @param digits hexadecimal digits, two for each byte of the type
     */
    record Hex(String digits) implements Constant {
        public Hex {
            if (!digits.matches("[0-9a-fA-F]{1,16}")) {
                throw new IllegalArgumentException("'0x" + digits + "' is no number of 64 bits or less");
            }
        }

        @Override
        public double toDouble() {
            long bits = Long.parseUnsignedLong(digits, 16);
            return switch (digits.length()) {
                case 4 -> Float16.toFloat((short) bits);
                case 8 -> Float.intBitsToFloat((int) bits);
                default -> Double.longBitsToDouble(bits);
            };
        }

        @Override
        public Bytes toBits(NumericType type) {
            if (type.kind() != NumericType.Kind.FLOAT || digits.length() != type.sizeBytes() * 2) {
                throw new IllegalArgumentException(this + " is no " + type);
            }
            return littleEndian(Long.parseUnsignedLong(digits, 16), type);
        }

        @Override
        public String toString() {
            return "0x" + digits;
        }
    }

    private static Bytes floatBits(NumericType type, double value) {
        long bits =
                switch (type) {
                    case FLOAT16 -> Float16.bits(value);
                    case FLOAT32 -> Float.floatToRawIntBits((float) value);
                    case FLOAT64 -> Double.doubleToRawLongBits(value);
                    default -> throw new IllegalArgumentException(type + " is no type of real numbers");
                };
        if (Double.isFinite(value) && !Double.isFinite(Precision.round(type, value))) {
            throw new IllegalArgumentException(value + " does not fit " + type);
        }
        return littleEndian(bits, type);
    }

    private static Bytes littleEndian(long bits, NumericType type) {
        byte[] bytes = new byte[type.sizeBytes()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (bits >>> (i * Byte.SIZE));
        }
        return Bytes.wrap(bytes);
    }
}
