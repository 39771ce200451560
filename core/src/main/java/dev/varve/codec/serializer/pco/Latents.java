package dev.varve.codec.serializer.pco;

/**
 * Arithmetic on latents: unsigned integers of 8 to 64 bits, each held in the low bits of a {@code long}. Sums and products
 * may leave rubbish above those bits until they are masked.
 */
final class Latents {
    /** How many latents are decoded at a time; the format fixes it. */
    static final int BATCH = 256;

    private Latents() {}

    /** All bits of a latent. */
    static long mask(int bits) {
        return -1L >>> (Long.SIZE - bits);
    }

    /** The middle of the range, where differences have their zero. */
    static long middle(int bits) {
        return 1L << (bits - 1);
    }

    /** How many bits an offset up to {@code largest} takes. */
    static int width(long largest) {
        return Long.SIZE - Long.numberOfLeadingZeros(largest);
    }

    /** How many bits tell the width of an offset. */
    static int widthBits(int bits) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(bits);
    }

    /** The smallest {@code k} with {@code n <= 2^k}. */
    static int ceilingLog(int n) {
        return n <= 1 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(n - 1);
    }

    static void mask(long[] latents, int n, int bits) {
        long mask = mask(bits);
        for (int i = 0; i < n; i++) {
            latents[i] &= mask;
        }
    }
}
