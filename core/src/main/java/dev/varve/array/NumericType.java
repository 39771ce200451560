package dev.varve.array;

import java.util.Locale;

/** Booleans, integers, binary floating point and complex numbers of the Zarr v3 core specification. */
public enum NumericType implements DataType {
    BOOL(Kind.BOOL, 1),
    INT8(Kind.SIGNED, 1),
    INT16(Kind.SIGNED, 2),
    INT32(Kind.SIGNED, 4),
    INT64(Kind.SIGNED, 8),
    UINT8(Kind.UNSIGNED, 1),
    UINT16(Kind.UNSIGNED, 2),
    UINT32(Kind.UNSIGNED, 4),
    UINT64(Kind.UNSIGNED, 8),
    FLOAT16(Kind.FLOAT, 2),
    FLOAT32(Kind.FLOAT, 4),
    FLOAT64(Kind.FLOAT, 8),
    COMPLEX64(Kind.COMPLEX, 8),
    COMPLEX128(Kind.COMPLEX, 16);

    /** What the bits of a numeric type mean. */
    public enum Kind {
        BOOL,
        SIGNED,
        UNSIGNED,
        FLOAT,
        COMPLEX
    }

    private final Kind kind;
    private final int sizeBytes;

    NumericType(Kind kind, int sizeBytes) {
        this.kind = kind;
        this.sizeBytes = sizeBytes;
    }

    /** What the bits mean. */
    public Kind kind() {
        return kind;
    }

    /** Whether the type is a signed or unsigned integer. */
    public boolean isInteger() {
        return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
    }

    @Override
    public boolean isFixedSize() {
        return true;
    }

    @Override
    public int sizeBytes() {
        return sizeBytes;
    }

    @Override
    public int unitBytes() {
        return kind == Kind.COMPLEX ? sizeBytes / 2 : sizeBytes;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
