package dev.varve.array;

/**
 * Unicode text of one length, UTF-32, padded with NUL ({@code fixed_length_utf32}, NumPy's {@code U}).
 *
 * @param length code points of one element
 */
public record FixedUtf32(int length) implements DataType {
    public FixedUtf32 {
        if (length < 1) {
            throw new IllegalArgumentException("fixed_length_utf32 of " + length + " length: must be at least 1");
        }
        Math.multiplyExact(length, 4);
    }

    @Override
    public boolean isFixedSize() {
        return true;
    }

    @Override
    public int sizeBytes() {
        return 4 * length;
    }

    @Override
    public int unitBytes() {
        return 4;
    }

    @Override
    public String toString() {
        return "fixed_length_utf32[" + length + "]";
    }
}
