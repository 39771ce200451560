package dev.varve.metadata;

import dev.varve.array.FloatFormat;
import dev.varve.array.NumericType;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Floating-point numbers of one size as bits in the low end of a {@code long}. The text is the name of the type. */
sealed interface FloatBits {
    /** Bytes of a number. */
    int sizeBytes();

    /** What {@code "NaN"} stands for: quiet, positive, no payload; nothing where there is no NaN. */
    OptionalLong nan();

    /** The nearest bits; nothing for what rounds beyond the largest number, and for infinities where there are none. */
    OptionalLong bits(double value);

    /** The value of bits; exact. */
    double value(long bits);

    /** The numbers of a floating-point type, or of the parts of a complex one. */
    static FloatBits of(NumericType type) {
        return switch (type) {
            case FLOAT16 -> new Small(FloatFormat.FLOAT16);
            case FLOAT32, COMPLEX64 -> Wide.FLOAT32;
            case FLOAT64, COMPLEX128 -> Wide.FLOAT64;
            default -> throw new IllegalArgumentException(type + " is no floating-point type");
        };
    }

    /** Numbers of at most 16 bits. */
    record Small(FloatFormat format) implements FloatBits {
        @Override
        public int sizeBytes() {
            return format.sizeBytes();
        }

        @Override
        public OptionalLong nan() {
            return widened(format.nan());
        }

        @Override
        public OptionalLong bits(double value) {
            return widened(format.bits(value));
        }

        private static OptionalLong widened(OptionalInt bits) {
            return bits.isPresent() ? OptionalLong.of(bits.getAsInt()) : OptionalLong.empty();
        }

        @Override
        public double value(long bits) {
            return format.value((int) bits);
        }

        @Override
        public String toString() {
            return format.toString();
        }
    }

    /** Numbers that Java has. */
    enum Wide implements FloatBits {
        FLOAT32,
        FLOAT64;

        @Override
        public int sizeBytes() {
            return this == FLOAT32 ? Float.BYTES : Double.BYTES;
        }

        @Override
        public OptionalLong nan() {
            return bits(Double.NaN);
        }

        @Override
        public OptionalLong bits(double value) {
            if (this == FLOAT64) {
                return OptionalLong.of(Double.doubleToLongBits(value));
            }
            boolean isBeyond = Float.isInfinite((float) value) && !Double.isInfinite(value);
            return isBeyond
                    ? OptionalLong.empty()
                    : OptionalLong.of(Integer.toUnsignedLong(Float.floatToIntBits((float) value)));
        }

        @Override
        public double value(long bits) {
            return this == FLOAT32 ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
