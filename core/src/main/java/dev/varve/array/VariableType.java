package dev.varve.array;

import java.util.Locale;

/** Types whose elements differ in length. */
public enum VariableType implements DataType {
    /** Unicode text; an element is its UTF-8 bytes. */
    STRING,
    /** Byte strings. */
    BYTES;

    @Override
    public boolean isFixedSize() {
        return false;
    }

    @Override
    public int sizeBytes() {
        throw new IllegalStateException(this + " elements have no fixed size");
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
