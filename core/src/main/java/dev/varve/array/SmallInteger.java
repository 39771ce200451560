package dev.varve.array;

import java.util.Locale;

/**
 * Integers of less than 8 bits, one byte each in memory (zarr-extensions {@code int2}, {@code int4}, {@code uint2},
 * {@code uint4}). The byte is the number as an {@code int8} or {@code uint8}: signed ones are extended with their sign.
 */
public enum SmallInteger implements DataType {
    INT2(2, true),
    INT4(4, true),
    UINT2(2, false),
    UINT4(4, false);

    private final int sizeBits;
    private final boolean isSigned;

    SmallInteger(int sizeBits, boolean isSigned) {
        this.sizeBits = sizeBits;
        this.isSigned = isSigned;
    }

    /** Bits that count. */
    public int sizeBits() {
        return sizeBits;
    }

    /** Whether the highest of the bits is a sign. */
    public boolean isSigned() {
        return isSigned;
    }

    /** The least number. */
    public int least() {
        return isSigned ? -(1 << (sizeBits - 1)) : 0;
    }

    /** The greatest number. */
    public int greatest() {
        return (1 << (isSigned ? sizeBits - 1 : sizeBits)) - 1;
    }

    @Override
    public boolean isFixedSize() {
        return true;
    }

    @Override
    public int sizeBytes() {
        return 1;
    }

    @Override
    public int unitBytes() {
        return 1;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
