package dev.varve.formats.hdf5;

/**
 * Where the parts of a floating-point number lie (section IV.A.2.d, class 1).
 *
 * @param normalization how the mantissa is kept: 2 when its first bit is implied
 * @param bitOffset the bit where the number starts
 * @param precision bits of the number
 * @param sign the bit of the sign
 * @param exponentAt the first bit of the exponent
 * @param exponentBits bits of the exponent
 * @param mantissaAt the first bit of the mantissa
 * @param mantissaBits bits of the mantissa
 * @param bias what is added to the exponent
 */
public record FloatLayout(
        int normalization,
        int bitOffset,
        int precision,
        int sign,
        int exponentAt,
        int exponentBits,
        int mantissaAt,
        int mantissaBits,
        long bias) {
    private static final int IMPLIED = 2;

    /** The layout of IEEE 754 binary16, binary32 and binary64; binary128 for 16 bytes. */
    static FloatLayout ieee(int sizeBytes) {
        int bits = 8 * sizeBytes;
        int exponentBits = sizeBytes == 2 ? 5 : sizeBytes == 4 ? 8 : sizeBytes == 8 ? 11 : 15;
        int mantissaBits = bits - 1 - exponentBits;
        long bias = (1L << (exponentBits - 1)) - 1;
        return new FloatLayout(IMPLIED, 0, bits, bits - 1, mantissaBits, exponentBits, 0, mantissaBits, bias);
    }

    @Override
    public String toString() {
        return exponentBits + " bits of exponent and " + mantissaBits + " of mantissa";
    }
}
