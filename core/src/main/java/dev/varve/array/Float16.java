package dev.varve.array;

/** IEEE 754 binary16, which Java 17 has no type for. */
public final class Float16 {
    private Float16() {}

    /** The value of 16 bits; exact. */
    public static float toFloat(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0x1f) {
            return Float.intBitsToFloat(sign | 0x7f800000 | fraction << 13);
        }
        if (exponent == 0) {
            return Math.scalb(sign == 0 ? (float) fraction : -(float) fraction, -24);
        }
        return Float.intBitsToFloat(sign | (exponent + 112) << 23 | fraction << 13);
    }

    /** The nearest 16 bits, ties to even; infinite when the value is beyond the largest, 65504; a NaN keeps its sign and first bits. */
    public static short bits(double value) {
        int sign = (int) (Double.doubleToRawLongBits(value) >>> 48) & 0x8000;
        double size = Math.abs(value);
        if (Double.isNaN(value)) {
            int payload = (int) (Double.doubleToRawLongBits(value) >>> 42) & 0x3ff;
            return (short) (sign | 0x7c00 | (payload == 0 ? 1 : payload));
        }
        if (size >= 65520) {
            return (short) (sign | 0x7c00);
        }
        // A unit in the last place is 2^(exponent - 10), and never smaller than that of the subnormals.
        int exponent = Math.max(Math.getExponent(size), -14);
        int units = (int) Math.rint(Math.scalb(size, 10 - exponent));
        // The leading one of a normal number adds 1 to the exponent field, as does rounding up to the next power of
        // two.
        return (short) (sign | (((exponent + 14) << 10) + units));
    }
}
