package dev.varve.array;

/**
 * The value of elements that were never written, kept as bits, so that NaN payloads and -0.0 survive. Two fill values are
 * equal when their types and bits are.
 *
 * @param type the type of the elements
 * @param bits one element: {@link DataType#sizeBytes()} little-endian bytes, or any number for a variable type
 */
public record FillValue(DataType type, Bytes bits) {
    public FillValue {
        if (type.isFixedSize() && bits.length() != type.sizeBytes()) {
            throw new IllegalArgumentException(
                    "fill value of " + bits.length() + " bytes for " + type + ", which takes " + type.sizeBytes());
        }
    }

    /** All bits zero: 0, false, the empty string, a missing element. */
    public static FillValue zero(DataType type) {
        int sizeBytes =
                type.isFixedSize() ? type.sizeBytes() : type instanceof OptionalType ? OptionalType.FLAG_BYTES : 0;
        return new FillValue(type, Bytes.wrap(new byte[sizeBytes]));
    }
}
