package dev.varve.array;

/**
 * Complex numbers whose parts have at most 16 bits, the real one first (zarr-extensions {@code complex_bfloat16},
 * {@code complex_float16}, {@code complex_float8_*} and smaller).
 *
 * @param part what the bits of a part mean
 */
public record SmallComplex(FloatFormat part) implements DataType {
    @Override
    public boolean isFixedSize() {
        return true;
    }

    @Override
    public int sizeBytes() {
        return 2 * part.sizeBytes();
    }

    @Override
    public int unitBytes() {
        return part.sizeBytes();
    }

    @Override
    public String toString() {
        return "complex_" + part;
    }
}
