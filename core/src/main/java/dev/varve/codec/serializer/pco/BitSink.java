package dev.varve.codec.serializer.pco;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes bits, the least significant first, into an array that grows. */
final class BitSink {
    /** Little-endian words at any byte. */
    static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private long position;

    BitSink(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    /** The array, after making sure that it holds {@code more} bits and two words behind the {@link #position()}. */
    byte[] room(long more) {
        long needed = (position + more) / Byte.SIZE + 2 * Long.BYTES + 1;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.max(needed, Math.min(2L * bytes.length, 1 << 30))));
        }
        return bytes;
    }

    /** How many bits were written; zeros follow. */
    long position() {
        return position;
    }

    /** Goes on behind bits that were written to the array; all behind must be zeros. */
    void moveTo(long position) {
        this.position = position;
    }

    /** Writes the low {@code count} bits, 0 to 64; the others must be zeros. */
    void write(long value, int count) {
        byte[] out = room(Long.SIZE);
        int at = (int) (position >>> 3);
        int filled = (int) (position & 7);
        WORD.set(out, at, (long) WORD.get(out, at) | value << filled);
        if (filled + count > Long.SIZE) {
            WORD.set(out, at + Long.BYTES, value >>> (Long.SIZE - filled));
        }
        position += count;
    }

    void write(boolean value) {
        write(value ? 1 : 0, 1);
    }

    /** Goes to the next whole byte. */
    void align() {
        position = position + 7 & ~7L;
    }

    /** How many bytes were written. */
    int length() {
        return (int) (position + 7 >>> 3);
    }

    /** Takes back all from byte {@code length} on. */
    void truncate(int length) {
        Arrays.fill(bytes, length, Math.min(bytes.length, length() + 2 * Long.BYTES), (byte) 0);
        position = (long) length * Byte.SIZE;
    }

    /** All that was written. */
    byte[] toArray() {
        return Arrays.copyOf(bytes, length());
    }
}
