package dev.varve.array;

/**
 * The type of an array's elements, as the Zarr specifications name them.
 *
 * <p>In memory an element of a fixed-size type is {@link #sizeBytes()} little-endian bytes; an element of a variable type
 * is a {@code byte[]} of its own (a string's UTF-8 bytes). The text of a type is the short name used in messages:
 * {@code float32}, {@code string}, {@code datetime64[ns]}.
 */
public sealed interface DataType
        permits NumericType,
                SmallInteger,
                SmallFloat,
                SmallComplex,
                VariableType,
                NullTerminatedBytes,
                RawBytes,
                FixedUtf32,
                TimeType,
                StructType,
                OptionalType {

    /** Whether every element takes the same number of bytes. */
    boolean isFixedSize();

    /**
     * Bytes of one element in memory.
     *
     * @throws IllegalStateException when the type is variable
     */
    int sizeBytes();

    /**
     * Size in bytes of the unit that a change of byte order reverses: 4 for complex64, 1 where order means nothing. The
     * largest of its fields' for a struct.
     */
    int unitBytes();
}
