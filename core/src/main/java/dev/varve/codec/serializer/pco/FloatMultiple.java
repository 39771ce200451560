package dev.varve.codec.serializer.pco;

/**
 * A number of which floats are near multiples, with its inverse, of which one was found first and is the rounder of the two.
 *
 * @param base a number of the format
 * @param inverse about 1 / base
 */
record FloatMultiple(double base, double inverse) {
    static FloatMultiple ofBase(FloatFormat format, double base) {
        return new FloatMultiple(base, format.narrow(1 / base));
    }

    static FloatMultiple ofInverse(FloatFormat format, double inverse) {
        return new FloatMultiple(format.narrow(1 / inverse), inverse);
    }

    /** The multiple of the base that is nearest to a number, in bases. */
    double quotient(FloatFormat format, double number) {
        return FloatFormat.round(format.narrow(number * inverse));
    }

    /** Bits that splitting saves per number of a sample of positive numbers. */
    double savedBits(FloatFormat format, double[] sample) {
        SavedBits saved = new SavedBits(sample.length);
        for (double number : sample) {
            double quotient = quotient(format, number);
            int exponent = format.exponent(quotient);
            int between = exponent < 0 ? 0 : Math.max(0, format.precisionBits() - exponent);
            long multiple = format.ordered(format.bitsOf(format.narrow(quotient * base)));
            long ordered = format.ordered(format.bitsOf(number));
            boolean isAbove = Long.compareUnsigned(ordered, multiple) > 0;
            long units = isAbove ? ordered - multiple : multiple - ordered;
            // A difference of u units is taken to have the probability 1 / (2 (u^2 + 1)).
            saved.add(format.wholeToLatent(quotient), between - (1 + 2 * Latents.width(units)));
        }
        return saved.perNumber();
    }
}
