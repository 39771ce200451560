package dev.varve.codec.serializer.zfp;

import java.util.Arrays;

/**
 * A block of 64-bit floating-point numbers: whole numbers of one common exponent, or, in reversible blocks that these do
 * not hold, the numbers' own bits.
 */
final class DoubleBlock implements Block64 {
    private static final ScalarType TYPE = ScalarType.FLOAT64;
    private static final int BIAS = TYPE.exponentBias();
    private static final int MANTISSA_BITS = TYPE.bits() - 1 - TYPE.exponentBits();
    private static final long MAGNITUDE = Long.MAX_VALUE;
    private static final long INFINITY = 0x7ff0000000000000L;
    /** The exponent of a block of zeros. */
    private static final int NOTHING = -BIAS;
    /** Whole numbers are below two to the power of this. */
    private static final int WHOLE_BITS = TYPE.bits() - 2;

    private final int rank;
    private final BlockLimits limits;
    private final long[] bits;
    private final LongBlock whole;

    DoubleBlock(int rank, BlockLimits limits) {
        this.rank = rank;
        this.limits = limits;
        this.whole = new LongBlock(rank, limits);
        this.bits = new long[whole.values.length];
    }

    @Override
    public long[] bits() {
        return bits;
    }

    @Override
    public void encode(BitWriter out) {
        long highest = highest();
        int exponent = exponent(highest <= INFINITY ? highest : largest());
        if (limits.isReversible()) {
            encodeReversibly(out, exponent, highest < INFINITY);
            return;
        }
        int precision = limits.precision(exponent, rank);
        if (precision == 0 || exponent == NOTHING) {
            out.pad(Math.max(1, limits.minBits()));
            return;
        }
        int spent = 1 + TYPE.exponentBits();
        out.write(2L * (exponent + BIAS) + 1, spent);
        toWhole(exponent, highest < INFINITY);
        whole.encode(out, spent, precision);
    }

    private void encodeReversibly(BitWriter out, int exponent, boolean isFinite) {
        int spent = 2;
        if (exponent == NOTHING) {
            Arrays.fill(whole.values, 0);
        } else {
            toWhole(exponent, isFinite);
        }
        if (!isWhole(exponent)) {
            out.write(3, spent);
            for (int i = 0; i < bits.length; i++) {
                long value = bits[i];
                whole.values[i] = value < 0 ? value ^ MAGNITUDE : value;
            }
        } else if (exponent == NOTHING) {
            out.write(0, 1);
            return;
        } else {
            out.write(1, spent);
            out.write(exponent + BIAS, TYPE.exponentBits());
            spent += TYPE.exponentBits();
        }
        whole.encodeReversibly(out, spent);
    }

    /** The highest bits of a magnitude: infinite or no number where one is. */
    private long highest() {
        long highest = 0;
        for (long value : bits) {
            highest = Math.max(highest, value & MAGNITUDE);
        }
        return highest;
    }

    /** The bits of the largest magnitude; those that are no number count for nothing. */
    private long largest() {
        long largest = 0;
        for (long value : bits) {
            long magnitude = value & MAGNITUDE;
            largest = magnitude <= INFINITY ? Math.max(largest, magnitude) : largest;
        }
        return largest;
    }

    /** The exponent e of a magnitude from 2^(e-1) to 2^e; that of the infinite is 0, as C libraries have it. */
    private static int exponent(long magnitude) {
        if (magnitude == 0 || magnitude == INFINITY) {
            return magnitude == 0 ? NOTHING : 0;
        }
        return Math.max((int) (magnitude >>> MANTISSA_BITS) + 1 - BIAS, 1 - BIAS);
    }

    private void toWhole(int exponent, boolean isFinite) {
        double scale = Math.scalb(1.0, WHOLE_BITS - exponent);
        long[] target = whole.values;
        if (isFinite && scale <= Double.MAX_VALUE) {
            for (int i = 0; i < bits.length; i++) {
                target[i] = (long) (scale * Double.longBitsToDouble(bits[i]));
            }
        } else {
            for (int i = 0; i < bits.length; i++) {
                target[i] = asProcessorsDo(scale * Double.longBitsToDouble(bits[i]));
            }
        }
    }

    /** What a whole number does not hold becomes the lowest one: undefined in C, but so on every x86 processor. */
    private static long asProcessorsDo(double value) {
        return value < 0x1p63 ? (long) value : Long.MIN_VALUE;
    }

    /** Whether the whole numbers stand for exactly these bits. */
    private boolean isWhole(int exponent) {
        double scale = exponent == NOTHING ? 0 : Math.scalb(1.0, exponent - WHOLE_BITS);
        long difference = 0;
        for (int i = 0; i < bits.length; i++) {
            difference |= bits[i] ^ Double.doubleToRawLongBits(scale * whole.values[i]);
        }
        return difference == 0;
    }

    @Override
    public void decode(BitReader in) {
        if (in.read(1) == 0) {
            Arrays.fill(bits, 0);
            in.skip(Math.max(0, limits.minBits() - 1));
            return;
        }
        if (!limits.isReversible()) {
            int exponent = (int) in.read(TYPE.exponentBits()) - BIAS;
            whole.decode(in, 1 + TYPE.exponentBits(), limits.precision(exponent, rank));
            fromWhole(exponent);
        } else if (in.read(1) == 0) {
            int exponent = (int) in.read(TYPE.exponentBits()) - BIAS;
            whole.decodeReversibly(in, 2 + TYPE.exponentBits());
            fromWhole(exponent);
        } else {
            whole.decodeReversibly(in, 2);
            for (int i = 0; i < bits.length; i++) {
                long value = whole.values[i];
                bits[i] = value < 0 ? value ^ MAGNITUDE : value;
            }
        }
    }

    private void fromWhole(int exponent) {
        double scale = limits.isReversible() && exponent == NOTHING ? 0 : Math.scalb(1.0, exponent - WHOLE_BITS);
        long[] source = whole.values;
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToRawLongBits(scale * source[i]);
        }
    }
}
