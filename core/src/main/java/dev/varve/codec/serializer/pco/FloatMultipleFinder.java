package dev.varve.codec.serializer.pco;

import java.util.Arrays;
import java.util.Optional;

/**
 * Finds a number of which floats are near multiples: a power of ten, a multiple of a power of two, or a common divisor of
 * pairs, up to rounding. All in the numbers' own format.
 */
final class FloatMultipleFinder {
    private static final int REQUIRED_PRECISION_BITS = 6;
    private static final double WHOLE_TOLERANCE = 0.02;
    private static final double DECIMAL_TOLERANCE = 0.01;
    private static final int INTERESTING_ZEROS = 5;
    private static final double REQUIRED_PAIRS = 0.001;
    private static final int DECIMAL_SAMPLES = 200;
    private static final double NEAR = 0.01;
    private static final double[] PERCENTILES = {0.1, 0.3, 0.5};

    private final FloatFormat format;
    private final double[] sample;

    /** In a sample of positive numbers, at least {@link Sample#SMALLEST}. */
    FloatMultipleFinder(FloatFormat format, double[] sample) {
        this.format = format;
        this.sample = sample;
    }

    /** The base that saves the most bits, and whether it saves enough is for the caller to say. */
    Optional<FloatMultiple> find() {
        Optional<FloatMultiple> best = Optional.empty();
        double most = IntMultipleFinder.REQUIRED_BITS;
        for (Optional<FloatMultiple> candidate :
                Arrays.asList(byPowersOfTen(), byTrailingZeros(), byCommonDivisors())) {
            double saved = candidate.isEmpty() ? 0 : candidate.get().savedBits(format, sample);
            if (saved >= most) {
                most = saved;
                best = candidate;
            }
        }
        return best;
    }

    private double narrow(double value) {
        return format.narrow(value);
    }

    private Optional<FloatMultiple> byPowersOfTen() {
        double[] few = Arrays.copyOf(sample, Math.min(sample.length, DECIMAL_SAMPLES));
        int typical = (int) Math.log10(Pivot.of(few));
        double digits = format.precisionBits() * Math.log10(2);
        int smallest = Math.min(typical - (int) digits + 1, -1);
        int largest = Math.min(typical - (int) (digits / 2) + 1, -1);
        for (int log = largest; log >= smallest; log--) {
            double inverse = narrow(Math.pow(10, -log));
            int near = 0;
            for (double number : few) {
                double quotient = narrow(number * inverse);
                if (Math.abs(narrow(quotient - FloatFormat.round(quotient))) < narrow(NEAR)) {
                    near++;
                }
            }
            if (near >= few.length * 0.5) {
                return Optional.of(FloatMultiple.ofInverse(format, inverse));
            }
        }
        return Optional.empty();
    }

    /** The exponent of the greatest power of two that divides a number. */
    private int powerOfTwo(double number) {
        return format.exponent(number) - Math.max(0, format.precisionBits() - format.trailingZeros(number));
    }

    private Optional<FloatMultiple> byTrailingZeros() {
        int power = Integer.MAX_VALUE;
        int count = 0;
        for (double number : sample) {
            if (format.trailingZeros(number) >= INTERESTING_ZEROS) {
                power = Math.min(power, powerOfTwo(number));
                count++;
            }
        }
        int required = Math.max((int) Math.ceil(sample.length * 0.5), Sample.SMALLEST);
        if (count < required) {
            return Optional.empty();
        }
        long[] integers = new long[sample.length];
        int found = 0;
        int bits = format.bits();
        for (double number : sample) {
            int exponent = format.exponent(number);
            if (powerOfTwo(number) >= power && exponent < power + bits) {
                long fraction = format.bitsOf(number) << (bits - format.precisionBits() - 1) & Latents.mask(bits);
                integers[found++] = (fraction | Latents.middle(bits)) >>> (bits - 1 - (exponent - power));
            }
        }
        if (found < required) {
            return Optional.empty();
        }
        double integer =
                format.ofUnsigned(IntMultipleFinder.candidate(integers, found).base());
        return Optional.of(FloatMultiple.ofBase(format, narrow(integer * format.powerOfTwo(power))));
    }

