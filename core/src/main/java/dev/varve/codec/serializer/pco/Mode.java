package dev.varve.codec.serializer.pco;

import java.util.Optional;

/** How numbers become one or two latents each; the second is what the first leaves over. */
sealed interface Mode {
    /** Bits that say which mode it is. */
    int TAG_BITS = 4;

    /** Bits of {@link Quantized#bits()}. */
    int QUANTIZED_BITS = 8;

    /** Bits of the length of a dictionary. */
    int LENGTH_BITS = 25;

    /** One latent: the number, in order. */
    record Classic() implements Mode {}

    /** Integers near multiples: the quotient and the rest of the ordered latent. */
    record IntMultiple(long base) implements Mode {}

    /** Floats near multiples: the rounded quotient, and the difference in units of the last place. */
    record FloatMultiple(long orderedBase) implements Mode {}

    /** Floats with zeros at the end: the upper bits, and the last {@code bits}. */
    record Quantized(int bits) implements Mode {}

    /** Few different numbers: one latent of 32 bits, the place in a list of ordered latents. Only decoded. */
    record Dictionary(Words values) implements Mode {}

    /** Whether there is a second latent. */
    default boolean hasSecondary() {
        return this instanceof IntMultiple || this instanceof FloatMultiple || this instanceof Quantized;
    }

    /** Bits of the first latent. */
    default int primaryBits(NumberType type) {
        return this instanceof Dictionary ? Integer.SIZE : type.bits();
    }

    /** Reads a mode that is possible for the type. */
    static Mode read(BitSource source, NumberType type, int majorVersion) {
        int tag = source.readInt(TAG_BITS);
        Mode mode =
                switch (tag) {
                    case 0 -> new Classic();
                    case 1 -> new IntMultiple(source.read(type.bits()));
                    case 2 -> new FloatMultiple(source.read(type.bits()));
                    case 3 -> new Quantized(source.readInt(QUANTIZED_BITS));
                    case 4 -> readDictionary(source, type);
                    default -> throw source.error("unknown mode " + tag);
                };
        if (!mode.isPossible(type) || mode instanceof IntMultiple && majorVersion == 0) {
            throw source.error("a mode that is impossible for the type: " + mode);
        }
        return mode;
    }

    private static Mode readDictionary(BitSource source, NumberType type) {
        int length = source.readInt(LENGTH_BITS);
        source.align();
        return new Dictionary(Words.read(source, length, type.bits()));
    }

    private boolean isPossible(NumberType type) {
        Optional<FloatFormat> format = type.floatFormat();
        if (this instanceof IntMultiple multiple) {
            return format.isEmpty() && multiple.base != 0;
        }
        if (this instanceof FloatMultiple multiple) {
            return format.isPresent() && isFiniteAndNotZero(multiple.orderedBase, format.get());
        }
        if (this instanceof Quantized quantized) {
            return format.isPresent()
                    && quantized.bits > 0
                    && quantized.bits <= format.get().precisionBits();
        }
        return true;
    }

    private static boolean isFiniteAndNotZero(long ordered, FloatFormat format) {
        double base = format.value(format.unordered(ordered));
        return Double.isFinite(base) && base != 0;
    }

    /** Bits that {@link #write} takes. */
    default int sizeBits(NumberType type) {
        if (this instanceof Quantized) {
            return TAG_BITS + QUANTIZED_BITS;
        }
        return TAG_BITS + (hasSecondary() ? type.bits() : 0);
    }

    /** Writes what {@link #read} reads. */
    default void write(BitSink sink, NumberType type) {
        if (this instanceof IntMultiple multiple) {
            sink.write(1, TAG_BITS);
            sink.write(multiple.base, type.bits());
        } else if (this instanceof FloatMultiple multiple) {
            sink.write(2, TAG_BITS);
            sink.write(multiple.orderedBase, type.bits());
        } else if (this instanceof Quantized quantized) {
            sink.write(3, TAG_BITS);
            sink.write(quantized.bits, QUANTIZED_BITS);
        } else if (this instanceof Classic) {
            sink.write(0, TAG_BITS);
        } else {
            throw new IllegalStateException(this + " is only decoded");
        }
    }
}
