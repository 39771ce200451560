package dev.varve.array;

/**
 * Floating-point numbers of at most 16 bits beyond the Zarr core, one or two bytes each in memory (zarr-extensions
 * {@code bfloat16}, {@code float8_*}, {@code float6_*}, {@code float4_*}). Bits of a byte above those of the number are zero.
 *
 * @param format what the bits mean; not {@link FloatFormat#FLOAT16}, which is {@link NumericType#FLOAT16}
 */
public record SmallFloat(FloatFormat format) implements DataType {
    public SmallFloat {
        if (format == FloatFormat.FLOAT16) {
            throw new IllegalArgumentException("float16 is a type of the core");
        }
    }

    @Override
    public boolean isFixedSize() {
        return true;
    }

    @Override
    public int sizeBytes() {
        return format.sizeBytes();
    }

    @Override
    public int unitBytes() {
        return format.sizeBytes();
    }

    @Override
    public String toString() {
        return format.toString();
    }
}
