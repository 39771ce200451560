package dev.varve.codec.serializer.pco;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Finds a base of which integers are multiples, but for a common rest and exceptions: the greatest common divisor of the
 * differences in triples of a sample that is too frequent to be chance.
 */
final class IntMultipleFinder {
    /** Bits per number that a mode must save. */
    static final double REQUIRED_BITS = 0.5;

    private static final double ZETA_OF_2 = Math.PI * Math.PI / 6;
    private static final double SIGNIFICANT = 3;
    private static final double TOLERANCE = 1e-4;

    /**
     * A base.
     *
     * @param base greater than 1
     * @param savedBits per rest, at worst
     */
    record Candidate(long base, double savedBits) {}

    private IntMultipleFinder() {}

    /** A base that saves bits on these ordered latents. */
    static OptionalLong find(long[] latents) {
        if (latents.length < Sample.SMALLEST) {
            return OptionalLong.empty();
        }
        int[] places = Sample.places(latents.length);
        long[] sample = new long[places.length];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = latents[places[i]];
        }
        Candidate candidate = candidate(sample, sample.length);
        if (candidate.base() == 1) {
            return OptionalLong.empty();
        }
        SavedBits saved = new SavedBits(sample.length);
        for (long latent : sample) {
            saved.add(Long.divideUnsigned(latent, candidate.base()), candidate.savedBits());
        }
        return saved.perNumber() > REQUIRED_BITS ? OptionalLong.of(candidate.base()) : OptionalLong.empty();
    }

    /** The most prominent base of the first {@code n} of a sample; 1 when there is none. */
    static Candidate candidate(long[] sample, int n) {
        long[] divisors = new long[n / 3];
        int found = 0;
        for (int i = 0; i + 2 < n; i += 3) {
            long divisor = divisorOfDifferences(sample[i], sample[i + 1], sample[i + 2]);
            if (Long.compareUnsigned(divisor, 1) > 0) {
                divisors[found++] = divisor;
            }
        }
        Arrays.sort(divisors, 0, found);
        Candidate best = new Candidate(1, 0);
        for (int i = 0; i < found; ) {
            int same = i;
            while (i < found && divisors[i] == divisors[same]) {
                i++;
            }
            double saved = savedBits(FloatFormat.DOUBLE.ofUnsigned(divisors[same]), i - same, n / 3);
            if (saved >= REQUIRED_BITS && saved >= best.savedBits()) {
                best = new Candidate(divisors[same], saved);
            }
        }
        return best;
    }

    private static long divisorOfDifferences(long a, long b, long c) {
        long least = Long.compareUnsigned(a, b) < 0 ? a : b;
        least = Long.compareUnsigned(least, c) < 0 ? least : c;
        // One of the three differences is 0 and changes no divisor.
        return divisor(divisor(a - least, b - least), c - least);
    }

    private static long divisor(long a, long b) {
        long x = a;
        long y = b;
        while (y != 0) {
            long rest = Long.remainderUnsigned(x, y);
            x = y;
            y = rest;
        }
        return x;
    }

    /**
     * Bits that a base saves per rest, at worst; 0 when it is not significant. By chance, with rests equally likely, a triple
     * has just this divisor with probability 1 / (zeta(2) base^2).
     */
    private static double savedBits(double base, int triples, int all) {
        double chance = 1 / (ZETA_OF_2 * base * base);
        double deviation = Math.sqrt(chance * (1 - chance) / all);
        if (((double) triples / all - chance) / deviation < SIGNIFICANT) {
            return 0;
        }
        double few = triples - Math.sqrt(triples);
        if (few <= 0) {
            return 0;
        }
        double congruent = Math.min(ZETA_OF_2 * few / all, 1);
        double concentrated = concentration(base, congruent);
        if (Double.isNaN(concentrated)) {
            return 0;
        }
        return SavedBits.log2(base) - SavedBits.worstEntropy(concentrated, base - 1);
    }

    /**
     * The probability p of one rest, the others being equally likely, with which the three rests of a triple are the same as
     * often as was seen: p^3 + (1 - p)^3 / (base - 1)^2. NaN when there is none.
     */
    private static double concentration(double base, double congruent) {
        double factor = 1 / ((base - 1) * (base - 1));
        double low = 1 / base;
        double high = Math.cbrt(congruent) + Math.ulp(1.0);
        double below = excess(low, factor, congruent);
        double above = excess(high, factor, congruent);
        if (below > 0 || above < 0) {
            return Double.NaN;
        }
        while (high - low > TOLERANCE && above - below > 0) {
            // False position, a little towards the middle.
            double share = 0.001 + 0.998 * above / (above - below);
            double middle = share * low + (1 - share) * high;
            double at = excess(middle, factor, congruent);
            if (at < 0) {
                low = middle;
                below = at;
            } else {
                high = middle;
                above = at;
            }
        }
        return (low + high) / 2;
    }

    private static double excess(double p, double factor, double congruent) {
        double rest = 1 - p;
        return p * p * p + rest * rest * rest * factor - congruent;
    }
}
