package dev.varve.codec.serializer.zfp;

import dev.varve.array.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A stream of bits in little-endian words of 64, the lowest bit first. Grows. */
final class BitWriter {
    static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** What is written: whole words up to {@link #at}. */
    byte[] out;

    int at;
    /** Bits that wait for a whole word, the others zero. */
    long buffer;
    /** How many bits wait, fewer than 64. */
    int waiting;

    private final int mostBytes;

    /**
     * @param firstBytes what to begin with
     * @param mostBytes what will never be exceeded
     */
    BitWriter(int firstBytes, int mostBytes) {
        this.mostBytes = mostBytes;
        this.out = new byte[Math.min(mostBytes, firstBytes)];
    }

    /** Makes room for bits and those that wait. */
    void reserve(int bits) {
        int bytes = bits / Byte.SIZE + 2 * Long.BYTES;
        if (bytes > out.length - at) {
            long grown = Math.min(mostBytes, out.length + (out.length >> 1) + (long) bytes);
            out = Arrays.copyOf(out, (int) Math.max(grown, (long) at + bytes));
        }
    }

    /** Appends the lowest bits of a value whose other bits are zero; 1 to 64 of them, reserved before. */
    void write(long value, int bits) {
        buffer |= value << waiting;
        int total = waiting + bits;
        if (total >= Long.SIZE) {
            WORD.set(out, at, buffer);
            at += Long.BYTES;
            buffer = value >>> 1 >>> (Long.SIZE - 1 - waiting);
            total -= Long.SIZE;
        }
        waiting = total;
    }

    /** Appends zeros, reserved before. */
    void pad(int bits) {
        long total = (long) waiting + bits;
        while (total >= Long.SIZE) {
            WORD.set(out, at, buffer);
            at += Long.BYTES;
            buffer = 0;
            total -= Long.SIZE;
        }
        waiting = (int) total;
    }

    /** How many bits are written. */
    long position() {
        return (long) at * Byte.SIZE + waiting;
    }

    /** All bits, zeros to the end of the last word. */
    Bytes finish() {
        reserve(0);
        if (waiting > 0) {
            WORD.set(out, at, buffer);
            at += Long.BYTES;
        }
        return Bytes.wrap(at == out.length ? out : Arrays.copyOf(out, at));
    }
}
