package dev.varve.array;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Packed numbers as {@code long[]} or {@code double[]} and back. What a number of another type becomes: {@link Conversion}. */
public final class Numbers {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);
    private static final VarHandle FLOAT = view(float[].class);
    private static final VarHandle DOUBLE = view(double[].class);
    private static final double TWO_TO_31 = 0x1p31;
    private static final double TWO_TO_63 = 0x1p63;

    private Numbers() {}

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
    }

    /** The type of the two parts of a complex type, else the type itself. */
    public static NumericType part(NumericType type) {
        return switch (type) {
            case COMPLEX64 -> NumericType.FLOAT32;
            case COMPLEX128 -> NumericType.FLOAT64;
            default -> type;
        };
    }

    /** Whether elements are read as {@code long}: integers and truth values. */
    public static boolean isInteger(NumericType type) {
        return type.isInteger() || type == NumericType.BOOL;
    }

    /** Reads integers or truth values; {@code uint64} keeps its bits. */
    public static void readLongs(Bytes in, int first, NumericType type, long[] values, int count) {
        byte[] array = in.array();
        int at = in.offset() + first * type.sizeBytes();
        boolean isSigned = type.kind() == NumericType.Kind.SIGNED;
        switch (type.sizeBytes()) {
            case 1 -> {
                int mask = isSigned ? -1 : 0xff;
                for (int i = 0; i < count; i++) {
                    values[i] = array[at + i] & mask;
                }
            }
            case 2 -> {
                int mask = isSigned ? -1 : 0xffff;
                for (int i = 0; i < count; i++) {
                    values[i] = (short) SHORT.get(array, at + i * 2) & mask;
                }
            }
            case 4 -> {
                long mask = isSigned ? -1 : 0xffffffffL;
                for (int i = 0; i < count; i++) {
                    values[i] = (int) INT.get(array, at + i * 4) & mask;
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    values[i] = (long) LONG.get(array, at + i * 8);
                }
            }
        }
    }

    /** Reads floating-point numbers; exact. */
    public static void readDoubles(Bytes in, int first, NumericType type, double[] values, int count) {
        byte[] array = in.array();
        int at = in.offset() + first * type.sizeBytes();
        switch (type) {
            case FLOAT16 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = Float16.toFloat((short) SHORT.get(array, at + i * 2));
                }
            }
            case FLOAT32 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = (float) FLOAT.get(array, at + i * 4);
                }
            }
            case FLOAT64 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = (double) DOUBLE.get(array, at + i * 8);
                }
            }
            default -> throw new IllegalArgumentException(type + " is no type of floating-point numbers");
        }
    }

    /** Writes what was read from elements of type {@code from}. */
    public static void writeLongs(long[] values, NumericType from, byte[] out, int first, NumericType to, int count) {
        if (to.kind() == NumericType.Kind.FLOAT) {
            writeRounded(values, from == NumericType.UINT64, out, first, to, count);
            return;
        }
        int at = first * to.sizeBytes();
        switch (to.sizeBytes()) {
            case 1 -> {
                boolean isTruth = to == NumericType.BOOL;
                for (int i = 0; i < count; i++) {
                    out[at + i] = (byte) (isTruth ? (values[i] != 0 ? 1 : 0) : values[i]);
                }
            }
            case 2 -> {
                for (int i = 0; i < count; i++) {
                    SHORT.set(out, at + i * 2, (short) values[i]);
                }
            }
            case 4 -> {
                for (int i = 0; i < count; i++) {
                    INT.set(out, at + i * 4, (int) values[i]);
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    LONG.set(out, at + i * 8, values[i]);
                }
            }
        }
    }

    private static void writeRounded(
            long[] values, boolean isUnsigned, byte[] out, int first, NumericType to, int count) {
        int at = first * to.sizeBytes();
        switch (to) {
            case FLOAT16 -> {
                for (int i = 0; i < count; i++) {
                    // Rounding twice is harmless: what a double rounds is beyond all halves.
                    double value = isUnsigned ? unsigned(values[i]) : values[i];
                    SHORT.set(out, at + i * 2, Float16.bits(value));
                }
            }
            case FLOAT32 -> {
                for (int i = 0; i < count; i++) {
                    FLOAT.set(out, at + i * 4, isUnsigned ? unsignedFloat(values[i]) : (float) values[i]);
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    DOUBLE.set(out, at + i * 8, isUnsigned ? unsigned(values[i]) : (double) values[i]);
                }
            }
        }
    }

    /** An integer that was read from an element of type {@code from} as the nearest double. */
    public static double toDouble(long value, NumericType from) {
        return from == NumericType.UINT64 ? unsigned(value) : value;
    }

    /** The lowest bit of a large number goes into the next one, so that halving it does not turn it into a tie. */
    private static double unsigned(long bits) {
        return bits >= 0 ? (double) bits : 2.0 * (double) ((bits >>> 1) | (bits & 1));
    }

    private static float unsignedFloat(long bits) {
        return bits >= 0 ? (float) bits : 2.0f * (float) ((bits >>> 1) | (bits & 1));
    }

    /** Writes the nearest of the type's numbers or, as an integer, what C makes of them. */
    public static void writeDoubles(double[] values, byte[] out, int first, NumericType to, int count) {
        int at = first * to.sizeBytes();
        switch (to) {
            case BOOL -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = (byte) (values[i] != 0 ? 1 : 0);
                }
            }
            case INT8, UINT8 -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = (byte) toInt(values[i]);
                }
            }
            case INT16, UINT16 -> {
                for (int i = 0; i < count; i++) {
                    SHORT.set(out, at + i * 2, (short) toInt(values[i]));
                }
            }
            case INT32 -> {
                for (int i = 0; i < count; i++) {
                    INT.set(out, at + i * 4, toInt(values[i]));
                }
            }
            case UINT32 -> {
                for (int i = 0; i < count; i++) {
                    INT.set(out, at + i * 4, (int) toLong(values[i]));
                }
            }
            case INT64 -> {
                for (int i = 0; i < count; i++) {
                    LONG.set(out, at + i * 8, toLong(values[i]));
                }
            }
            case UINT64 -> {
                for (int i = 0; i < count; i++) {
                    LONG.set(out, at + i * 8, toUnsignedLong(values[i]));
                }
            }
            default -> writeFloats(values, out, at, to, count);
        }
    }

    private static void writeFloats(double[] values, byte[] out, int at, NumericType to, int count) {
        switch (to) {
            case FLOAT16 -> {
                for (int i = 0; i < count; i++) {
                    SHORT.set(out, at + i * 2, Float16.bits(values[i]));
                }
            }
            case FLOAT32 -> {
                for (int i = 0; i < count; i++) {
                    FLOAT.set(out, at + i * 4, (float) values[i]);
                }
            }
            case FLOAT64 -> {
                for (int i = 0; i < count; i++) {
                    DOUBLE.set(out, at + i * 8, values[i]);
                }
            }
            default -> throw new IllegalArgumentException(to + " is no type of real numbers");
        }
    }

    private static int toInt(double value) {
        return value > -TWO_TO_31 - 1 && value < TWO_TO_31 ? (int) value : Integer.MIN_VALUE;
    }

    private static long toLong(double value) {
        return value >= -TWO_TO_63 && value < TWO_TO_63 ? (long) value : Long.MIN_VALUE;
    }

    private static long toUnsignedLong(double value) {
        return value >= TWO_TO_63 ? toLong(value - TWO_TO_63) ^ Long.MIN_VALUE : toLong(value);
    }
}
