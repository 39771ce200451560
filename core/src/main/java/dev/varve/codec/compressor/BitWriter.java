package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Writes bits, the most significant first, to an array whose size is known to suffice. Not shared by threads. */
final class BitWriter {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] out;
    private int length;
    /** Bits not yet in {@link #out}, from the top; always fewer than 32. */
    private long pending;

    private int pendingBits;

    /** @param maxBytes no more will be written */
    BitWriter(int maxBytes) {
        out = new byte[Math.addExact(maxBytes, Integer.BYTES)];
    }

    /** Writes the low {@code bits} bits, at most 32, of a value that has no others. */
    void put(int value, int bits) {
        pendingBits += bits;
        pending |= Integer.toUnsignedLong(value) << (Long.SIZE - pendingBits);
        if (pendingBits >= Integer.SIZE) {
            INT.set(out, length, (int) (pending >>> Integer.SIZE));
            length += Integer.BYTES;
            pending <<= Integer.SIZE;
            pendingBits -= Integer.SIZE;
        }
    }

    /** Writes the low {@code bits} bits, at most 64, of a value that has no others. */
    void putLong(long value, int bits) {
        if (bits > Integer.SIZE) {
            put((int) (value >>> Integer.SIZE), bits - Integer.SIZE);
            put((int) value, Integer.SIZE);
        } else {
            put((int) value, bits);
        }
    }

    /** Writes {@code zeros} zeros and a one. */
    void putUnary(int zeros) {
        int left = zeros;
        while (left >= Integer.SIZE) {
            put(0, Integer.SIZE);
            left -= Integer.SIZE;
        }
        put(1, left + 1);
    }

    /** All that was written, the last byte filled with zeros. */
    Bytes toBytes() {
        return toBytes(length + (pendingBits + Byte.SIZE - 1) / Byte.SIZE);
    }

    /** All that was written, filled with zeros to a length that is not less, nor more than the constructor was told. */
    Bytes toBytes(int bytes) {
        INT.set(out, length, (int) (pending >>> Integer.SIZE));
        return Bytes.wrap(out, 0, bytes);
    }
}
