package dev.varve.codec.serializer.pco;

import java.util.BitSet;

/** Which numbers of a chunk are looked at when its mode is chosen: one in forty, at random, but the same every time. */
final class Sample {
    /** The smallest sample from which anything is learnt. */
    static final int SMALLEST = 10;

    private static final int RATIO = 40;

    /** The state of xoroshiro128++. */
    private long low;

    private long high;

    /** Seeds the generator with 0, spread by SplitMix64. */
    private Sample() {
        low = mix(0x9e37_79b9_7f4a_7c15L);
        high = mix(0x3c6e_f372_fe94_f82aL);
    }

    private static long mix(long seed) {
        long z = seed;
        z = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
        return z ^ z >>> 31;
    }

    private long next() {
        long result = Long.rotateLeft(low + high, 17) + low;
        long mixed = low ^ high;
        low = Long.rotateLeft(low, 49) ^ mixed ^ mixed << 21;
        high = Long.rotateLeft(mixed, 28);
        return result;
    }

    /** How many of {@code n} numbers, at least {@link #SMALLEST}, are looked at. */
    static int size(int n) {
        return SMALLEST + (n - SMALLEST) / RATIO;
    }

    /** The places of a sample of {@code n} numbers, at least {@link #SMALLEST}; each once, in the order of drawing. */
    static int[] places(int n) {
        Sample random = new Sample();
        BitSet seen = new BitSet(n);
        int[] places = new int[size(n)];
        for (int i = 0; i < places.length; i++) {
            int last = n - places.length + i;
            int drawn = (int) Long.remainderUnsigned(random.next(), last + 1L);
            places[i] = seen.get(drawn) ? last : drawn;
            seen.set(places[i]);
        }
        return places;
    }
}
