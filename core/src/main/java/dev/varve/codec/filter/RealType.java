package dev.varve.codec.filter;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FloatFormat;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.array.SmallFloat;
import dev.varve.array.SmallInteger;
import java.math.BigInteger;
import java.util.OptionalInt;

/**
 * Integers or floating-point numbers of any size as {@code long} or {@code double}, and what their type holds.
 *
 * @param type the type of elements
 * @param stored the type of the core that has the same bits: an integer's, also of {@code bfloat16}
 * @param least the least integer
 * @param greatest the greatest integer, as an unsigned number when it is negative
 * @param fractionBits bits behind the leading one of a floating-point number
 * @param leastExponent the exponent of the smallest normal number
 */
record RealType(DataType type, NumericType stored, long least, long greatest, int fractionBits, int leastExponent) {
    private static final SmallFloat BFLOAT16 = new SmallFloat(FloatFormat.BFLOAT16);
    private static final int BFLOAT16_SHIFT = 16;

    /**
     * The numbers of a type.
     *
     * @param codec for the message
     * @throws IllegalArgumentException when elements are no real numbers, or in a format that no peer computes with
     */
    static RealType of(String codec, DataType type) {
        if (type instanceof SmallInteger small) {
            NumericType stored = small.isSigned() ? NumericType.INT8 : NumericType.UINT8;
            return new RealType(type, stored, small.least(), small.greatest(), 0, 0);
        }
        if (type.equals(BFLOAT16)) {
            return new RealType(type, NumericType.UINT16, 0, 0, 7, Float.MIN_EXPONENT);
        }
        if (type instanceof NumericType numeric) {
            return switch (numeric) {
                case INT8, INT16, INT32, INT64 -> {
                    long greatest = Long.MAX_VALUE >>> (Long.SIZE - Byte.SIZE * numeric.sizeBytes());
                    yield new RealType(type, numeric, -greatest - 1, greatest, 0, 0);
                }
                case UINT8, UINT16, UINT32, UINT64 ->
                    new RealType(type, numeric, 0, -1L >>> (Long.SIZE - Byte.SIZE * numeric.sizeBytes()), 0, 0);
                case FLOAT16 -> new RealType(type, numeric, 0, 0, 10, -14);
                case FLOAT32 -> new RealType(type, numeric, 0, 0, 23, Float.MIN_EXPONENT);
                case FLOAT64 -> new RealType(type, numeric, 0, 0, 52, Double.MIN_EXPONENT);
                case BOOL, COMPLEX64, COMPLEX128 -> throw refused(codec, type);
            };
        }
        throw refused(codec, type);
    }

    private static IllegalArgumentException refused(String codec, DataType type) {
        return new IllegalArgumentException(
                codec + " takes integers, float16, bfloat16, float32 and float64, not " + type);
    }

    boolean isInteger() {
        return fractionBits == 0;
    }

    boolean isUnsigned64() {
        return stored == NumericType.UINT64;
    }

    /** Bits that count. */
    int sizeBits() {
        return type instanceof SmallInteger small ? small.sizeBits() : type.sizeBytes() * Byte.SIZE;
    }

    /** Whether an integer, unsigned if {@code isUnsigned}, is one of these. */
    boolean holds(long value, boolean isUnsigned) {
        if (isUnsigned && value < 0) {
            return isUnsigned64();
        }
        return value >= least && (isUnsigned64() || value <= greatest);
    }

    /** The largest finite number. */
    double largest() {
        return switch (fractionBits) {
            case 10 -> 65504;
            case 7 -> Float.intBitsToFloat(0x7f7f0000);
            case 23 -> Float.MAX_VALUE;
            default -> Double.MAX_VALUE;
        };
    }

    void readLongs(Bytes in, int first, long[] values, int count) {
        Numbers.readLongs(in, first, stored, values, count);
    }

    void writeLongs(long[] values, byte[] out, int first, int count) {
        Numbers.writeLongs(values, stored, out, first, stored, count);
    }

    void readDoubles(Bytes in, int first, double[] values, int count) {
        if (stored.kind() == NumericType.Kind.FLOAT) {
            Numbers.readDoubles(in, first, stored, values, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            values[i] = Float.intBitsToFloat(in.getShort((first + i) * Short.BYTES) << BFLOAT16_SHIFT);
        }
    }

    /** Writes numbers that the type holds. */
    void writeDoubles(double[] values, byte[] out, int first, int count) {
        if (stored.kind() == NumericType.Kind.FLOAT) {
            Numbers.writeDoubles(values, out, first, stored, count);
            return;
        }
        long[] bits = new long[count];
        for (int i = 0; i < count; i++) {
            bits[i] = (long) Float.floatToRawIntBits((float) values[i]) >>> BFLOAT16_SHIFT;
        }
        writeLongs(bits, out, first, count);
    }

    /** The nearest number that the type holds, ties to even; infinite beyond the largest. */
    double round(double value) {
        return switch (fractionBits) {
            case 7 -> roundToBfloat16(value);
            case 10 -> Precision.round(NumericType.FLOAT16, value);
            case 23 -> (float) value;
            default -> value;
        };
    }

    private static double roundToBfloat16(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return value;
        }
        double infinity = Math.copySign(Double.POSITIVE_INFINITY, value);
        OptionalInt bits = FloatFormat.BFLOAT16.bits(value);
        return bits.isEmpty() ? infinity : FloatFormat.BFLOAT16.value(bits.getAsInt());
    }

    /**
     * A constant as one of these integers.
     *
     * @throws IllegalArgumentException when it is none
     */
    long integer(Constant constant) {
        BigInteger value =
                constant.toInteger().orElseThrow(() -> new IllegalArgumentException(constant + " is no " + type));
        BigInteger most = new BigInteger(Long.toUnsignedString(greatest));
        if (value.compareTo(BigInteger.valueOf(least)) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(constant + " does not fit " + type);
        }
        return value.longValue();
    }

    /**
     * A constant as the nearest of these floating-point numbers.
     *
     * @throws IllegalArgumentException when it is beyond the largest, or bits of another size
     */
    double number(Constant constant) {
        if (constant instanceof Constant.Hex hex) {
            if (hex.digits().length() != 2 * type.sizeBytes()) {
                throw new IllegalArgumentException(hex + " is no " + type);
            }
            return fractionBits == 7 ? Float.intBitsToFloat((int) hex.bits() << BFLOAT16_SHIFT) : hex.toDouble();
        }
        double value = constant.toDouble();
        if (Double.isInfinite(round(value)) && (constant instanceof Constant.Whole || !Double.isInfinite(value))) {
            throw new IllegalArgumentException(constant + " does not fit " + type);
        }
        return round(value);
    }
}
