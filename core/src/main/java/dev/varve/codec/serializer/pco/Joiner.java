package dev.varve.codec.serializer.pco;

import java.util.Optional;

/** Puts the latents of a batch together to numbers, as the mode says. */
final class Joiner {
    private final NumberType type;
    private final Mode mode;
    private final Optional<FloatFormat> format;

    Joiner(NumberType type, Mode mode) {
        this.type = type;
        this.mode = mode;
        this.format = type.floatFormat();
    }

    /** Writes {@code n} numbers to {@code out} at byte {@code at}; the latents are overwritten. */
    void join(BitSource source, long[] primary, long[] secondary, int n, byte[] out, int at) {
        if (mode instanceof Mode.IntMultiple multiple) {
            for (int i = 0; i < n; i++) {
                primary[i] = primary[i] * multiple.base() + secondary[i];
            }
        } else if (mode instanceof Mode.FloatMultiple multiple) {
            joinFloats(multiple.orderedBase(), primary, secondary, n);
        } else if (mode instanceof Mode.Quantized quantized) {
            joinQuantized(quantized.bits(), primary, secondary, n);
        } else if (mode instanceof Mode.Dictionary dictionary) {
            look(source, dictionary.values(), primary, n);
        }
        type.put(primary, n, out, at);
    }

    private static void look(BitSource source, Words values, long[] places, int n) {
        for (int i = 0; i < n; i++) {
            long place = places[i] & 0xffff_ffffL;
            if (place >= values.count()) {
                throw source.error("place " + place + " of a dictionary of " + values.count());
            }
            places[i] = values.get((int) place);
        }
    }

    /** Of negative numbers the last bits are stored turned, so that exact ones have zeros. */
    private void joinQuantized(int low, long[] primary, long[] secondary, int n) {
        int bits = type.bits();
        Latents.mask(primary, n, bits);
        long firstPositive = Latents.middle(bits) >>> low;
        long turned = Latents.mask(low);
        for (int i = 0; i < n; i++) {
            long rest = primary[i] >= firstPositive ? secondary[i] : secondary[i] ^ turned;
            primary[i] = (primary[i] << low) + rest;
        }
    }

    private void joinFloats(long orderedBase, long[] primary, long[] secondary, int n) {
        FloatFormat floats = format.orElseThrow();
        double base = floats.value(floats.unordered(orderedBase));
        switch (floats) {
            case HALF -> joinHalves(base, primary, secondary, n);
            case SINGLE -> joinSingles((float) base, primary, secondary, n);
            case DOUBLE -> joinDoubles(base, primary, secondary, n);
        }
    }

    private static void joinHalves(double base, long[] primary, long[] secondary, int n) {
        FloatFormat half = FloatFormat.HALF;
        Latents.mask(primary, n, Short.SIZE);
        for (int i = 0; i < n; i++) {
            double product = half.wholeOfLatent(primary[i]) * base;
            primary[i] = half.ordered(half.bitsOf(product)) + secondary[i] + Latents.middle(Short.SIZE);
        }
    }

    private static void joinSingles(float base, long[] primary, long[] secondary, int n) {
        int limit = 1 << 24;
        int limitBits = Float.floatToRawIntBits(limit) - limit;
        for (int i = 0; i < n; i++) {
            int latent = (int) primary[i];
            int negative = ~(latent >> 31);
            int count = (latent ^ negative) & Integer.MAX_VALUE;
            float whole = count < limit ? (float) count : Float.intBitsToFloat(count + limitBits);
            whole = Float.intBitsToFloat(Float.floatToRawIntBits(whole) | negative & Integer.MIN_VALUE);
            int product = Float.floatToRawIntBits(whole * base);
            int ordered = product ^ (product >> 31 | Integer.MIN_VALUE);
            int joined = ordered + (int) secondary[i] + Integer.MIN_VALUE;
            primary[i] = joined;
        }
    }

    private static void joinDoubles(double base, long[] primary, long[] secondary, int n) {
        long limit = 1L << 53;
        long limitBits = Double.doubleToRawLongBits((double) limit) - limit;
        for (int i = 0; i < n; i++) {
            long latent = primary[i];
            long negative = ~(latent >> 63);
            long count = (latent ^ negative) & Long.MAX_VALUE;
            double whole = count < limit ? (double) count : Double.longBitsToDouble(count + limitBits);
            whole = Double.longBitsToDouble(Double.doubleToRawLongBits(whole) | negative & Long.MIN_VALUE);
            long product = Double.doubleToRawLongBits(whole * base);
            long ordered = product ^ (product >> 63 | Long.MIN_VALUE);
            primary[i] = ordered + secondary[i] + Long.MIN_VALUE;
        }
    }
}
