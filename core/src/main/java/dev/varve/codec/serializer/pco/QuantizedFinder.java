package dev.varve.codec.serializer.pco;

/** Finds how many bits at the end of floats are mostly zero. */
final class QuantizedFinder {
    /** Bits per number that the mode must save. */
    static final double REQUIRED_BITS = 1.5;

    /**
     * Zeros at the end.
     *
     * @param bits how many; 0 for none
     * @param savedBits per number of the sample
     */
    record Candidate(int bits, double savedBits) {}

    private QuantizedFinder() {}

    /** The first number of bits from which on more would save less. */
    static Candidate find(FloatFormat format, double[] sample) {
        int[] atLeast = new int[format.precisionBits() + 1];
        for (double number : sample) {
            atLeast[Math.min(format.precisionBits(), format.trailingZeros(number))]++;
        }
        for (int bits = atLeast.length - 2; bits >= 0; bits--) {
            atLeast[bits] += atLeast[bits + 1];
        }
        int best = 0;
        double most = 0;
        for (int bits = 1; bits < atLeast.length; bits++) {
            if (atLeast[bits] == 0) {
                continue;
            }
            double frequency = (double) atLeast[bits] / sample.length;
            double saved = bits - SavedBits.worstEntropy(frequency, Math.scalb(1.0, bits) - 1);
            if (saved <= most) {
                break;
            }
            best = bits;
            most = saved;
        }
        SavedBits saved = new SavedBits(sample.length);
        for (double number : sample) {
            saved.add(format.bitsOf(number) >>> best, most);
        }
        return new Candidate(best, saved.perNumber());
    }
}
