package dev.varve.measure;

import java.util.Arrays;
import java.util.Optional;

/**
 * The discrete Fourier transform of complex rows of one length, any length: by its prime factors, and as a convolution where one
 * of them is large (Bluestein). For one thread.
 */
final class Fourier {
    private static final int LARGEST_FACTOR = 31;

    private final int length;
    private final int[] factors;

    /** cos and -sin of 2 pi k / length. */
    private final double[] cosines;

    private final double[] sines;
    private final double[] inputRe;
    private final double[] inputIm;
    private final double[] sumRe = new double[LARGEST_FACTOR];
    private final double[] sumIm = new double[LARGEST_FACTOR];

    /** The convolution that stands for a length with a large prime factor. */
    private final Optional<Chirp> chirp;

    Fourier(int length) {
        this.length = length;
        this.factors = factors(length);
        boolean isSmooth = factors.length == 0 || factors[factors.length - 1] <= LARGEST_FACTOR;
        this.chirp = isSmooth ? Optional.empty() : Optional.of(new Chirp(length));
        this.cosines = new double[isSmooth ? length : 0];
        this.sines = new double[cosines.length];
        for (int k = 0; k < cosines.length; k++) {
            double angle = 2 * Math.PI * k / length;
            cosines[k] = Math.cos(angle);
            sines[k] = -Math.sin(angle);
        }
        this.inputRe = new double[cosines.length];
        this.inputIm = new double[cosines.length];
    }

    private static int[] factors(int length) {
        int[] found = new int[Integer.SIZE];
        int count = 0;
        int left = length;
        for (int p = 2; left > 1; p++) {
            if ((long) p * p > left) {
                p = left;
            }
            while (left % p == 0) {
                found[count++] = p;
                left /= p;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** Replaces a row by its transform: sum over j of row[j] exp(-2 pi i j k / length). */
    void transform(double[] re, double[] im) {
        if (chirp.isPresent()) {
            chirp.get().transform(re, im);
            return;
        }
        System.arraycopy(re, 0, inputRe, 0, length);
        System.arraycopy(im, 0, inputIm, 0, length);
        split(0, 1, re, im, 0, length, 0);
    }

    /** Transforms every {@code stride}-th of the input from {@code from} on into {@code size} places from {@code to} on. */
    private void split(int from, int stride, double[] re, double[] im, int to, int size, int level) {
        if (size == 1) {
            re[to] = inputRe[from];
            im[to] = inputIm[from];
            return;
        }
        int p = factors[level];
        int part = size / p;
        for (int r = 0; r < p; r++) {
            split(from + r * stride, stride * p, re, im, to + r * part, part, level + 1);
        }
        if (p == 2) {
            joinTwo(re, im, to, part, stride);
        } else {
            join(re, im, to, part, stride, p);
        }
    }

    private void joinTwo(double[] re, double[] im, int to, int part, int stride) {
        for (int k = 0; k < part; k++) {
            int low = to + k;
            int high = low + part;
            double c = cosines[k * stride];
            double s = sines[k * stride];
            double a = re[high] * c - im[high] * s;
            double b = re[high] * s + im[high] * c;
            re[high] = re[low] - a;
            im[high] = im[low] - b;
            re[low] += a;
            im[low] += b;
        }
    }

    private void join(double[] re, double[] im, int to, int part, int stride, int p) {
        for (int k = 0; k < part; k++) {
            for (int q = 0; q < p; q++) {
                double a = 0;
                double b = 0;
                // The twiddle of part r and the p-th root of its place are one power of the length's root.
                int step = (int) ((long) (k + q * part) * stride % length);
                int at = 0;
                for (int r = 0; r < p; r++) {
                    double x = re[to + r * part + k];
                    double y = im[to + r * part + k];
                    a += x * cosines[at] - y * sines[at];
                    b += x * sines[at] + y * cosines[at];
                    at += step;
                    if (at >= length) {
                        at -= length;
                    }
                }
                sumRe[q] = a;
                sumIm[q] = b;
            }
            for (int q = 0; q < p; q++) {
                re[to + q * part + k] = sumRe[q];
                im[to + q * part + k] = sumIm[q];
            }
        }
    }

    /** A transform of any length by convolution with a chirp, over a power of two. */
    private static final class Chirp {
        private final int length;
        private final double[] cosines;
        private final double[] sines;
        private final double[] kernelRe;
        private final double[] kernelIm;
        private final double[] workRe;
        private final double[] workIm;
        private final int padded;
        private final Fourier fourier;

        Chirp(int length) {
            this.length = length;
            padded = Integer.highestOneBit(2 * length) * 2;
            cosines = new double[length];
            sines = new double[length];
            kernelRe = new double[padded];
            kernelIm = new double[padded];
            workRe = new double[padded];
            workIm = new double[padded];
            for (int k = 0; k < length; k++) {
                // Squares are taken modulo the period, lest large angles lose digits.
                double angle = Math.PI * ((long) k * k % (2L * length)) / length;
                cosines[k] = Math.cos(angle);
                sines[k] = -Math.sin(angle);
                kernelRe[k] = cosines[k];
                kernelIm[k] = -sines[k];
                kernelRe[(padded - k) % padded] = cosines[k];
                kernelIm[(padded - k) % padded] = -sines[k];
            }
            fourier = new Fourier(padded);
            fourier.transform(kernelRe, kernelIm);
        }

        void transform(double[] re, double[] im) {
            Arrays.fill(workRe, 0);
            Arrays.fill(workIm, 0);
            multiply(re, im, workRe, workIm);
            fourier.transform(workRe, workIm);
            // The inverse transform of a product is the transform of its conjugate, conjugated.
            for (int k = 0; k < padded; k++) {
                double a = workRe[k] * kernelRe[k] - workIm[k] * kernelIm[k];
                double b = workRe[k] * kernelIm[k] + workIm[k] * kernelRe[k];
                workRe[k] = a / padded;
                workIm[k] = -b / padded;
            }
            fourier.transform(workRe, workIm);
            for (int k = 0; k < length; k++) {
                workIm[k] = -workIm[k];
            }
            multiply(workRe, workIm, re, im);
        }

        private void multiply(double[] re, double[] im, double[] toRe, double[] toIm) {
            for (int k = 0; k < length; k++) {
                double a = re[k] * cosines[k] - im[k] * sines[k];
                double b = re[k] * sines[k] + im[k] * cosines[k];
                toRe[k] = a;
                toIm[k] = b;
            }
        }
    }
}
