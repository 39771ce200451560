package dev.varve.dataset.transform;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;

/** What numbers a type holds. */
final class NumberRange {
    private static final double TWO_TO_63 = 0x1p63;

    /** From here on a number is nearer to 2^16 than to 65504, the largest half. */
    private static final double HALF_LIMIT = 65_520;

    private NumberRange() {}

    /** Whether an integer that was read from elements of type {@code from} is one of {@code to}'s. */
    static boolean holds(NumericType to, long value, NumericType from) {
        boolean isBeyondLong = from == NumericType.UINT64 && value < 0;
        return switch (to) {
            case INT8, INT16, INT32 -> !isBeyondLong && value >= -limit(to) && value < limit(to);
            case INT64 -> !isBeyondLong;
            case UINT8, UINT16, UINT32 -> !isBeyondLong && value >= 0 && value < 2 * limit(to);
            case UINT64 -> isBeyondLong || value >= 0;
            case BOOL -> value == 0 || value == 1;
            case FLOAT16 -> Math.abs(Numbers.toDouble(value, from)) < HALF_LIMIT;
            case FLOAT32, FLOAT64, COMPLEX64, COMPLEX128 -> true;
        };
    }

    /** Whether a number, cut to an integer where the type has no others, is one of the type's; NaN is no integer. */
    static boolean holds(NumericType to, double value) {
        double cut = cut(value);
        return switch (to) {
            case INT8, INT16, INT32 -> cut >= -limit(to) && cut < limit(to);
            case INT64 -> cut >= -TWO_TO_63 && cut < TWO_TO_63;
            case UINT8, UINT16, UINT32 -> cut >= 0 && cut < 2.0 * limit(to);
            case UINT64 -> cut >= 0 && cut < 2 * TWO_TO_63;
            case BOOL -> value == 0 || value == 1;
            case FLOAT16 -> !Double.isFinite(value) || Math.abs(value) < HALF_LIMIT;
            case FLOAT32 -> !Double.isFinite(value) || Float.isFinite((float) value);
            case FLOAT64, COMPLEX64, COMPLEX128 -> true;
        };
    }

    /** Without its fraction, as C cuts it. */
    static double cut(double value) {
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }

    private static long limit(NumericType type) {
        return 1L << (8 * type.sizeBytes() - 1);
    }

    /** Whether all elements stay the numbers that they are when they become another type's; to one of fewer digits, nearly. */
    static boolean holdsAll(NumericType to, NdArray block) {
        NumericType from = (NumericType) block.type();
        int count = Math.toIntExact(block.shape().count());
        if (Numbers.isInteger(from)) {
            long[] values = new long[count];
            Numbers.readLongs(block.data(), 0, from, values, count);
            for (long value : values) {
                if (!holds(to, value, from)) {
                    return false;
                }
            }
            return true;
        }
        for (double value : Decoding.doubles(block)) {
            boolean isCut = Numbers.isInteger(to) && value != cut(value);
            if (isCut || !holds(to, value)) {
                return false;
            }
        }
        return true;
    }

    /** A fill value as a block of one element. */
    static NdArray block(FillValue fill) {
        return NdArray.of(fill.type(), Shape.of(1), fill.bits());
    }

    /** Not a number, as a fill value. */
    static FillValue nan(NumericType type) {
        byte[] bits = new byte[type.sizeBytes()];
        Numbers.writeDoubles(new double[] {Double.NaN}, bits, 0, type, 1);
        return new FillValue(type, Bytes.wrap(bits));
    }

    /** Whether a fill value is not a number. */
    static boolean isNan(FillValue fill) {
        return !Numbers.isInteger((NumericType) fill.type()) && Double.isNaN(Decoding.doubles(block(fill))[0]);
    }
}
