package dev.varve.codec.serializer.pco;

import dev.varve.array.Float16;

/**
 * Binary floating point of 16, 32 or 64 bits, computed in doubles: a sum, difference, product or quotient of two numbers of
 * the format, rounded once to doubles and once by {@link #narrow}, is the one that the format itself rounds to, because a
 * double has more than twice the bits.
 */
enum FloatFormat {
    HALF(16, 10),
    SINGLE(32, 23),
    DOUBLE(64, 52);

    private final int bits;
    private final int precisionBits;

    FloatFormat(int bits, int precisionBits) {
        this.bits = bits;
        this.precisionBits = precisionBits;
    }

    /** Bits of a number. */
    int bits() {
        return bits;
    }

    /** Bits of the fraction. */
    int precisionBits() {
        return precisionBits;
    }

    private int exponentBias() {
        return (1 << (bits - precisionBits - 2)) - 1;
    }

    /** The number of these bits. */
    double value(long bits) {
        return switch (this) {
            case HALF -> Float16.toFloat((short) bits);
            case SINGLE -> Float.intBitsToFloat((int) bits);
            case DOUBLE -> Double.longBitsToDouble(bits);
        };
    }

    /** The bits of a number, rounded to the format. */
    long bitsOf(double value) {
        return switch (this) {
            case HALF -> halfBits(value);
            case SINGLE -> Float.floatToRawIntBits((float) value) & 0xffff_ffffL;
            case DOUBLE -> Double.doubleToRawLongBits(value);
        };
    }

    private static long halfBits(double value) {
        if (Double.isNaN(value)) {
            long raw = Double.doubleToRawLongBits(value);
            return raw >>> 48 & 0x8000 | 0x7c00 | raw >>> 42 & 0x3ff;
        }
        return Float16.bits(value) & 0xffffL;
    }

    /** The nearest number of the format. */
    double narrow(double value) {
        return switch (this) {
            case HALF -> value(halfBits(value));
            case SINGLE -> (float) value;
            case DOUBLE -> value;
        };
    }

    /** The power of two that the bits of the exponent spell, which wraps around outside the format's range. */
    double powerOfTwo(int exponent) {
        return value((long) (exponentBias() + exponent) << precisionBits & Latents.mask(bits));
    }

    /** The exponent of a number: 0 for those from 1 to 2. */
    int exponent(double value) {
        return (int) ((bitsOf(value) & ~Latents.middle(bits)) >>> precisionBits) - exponentBias();
    }

    /** Zeros at the end of the number's bits; all of them for zero. */
    int trailingZeros(double value) {
        return Math.min(bits, Long.numberOfTrailingZeros(bitsOf(value)));
    }

    /** Whether the mode can be learnt from a number: neither zero nor subnormal nor so large that twice it is infinite. */
    boolean isTypical(long bitsOfAbsolute) {
        long one = 1L << precisionBits;
        long half = (Latents.middle(bits) - one) - 1 - one;
        return bitsOfAbsolute >= one && bitsOfAbsolute <= half;
    }

    /** The nearest number to an unsigned integer. */
    double ofUnsigned(long integer) {
        double value = integer;
        if (integer < 0) {
            value = (double) (integer >>> 1 | integer & 1) * 2;
        }
        return narrow(value);
    }

    /** The latent of a number, in the order of numbers; {@code bits} are the number's. */
    long ordered(long bits) {
        long sign = Latents.middle(this.bits);
        return (bits & sign) == 0 ? bits ^ sign : ~bits & Latents.mask(this.bits);
    }

    /** The bits of the number of a latent. */
    long unordered(long latent) {
        long sign = Latents.middle(bits);
        return (latent & sign) != 0 ? latent ^ sign : ~latent & Latents.mask(bits);
    }

    /** The nearest integer, halves away from zero. */
    static double round(double value) {
        double magnitude = Math.abs(value);
        if (!(magnitude < 0x1p52)) {
            return value;
        }
        double whole = (double) (long) magnitude;
        if (magnitude - whole >= 0.5) {
            whole += 1;
        }
        return Math.copySign(whole, value);
    }

    /**
     * The latent of a whole number: counted from the middle, up to the first integer whose successor is no number of the
     * format; from there on by the numbers' bits. Infinities and NaN have latents too, and -0 has its own.
     */
    long wholeToLatent(double whole) {
        double magnitude = Math.abs(whole);
        long limit = 1L << (precisionBits + 1);
        long count = magnitude < limit ? (long) magnitude : limit + (bitsOf(magnitude) - bitsOf((double) limit));
        long middle = Latents.middle(bits);
        return (bitsOf(whole) & middle) == 0 ? middle + count : middle - 1 - count;
    }

    /** The whole number of a latent. */
    double wholeOfLatent(long latent) {
        long middle = Latents.middle(bits);
        boolean isPositive = (latent & middle) != 0;
        long count = (isPositive ? latent : ~latent) & (middle - 1);
        long limit = 1L << (precisionBits + 1);
        double magnitude =
                count < limit ? (double) count : value(count - limit + bitsOf((double) limit) & Latents.mask(bits));
        return isPositive ? magnitude : -magnitude;
    }
}
