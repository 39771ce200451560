package dev.varve.codec.serializer;

import dev.varve.array.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reverses the bytes of each number. */
final class ByteOrders {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    private ByteOrders() {}

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
    }

    /** The bytes, copied, with every {@code unitBytes} of them in reverse order; not copied when a unit is one byte. */
    static Bytes reversed(Bytes bytes, int unitBytes) {
        if (unitBytes != 2 && unitBytes != 4 && unitBytes != 8) {
            return bytes;
        }
        byte[] target = new byte[bytes.length()];
        byte[] source = bytes.array();
        int from = bytes.offset();
        switch (unitBytes) {
            case 2 -> {
                for (int i = 0; i < target.length; i += 2) {
                    SHORT.set(target, i, Short.reverseBytes((short) SHORT.get(source, from + i)));
                }
            }
            case 4 -> {
                for (int i = 0; i < target.length; i += 4) {
                    INT.set(target, i, Integer.reverseBytes((int) INT.get(source, from + i)));
                }
            }
            default -> {
                for (int i = 0; i < target.length; i += 8) {
                    LONG.set(target, i, Long.reverseBytes((long) LONG.get(source, from + i)));
                }
            }
        }
        return Bytes.wrap(target);
    }
}
