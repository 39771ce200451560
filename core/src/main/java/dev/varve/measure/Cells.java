package dev.varve.measure;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.Float16;
import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;

/**
 * The cells of a block as {@code double}, a part at a time: real numbers and integers, truth values as 0 and 1. Used by one
 * thread.
 */
final class Cells {
    /** How many cells are looked at together, so that they stay in the fastest memory. */
    static final int PART = 1024;

    /** Beyond it the difference of two 64-bit integers may not fit into one. */
    private static final double SURELY_FITS = 0x1p62;

    private final NumericType type;
    private final Bytes data;
    private final long[] integers;

    private Cells(NumericType type, Bytes data) {
        this.type = type;
        this.data = data;
        this.integers = new long[Numbers.isInteger(type) ? PART : 0];
    }

    /** Whether elements of a type are numbers that lie on a line. */
    static boolean areNumbers(DataType type) {
        return type instanceof NumericType numeric && numeric.kind() != NumericType.Kind.COMPLEX;
    }

    /** The cells of a block of numbers. */
    static Cells of(NdArray block) {
        return new Cells((NumericType) block.type(), block.data());
    }

    /** Reads up to {@link #PART} cells; {@code uint64} and {@code int64} become the nearest double. */
    void read(int first, double[] values, int count) {
        if (!Numbers.isInteger(type)) {
            Numbers.readDoubles(data, first, type, values, count);
            return;
        }
        Numbers.readLongs(data, first, type, integers, count);
        boolean isUnsigned = type == NumericType.UINT64;
        for (int i = 0; i < count; i++) {
            values[i] = isUnsigned ? Numbers.toDouble(integers[i], type) : (double) integers[i];
        }
    }

    /** What was read last of {@code other} minus what was read last of this; exact for integers that differ by few. */
    void differences(Cells other, double[] own, double[] others, double[] differences, int count) {
        for (int i = 0; i < count; i++) {
            differences[i] = others[i] - own[i];
        }
        if (type == NumericType.INT64 || type == NumericType.UINT64) {
            for (int i = 0; i < count; i++) {
                if (Math.abs(differences[i]) < SURELY_FITS) {
                    differences[i] = (double) (other.integers[i] - integers[i]);
                }
            }
        }
    }

    /** The bits of a cell. */
    long bits(int index) {
        return switch (type.sizeBytes()) {
            case 1 -> data.get(index);
            case 2 -> data.getShort(index * 2);
            case 4 -> data.getInt(index * 4);
            default -> data.getLong(index * 8);
        };
    }

    /** The number of this block's type that is nearest to one that was declared for it, as an attribute or in a command. */
    double nearest(double declared) {
        return switch (type) {
            case FLOAT16 -> Float16.toFloat(Float16.bits(declared));
            case FLOAT32 -> (float) declared;
            default -> declared;
        };
    }
}