    private Optional<FloatMultiple> byCommonDivisors() {
        double[] divisors = new double[sample.length / 2];
        int found = 0;
        for (int i = 0; i < sample.length - 1; i += 2) {
            double divisor = divisor(Math.max(sample[i], sample[i + 1]), Math.min(sample[i], sample[i + 1]));
            if (divisor > 0) {
                divisors[found++] = divisor;
            }
        }
        int required = 1 + (int) Math.ceil(sample.length * REQUIRED_PAIRS);
        if (found < required) {
            return Optional.empty();
        }
        Arrays.sort(divisors, 0, found);
        for (double percentile : PERCENTILES) {
            double candidate = divisors[(int) (percentile * found)];
            double tolerance = narrow(narrow(NEAR) * candidate);
            int near = 0;
            for (int i = 0; i < found; i++) {
                near += Math.abs(narrow(divisors[i] - candidate)) < tolerance ? 1 : 0;
            }
            if (near >= required) {
                return Optional.of(rounded(centred(candidate)));
            }
        }
        return Optional.empty();
    }

    /** The common divisor of two numbers up to rounding, by Euclid's algorithm with a bound of its error; 0 for none. */
    private double divisor(double greater, double lesser) {
        double negligible = format.powerOfTwo(-(format.precisionBits() - REQUIRED_PRECISION_BITS));
        double epsilon = format.powerOfTwo(-format.precisionBits());
        double large = greater;
        double largeError = 0;
        double small = lesser;
        double smallError = 0;
        if (lesser <= narrow(greater * negligible) || lesser == greater) {
            return 0;
        }
        while (true) {
            double before = large;
            double ratio = FloatFormat.round(narrow(large / small));
            largeError = narrow(largeError + narrow(narrow(ratio * smallError) + narrow(large * epsilon)));
            large = Math.abs(narrow(large - narrow(ratio * small)));
            if (large <= narrow(before * format.powerOfTwo(-16)) || large <= largeError) {
                return small;
            }
            if (large <= narrow(greater * negligible)
                    || large <= narrow(largeError * format.powerOfTwo(REQUIRED_PRECISION_BITS))) {
                return 0;
            }
            double swapped = large;
            large = small;
            small = swapped;
            swapped = largeError;
            largeError = smallError;
            smallError = swapped;
        }
    }

    /** The base moved so that the sample's numbers are, on the average, as much above as below its multiples. */
    private double centred(double base) {
        double inverse = narrow(1 / base);
        double shift = 0;
        double weights = 0;
        for (double number : sample) {
            double quotient = FloatFormat.round(narrow(number * inverse));
            int exponent = format.exponent(quotient);
            if (exponent >= 0 && exponent < format.precisionBits() && quotient != 0) {
                double above = narrow(narrow(quotient * base) - number);
                double weight = narrow(format.precisionBits() - exponent);
                shift = narrow(shift + narrow(weight * narrow(above / quotient)));
                weights = narrow(weights + weight);
            }
        }
        return narrow(base - narrow(shift / weights));
    }

    /** The base, or one near by that is 1 / n or a power of ten. */
    private FloatMultiple rounded(double base) {
        double inverse = narrow(1 / base);
        double whole = FloatFormat.round(inverse);
        double decimal = narrow(Math.pow(10, FloatFormat.round(Math.log10(inverse))));
        if (Math.abs(narrow(inverse - whole)) < narrow(WHOLE_TOLERANCE)) {
            return FloatMultiple.ofInverse(format, whole);
        }
        if (narrow(Math.abs(narrow(inverse - decimal)) / inverse) < narrow(DECIMAL_TOLERANCE)) {
            return FloatMultiple.ofInverse(format, decimal);
        }
        return FloatMultiple.ofBase(format, base);
    }
}
