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
}
