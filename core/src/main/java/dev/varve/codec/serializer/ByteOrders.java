package dev.varve.codec.serializer;

import dev.varve.array.Bytes;
import dev.varve.array.StructType;
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

    /** The structs, copied, with the bytes of every number of every field in reverse order. */
    static Bytes reversed(Bytes structs, StructType type) {
        if (type.unitBytes() == 1) {
            return structs;
        }
        byte[] bytes = structs.toArray();
        int size = type.sizeBytes();
        for (int at = 0; at < bytes.length; at += size) {
            reverseFields(bytes, at, type);
        }
        return Bytes.wrap(bytes);
    }

    private static void reverseFields(byte[] bytes, int at, StructType type) {
        int from = at;
        for (StructType.Field field : type.fields()) {
            int end = from + field.sizeBytes();
            if (field.type() instanceof StructType nested) {
                for (int inner = from; inner < end; inner += nested.sizeBytes()) {
                    reverseFields(bytes, inner, nested);
                }
            } else {
                reverseUnits(bytes, from, end, field.type().unitBytes());
            }
            from = end;
        }
    }

    /** Reverses the bytes of every unit of a stretch. */
    static void reverseUnits(byte[] bytes, int from, int end, int unitBytes) {
        for (int at = from; unitBytes > 1 && at < end; at += unitBytes) {
            for (int low = at, high = at + unitBytes - 1; low < high; low++, high--) {
                byte swapped = bytes[low];
                bytes[low] = bytes[high];
                bytes[high] = swapped;
            }
        }
    }
}
