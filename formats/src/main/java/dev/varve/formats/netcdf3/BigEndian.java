package dev.varve.formats.netcdf3;

import dev.varve.array.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Turns the file's big-endian elements into the little-endian ones of memory. */
final class BigEndian {
    private static final VarHandle BIG_SHORT = view(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle BIG_INT = view(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle BIG_LONG = view(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LITTLE_SHORT = view(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LITTLE_INT = view(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LITTLE_LONG = view(long[].class, ByteOrder.LITTLE_ENDIAN);

    private BigEndian() {}

    private static VarHandle view(Class<?> type, ByteOrder order) {
        return MethodHandles.byteArrayViewVarHandle(type, order);
    }

    /** Copies whole elements of {@code size} 1, 2, 4 or 8 bytes, reversing each. */
    static void copy(Bytes source, byte[] target, int at, int size) {
        byte[] from = source.array();
        int start = source.offset();
        int length = source.length();
        switch (size) {
            case Short.BYTES -> {
                for (int i = 0; i < length; i += Short.BYTES) {
                    LITTLE_SHORT.set(target, at + i, (short) BIG_SHORT.get(from, start + i));
                }
            }
            case Integer.BYTES -> {
                for (int i = 0; i < length; i += Integer.BYTES) {
                    LITTLE_INT.set(target, at + i, (int) BIG_INT.get(from, start + i));
                }
            }
            case Long.BYTES -> {
                for (int i = 0; i < length; i += Long.BYTES) {
                    LITTLE_LONG.set(target, at + i, (long) BIG_LONG.get(from, start + i));
                }
            }
            default -> System.arraycopy(from, start, target, at, length);
        }
    }

    /** The same elements, little-endian. */
    static Bytes toLittle(Bytes source, int size) {
        byte[] target = new byte[source.length()];
        copy(source, target, 0, size);
        return Bytes.wrap(target);
    }
}
