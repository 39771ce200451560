package dev.varve.run;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.Float16;
import dev.varve.array.FloatFormat;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.OptionalType;
import dev.varve.array.SmallComplex;
import dev.varve.array.SmallFloat;
import dev.varve.array.StructType;
import java.util.Arrays;

/** Whether two elements are the same: equal bits, or NaNs of any payload; -0.0 and 0.0 are not. */
final class ElementComparison {
    private ElementComparison() {}

    /** Compares the elements at one place in C order of two blocks of one type. */
    static boolean isSame(NdArray x, NdArray y, int index) {
        if (!x.type().isFixedSize()) {
            return Arrays.equals(x.elements()[index], y.elements()[index]);
        }
        int size = x.type().sizeBytes();
        return isSame(x.type(), x.data().slice(index * size, size), y.data().slice(index * size, size));
    }

    private static boolean isSame(DataType type, Bytes x, Bytes y) {
        if (x.equals(y)) {
            return true;
        }
        if (type instanceof StructType struct) {
            return haveSameFields(struct, x, y);
        }
        if (type instanceof OptionalType optional) {
            int flag = OptionalType.FLAG_BYTES;
            int size = optional.inner().sizeBytes();
            return x.get(0) == y.get(0) && isSame(optional.inner(), x.slice(flag, size), y.slice(flag, size));
        }
        boolean isComplex = type instanceof SmallComplex
                || (type instanceof NumericType numeric && numeric.kind() == NumericType.Kind.COMPLEX);
        int part = isComplex ? x.length() / 2 : x.length();
        for (int at = 0; at < x.length(); at += part) {
            Bytes own = x.slice(at, part);
            Bytes other = y.slice(at, part);
            if (!own.equals(other) && !(isNan(type, own) && isNan(type, other))) {
                return false;
            }
        }
        return true;
    }

    private static boolean haveSameFields(StructType struct, Bytes x, Bytes y) {
        int at = 0;
        for (StructType.Field field : struct.fields()) {
            int size = field.type().sizeBytes();
            for (int end = at + field.sizeBytes(); at < end; at += size) {
                if (!isSame(field.type(), x.slice(at, size), y.slice(at, size))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether a number, or a part of a complex one, is NaN. */
    private static boolean isNan(DataType type, Bytes part) {
        if (type instanceof NumericType numeric) {
            return switch (numeric) {
                case FLOAT16 -> Float.isNaN(Float16.toFloat(part.getShort(0)));
                case FLOAT32, COMPLEX64 -> Float.isNaN(Float.intBitsToFloat(part.getInt(0)));
                case FLOAT64, COMPLEX128 -> Double.isNaN(Double.longBitsToDouble(part.getLong(0)));
                case BOOL, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> false;
            };
        }
        if (type instanceof SmallFloat small) {
            return isNan(small.format(), part);
        }
        return type instanceof SmallComplex complex && isNan(complex.part(), part);
    }

    private static boolean isNan(FloatFormat format, Bytes part) {
        return format.isNan(format.sizeBytes() == 1 ? part.unsigned(0) : Short.toUnsignedInt(part.getShort(0)));
    }
}
