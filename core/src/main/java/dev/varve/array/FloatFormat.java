package dev.varve.array;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * Binary floating-point numbers of at most 16 bits: a sign, an exponent, a fraction, from the highest bit down. The names are
 * those of zarr-extensions and ml_dtypes: {@code E} and {@code M} count the bits of exponent and fraction, {@code F} stands
 * for no infinities, {@code N} for NaNs of their own, {@code U} for no sign, {@code UZ} for an unsigned zero. Bits travel in
 * the low end of an {@code int}.
 */
public enum FloatFormat {
    FLOAT4_E2M1FN(4, 1, 1, Specials.NONE),
    FLOAT6_E2M3FN(6, 3, 1, Specials.NONE),
    FLOAT6_E3M2FN(6, 2, 3, Specials.NONE),
    FLOAT8_E3M4(8, 4, 3, Specials.IEEE),
    FLOAT8_E4M3(8, 3, 7, Specials.IEEE),
    /** Known to tensorstore and ml_dtypes alone. */
    FLOAT8_E4M3FN(8, 3, 7, Specials.ALL_ONES),
    FLOAT8_E4M3B11FNUZ(8, 3, 11, Specials.MINUS_ZERO),
    FLOAT8_E4M3FNUZ(8, 3, 8, Specials.MINUS_ZERO),
    FLOAT8_E5M2(8, 2, 15, Specials.IEEE),
    FLOAT8_E5M2FNUZ(8, 2, 16, Specials.MINUS_ZERO),
    /** Powers of two from 2^-127 to 2^127; no zero. */
    FLOAT8_E8M0FNU(8, 0, 127, Specials.UNSIGNED),
    FLOAT16(16, 10, 15, Specials.IEEE),
    BFLOAT16(16, 7, 127, Specials.IEEE);

    /** Which bits are no finite number. */
    private enum Specials {
        /** The largest exponent: infinities and NaNs. */
        IEEE,
        /** None. */
        NONE,
        /** All bits but the sign: NaN. */
        ALL_ONES,
        /** The sign alone, which would be -0: NaN. */
        MINUS_ZERO,
        /** There is no sign; all bits: NaN. */
        UNSIGNED
    }

    private final int sizeBits;
    private final int fractionBits;
    private final int bias;
    private final Specials specials;

    FloatFormat(int sizeBits, int fractionBits, int bias, Specials specials) {
        this.sizeBits = sizeBits;
        this.fractionBits = fractionBits;
        this.bias = bias;
        this.specials = specials;
    }

    /** Bits of a number. */
    public int sizeBits() {
        return sizeBits;
    }

    /** Bytes of a number in memory; bits above {@link #sizeBits()} are zero. */
    public int sizeBytes() {
        return (sizeBits + Byte.SIZE - 1) / Byte.SIZE;
    }

    private int signBit() {
        return specials == Specials.UNSIGNED ? 0 : 1 << (sizeBits - 1);
    }

    /** All bits but the sign. */
    private int magnitudeMask() {
        return ((1 << sizeBits) - 1) & ~signBit();
    }

    private int exponentMask() {
        return magnitudeMask() >> fractionBits;
    }

    /** Whether bits stand for no number. */
    public boolean isNan(int bits) {
        int magnitude = bits & magnitudeMask();
        return switch (specials) {
            case IEEE -> magnitude > exponentMask() << fractionBits;
            case NONE -> false;
            case ALL_ONES, UNSIGNED -> magnitude == magnitudeMask();
            case MINUS_ZERO -> bits == signBit();
        };
    }

    /** The bits that {@code "NaN"} stands for: quiet, positive, without a payload; none where there is no NaN. */
    public OptionalInt nan() {
        return switch (specials) {
            case IEEE -> OptionalInt.of(exponentMask() << fractionBits | 1 << (fractionBits - 1));
            case NONE -> OptionalInt.empty();
            case ALL_ONES, UNSIGNED -> OptionalInt.of(magnitudeMask());
            case MINUS_ZERO -> OptionalInt.of(signBit());
        };
    }

    /** The value of bits; exact. */
    public double value(int bits) {
        if (isNan(bits)) {
            return Double.NaN;
        }
        int magnitude = bits & magnitudeMask();
        double size = specials == Specials.IEEE && magnitude == exponentMask() << fractionBits
                ? Double.POSITIVE_INFINITY
                : finite(magnitude);
        return (bits & signBit()) == 0 ? size : -size;
    }

    private double finite(int magnitude) {
        int exponent = magnitude >> fractionBits;
        int fraction = magnitude & ((1 << fractionBits) - 1);
        boolean isSubnormal = exponent == 0 && specials != Specials.UNSIGNED;
        int units = isSubnormal ? fraction : fraction | 1 << fractionBits;
        return Math.scalb((double) units, (isSubnormal ? 1 : exponent) - bias - fractionBits);
    }

    /** The magnitude of the largest number. */
    private int largest() {
        return switch (specials) {
            case IEEE -> (exponentMask() << fractionBits) - 1;
            case NONE, MINUS_ZERO -> magnitudeMask();
            case ALL_ONES, UNSIGNED -> magnitudeMask() - 1;
        };
    }

    /**
     * The bits nearest to a value, ties to even; none when it rounds beyond the largest number, or is NaN or infinite and
     * the format has none. Without fractions, only what is exact has bits.
     */
    public OptionalInt bits(double value) {
        if (Double.isNaN(value)) {
            return nan();
        }
        boolean isNegative = Double.doubleToRawLongBits(value) < 0;
        int sign = isNegative ? signBit() : 0;
        double size = Math.abs(value);
        if (Double.isInfinite(size)) {
            int infinity = exponentMask() << fractionBits;
            return specials == Specials.IEEE ? OptionalInt.of(sign | infinity) : OptionalInt.empty();
        }
        if (specials == Specials.UNSIGNED) {
            return powerOfTwo(value);
        }
        // A unit in the last place is 2^(exponent - fractionBits), and never smaller than that of the subnormals.
        int exponent = Math.max(Math.getExponent(size), 1 - bias);
        double units = Math.rint(Math.scalb(size, fractionBits - exponent));
        // The leading one of a normal number adds 1 to the exponent field, as does rounding up to the next power of
        // two.
        double magnitude = Math.scalb((double) exponent + bias - 1, fractionBits) + units;
        if (magnitude > largest()) {
            return OptionalInt.empty();
        }
        boolean isMinusZero = specials == Specials.MINUS_ZERO && magnitude == 0;
        return OptionalInt.of(isMinusZero ? 0 : sign | (int) magnitude);
    }

    private OptionalInt powerOfTwo(double value) {
        int exponent = Math.getExponent(value) + bias;
        boolean isThere = exponent >= 0 && exponent <= largest() && finite(exponent) == value;
        return isThere ? OptionalInt.of(exponent) : OptionalInt.empty();
    }

    /** The name in metadata. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
