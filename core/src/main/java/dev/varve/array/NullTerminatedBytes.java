package dev.varve.array;

/**
 * Byte strings of one length, padded with NUL at the end ({@code null_terminated_bytes}, NumPy's {@code S}).
 *
 * @param length bytes of one element
 */
public record NullTerminatedBytes(int length) implements DataType {
    public NullTerminatedBytes {
        if (length < 1) {
            throw new IllegalArgumentException("null_terminated_bytes of " + length + " length: must be at least 1");
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
        return "null_terminated_bytes[" + length + "]";
    }
}
