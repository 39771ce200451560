package dev.varve.array;

/**
 * Opaque elements of one length ({@code raw_bytes}, {@code r<bits>}, NumPy's {@code V}).
 *
 * @param length bytes of one element
 */
public record RawBytes(int length) implements DataType {
    public RawBytes {
        if (length < 1) {
            throw new IllegalArgumentException("raw_bytes of " + length + " length: must be at least 1");
        }
        Math.multiplyExact(length, 1);
    }

    @Override
    public boolean isFixedSize() {
        return true;
    }

    @Override
    public int sizeBytes() {
        return length;
    }

    @Override
    public int unitBytes() {
        return 1;
    }

    @Override
    public String toString() {
        return "raw_bytes[" + length + "]";
    }
}
