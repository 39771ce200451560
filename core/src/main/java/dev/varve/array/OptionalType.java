package dev.varve.array;

/**
 * Elements that may be missing (zarrs' {@code zarrs.optional}). In memory an element is a byte 1 and the value, or a byte 0 and
 * as many zeros as a value takes; where values differ in size, the byte 0 alone.
 *
 * @param inner the type of what is not missing; may be optional itself
 */
public record OptionalType(DataType inner) implements DataType {
    /** Bytes before the value. */
    public static final int FLAG_BYTES = 1;

    @Override
    public boolean isFixedSize() {
        return inner.isFixedSize();
    }

    @Override
    public int sizeBytes() {
        return Math.addExact(FLAG_BYTES, inner.sizeBytes());
    }

    @Override
    public int unitBytes() {
        return inner.unitBytes();
    }

    @Override
    public String toString() {
        return "optional[" + inner + "]";
    }
}
