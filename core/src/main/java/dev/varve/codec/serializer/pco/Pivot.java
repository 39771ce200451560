package dev.varve.codec.serializer.pco;

/** A typical one of some numbers: the median of three, or of the medians of three groups of three. */
final class Pivot {
    private static final int MEDIANS_OF_MEDIANS = 50;
    private static final int MEDIANS = 8;

    private Pivot() {}

    static double of(double[] numbers) {
        int n = numbers.length;
        int a = n / 4;
        int b = n / 2;
        int c = n * 3 / 4;
        if (n < MEDIANS) {
            return numbers[b];
        }
        if (n < MEDIANS_OF_MEDIANS) {
            return median(numbers[a], numbers[b], numbers[c]);
        }
        return median(around(numbers, a), around(numbers, b), around(numbers, c));
    }

    private static double around(double[] numbers, int at) {
        return median(numbers[at - 1], numbers[at], numbers[at + 1]);
    }

    private static double median(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
