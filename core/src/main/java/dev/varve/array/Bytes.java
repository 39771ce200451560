package dev.varve.array;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * A run of bytes on the heap: the one carrier of encoded and decoded bytes in all signatures (ADR 0001).
 *
 * <p>A view of a {@code byte[]}: slicing copies nothing, the length is exactly the length of the data, there is no
 * position to forget. Whoever creates a view gives the array away: nobody writes to it afterwards, so that a view may be
 * shared by threads. Codecs reach the array through {@link #array()} and {@link #offset()} and only read it.
 */
public final class Bytes {
    /** No bytes. */
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    /** What every Java virtual machine can allocate as one array. */
    public static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    private final byte[] array;
    private final int offset;
    private final int length;

    private Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
    }

    /** The whole array, not copied. */
    public static Bytes wrap(byte[] array) {
        return new Bytes(array, 0, array.length);
    }

    /**
     * Part of an array, not copied.
     *
     * @throws IndexOutOfBoundsException when the part is not inside the array
     */
    public static Bytes wrap(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        return new Bytes(array, offset, length);
    }

    /** The length in bytes. */
    public int length() {
        return length;
    }

    /** The array behind the view; to be read only, from {@link #offset()}, {@link #length()} bytes. */
    public byte[] array() {
        return array;
    }

    /** Where the view starts in {@link #array()}. */
    public int offset() {
        return offset;
    }

    /** The byte at {@code index}. */
    public byte get(int index) {
        return array[offset + Objects.checkIndex(index, length)];
    }

    /** The byte at {@code index}, 0 to 255. */
    public int unsigned(int index) {
        return get(index) & 0xff;
    }

    /** The 16-bit little-endian integer at {@code index}. */
    public short getShort(int index) {
        Objects.checkFromIndexSize(index, Short.BYTES, length);
        return (short) SHORT.get(array, offset + index);
    }

    /** The 32-bit little-endian integer at {@code index}. */
    public int getInt(int index) {
        Objects.checkFromIndexSize(index, Integer.BYTES, length);
        return (int) INT.get(array, offset + index);
    }

    /** The 64-bit little-endian integer at {@code index}. */
    public long getLong(int index) {
        Objects.checkFromIndexSize(index, Long.BYTES, length);
        return (long) LONG.get(array, offset + index);
    }

    /**
     * A part of this view; shares the array.
     *
     * @throws IndexOutOfBoundsException when the part is not inside the view
     */
    public Bytes slice(int from, int length) {
        Objects.checkFromIndexSize(from, length, this.length);
        return new Bytes(array, offset + from, length);
    }

    /** Copies all bytes to {@code target}, starting at {@code at}. */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(array, offset, target, at, length);
    }

    /** A fresh array of exactly these bytes. */
    public byte[] toArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** A read-only, little-endian buffer over these bytes, position 0. */
    public ByteBuffer asBuffer() {
        return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        return asBuffer().hashCode();
    }

    @Override
    public String toString() {
        return "Bytes[" + length + "]";
    }
}
