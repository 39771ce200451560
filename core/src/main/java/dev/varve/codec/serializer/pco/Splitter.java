package dev.varve.codec.serializer.pco;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** Takes numbers apart into the latents of a mode: what {@link Joiner} undoes. */
final class Splitter {
    private final NumberType type;
    private final Mode mode;
    private final Optional<FloatMultiple> multiple;

    /** For a mode other than floats' multiples. */
    private Splitter(NumberType type, Mode mode, Optional<FloatMultiple> multiple) {
        this.type = type;
        this.mode = mode;
        this.multiple = multiple;
    }

    static Splitter classic(NumberType type) {
        return new Splitter(type, new Mode.Classic(), Optional.empty());
    }

    /** The splitter that seems to make these ordered latents the smallest. */
    static Splitter choose(NumberType type, long[] latents) {
        if (type.floatFormat().isPresent()) {
            return chooseForFloats(type, type.floatFormat().get(), latents);
        }
        OptionalLong base = IntMultipleFinder.find(latents);
        if (base.isEmpty()) {
            return classic(type);
        }
        return new Splitter(type, new Mode.IntMultiple(base.getAsLong()), Optional.empty());
    }

    private static Splitter chooseForFloats(NumberType type, FloatFormat format, long[] latents) {
        double[] sample = sample(format, latents);
        if (sample.length < Sample.SMALLEST) {
            return classic(type);
        }
        Optional<FloatMultiple> multiple = new FloatMultipleFinder(format, sample).find();
        double saved = multiple.isEmpty() ? 0 : multiple.get().savedBits(format, sample);
        QuantizedFinder.Candidate zeros = QuantizedFinder.find(format, sample);
        if (zeros.savedBits() > QuantizedFinder.REQUIRED_BITS && zeros.savedBits() >= saved) {
            return new Splitter(type, new Mode.Quantized(zeros.bits()), Optional.empty());
        }
        if (multiple.isEmpty()) {
            return classic(type);
        }
        long base = format.ordered(format.bitsOf(multiple.get().base()));
        return new Splitter(type, new Mode.FloatMultiple(base), multiple);
    }

    /** The magnitudes of some numbers from which a mode can be learnt. */
    private static double[] sample(FloatFormat format, long[] latents) {
        if (latents.length < Sample.SMALLEST) {
            return new double[0];
        }
        int[] places = Sample.places(latents.length);
        double[] sample = new double[places.length];
        int found = 0;
        for (int place : places) {
            long magnitude = format.unordered(latents[place]) & ~Latents.middle(format.bits());
            if (format.isTypical(magnitude)) {
                sample[found++] = format.value(magnitude);
            }
        }
        return Arrays.copyOf(sample, found);
    }

    Mode mode() {
        return mode;
    }

    /** Replaces ordered latents by first latents; gives the second ones, or nothing of length 0. */
    long[] split(long[] latents) {
        if (mode instanceof Mode.IntMultiple integer) {
            return splitIntegers(latents, integer.base());
        }
        if (mode instanceof Mode.Quantized quantized) {
            return splitQuantized(latents, quantized.bits());
        }
        if (multiple.isPresent()) {
            return switch (type.floatFormat().orElseThrow()) {
                case HALF -> splitHalves(latents, multiple.get());
                case SINGLE -> splitSingles(latents, multiple.get());
                case DOUBLE -> splitDoubles(latents, multiple.get());
            };
        }
        return new long[0];
    }

    private long[] splitIntegers(long[] latents, long base) {
        long[] rests = new long[latents.length];
        boolean isSigned = type.bits() < Long.SIZE;
        for (int i = 0; i < latents.length; i++) {
            long latent = latents[i];
            long quotient = isSigned ? latent / base : Long.divideUnsigned(latent, base);
            latents[i] = quotient;
            rests[i] = latent - quotient * base;
        }
        return rests;
    }

    private long[] splitQuantized(long[] latents, int low) {
        long[] rests = new long[latents.length];
        long middle = Latents.middle(type.bits());
        long mask = Latents.mask(low);
        for (int i = 0; i < latents.length; i++) {
            long rest = latents[i] & mask;
            rests[i] = (latents[i] & middle) != 0 ? rest : mask - rest;
            latents[i] >>>= low;
        }
        return rests;
    }

    private static long[] splitHalves(long[] latents, FloatMultiple multiple) {
        FloatFormat half = FloatFormat.HALF;
        long[] rests = new long[latents.length];
        for (int i = 0; i < latents.length; i++) {
            double quotient = multiple.quotient(half, half.value(half.unordered(latents[i])));
            long product = half.ordered(half.bitsOf(quotient * multiple.base()));
            rests[i] = latents[i] - product + Latents.middle(Short.SIZE) & Latents.mask(Short.SIZE);
            latents[i] = half.wholeToLatent(quotient);
        }
        return rests;
    }

    private static long[] splitSingles(long[] latents, FloatMultiple multiple) {
        long[] rests = new long[latents.length];
        float base = (float) multiple.base();
        float inverse = (float) multiple.inverse();
        int limit = 1 << 24;
        int limitBits = Float.floatToRawIntBits(limit) - limit;
        for (int i = 0; i < latents.length; i++) {
            int latent = (int) latents[i];
            float quotient = Float.intBitsToFloat(latent ^ (~(latent >> 31) | Integer.MIN_VALUE)) * inverse;
            quotient = (float) FloatFormat.round(quotient);
            int product = Float.floatToRawIntBits(quotient * base);
            int rest = latent - (product ^ (product >> 31 | Integer.MIN_VALUE)) + Integer.MIN_VALUE;
            rests[i] = rest & 0xffff_ffffL;
            float magnitude = Math.abs(quotient);
            int count = magnitude < limit ? (int) magnitude : Float.floatToRawIntBits(magnitude) - limitBits;
            int negative = Float.floatToRawIntBits(quotient) >> 31;
            latents[i] = (count ^ negative ^ Integer.MIN_VALUE) & 0xffff_ffffL;
        }
        return rests;
    }

    private static long[] splitDoubles(long[] latents, FloatMultiple multiple) {
        long[] rests = new long[latents.length];
        long limit = 1L << 53;
        long limitBits = Double.doubleToRawLongBits((double) limit) - limit;
        for (int i = 0; i < latents.length; i++) {
            long latent = latents[i];
            double quotient = Double.longBitsToDouble(latent ^ (~(latent >> 63) | Long.MIN_VALUE)) * multiple.inverse();
            quotient = FloatFormat.round(quotient);
            long product = Double.doubleToRawLongBits(quotient * multiple.base());
            rests[i] = latent - (product ^ (product >> 63 | Long.MIN_VALUE)) + Long.MIN_VALUE;
            double magnitude = Math.abs(quotient);
            long count = magnitude < limit ? (long) magnitude : Double.doubleToRawLongBits(magnitude) - limitBits;
            long negative = Double.doubleToRawLongBits(quotient) >> 63;
            latents[i] = count ^ negative ^ Long.MIN_VALUE;
        }
        return rests;
    }
}
