package dev.varve.codec.serializer.pco;

/** Turns the latents of a page into differences: what {@link DeltaReader} undoes. */
final class DeltaWriter {
    private DeltaWriter() {}

    /**
     * Replaces latents by differences, but for the first {@link Delta#stateCount()}, which are rubbish afterwards.
     *
     * @param distances those of {@link LookbackFinder}; else unused
     * @return the latents from which a reader starts
     */
    static long[] apply(Delta delta, long[] latents, int bits, long[] distances) {
        if (delta instanceof Delta.Consecutive consecutive) {
            return subtractNeighbours(latents, bits, consecutive.order());
        }
        if (delta instanceof Delta.Lookback) {
            return subtractLookbacks(latents, bits, distances);
        }
        return new long[0];
    }

    private static long[] subtractNeighbours(long[] latents, int bits, int order) {
        long mask = Latents.mask(bits);
        long[] state = new long[order];
        int start = 0;
        for (int k = 0; k < order; k++) {
            state[k] = start < latents.length ? latents[start] & mask : 0;
            for (int i = latents.length - 1; i > start; i--) {
                latents[i] -= latents[i - 1];
            }
            start = Math.min(start + 1, latents.length);
        }
        centre(latents, start, bits);
        return state;
    }

    private static long[] subtractLookbacks(long[] latents, int bits, long[] distances) {
        long[] state = {latents[0]};
        for (int i = latents.length - 1; i > 0; i--) {
            latents[i] -= latents[i - (int) distances[i - 1]];
        }
        centre(latents, 1, bits);
        return state;
    }

    /** Puts 0 in the middle, so that small negative differences are next to small positive ones. */
    private static void centre(long[] latents, int from, int bits) {
        long mask = Latents.mask(bits);
        long middle = Latents.middle(bits);
        for (int i = from; i < latents.length; i++) {
            latents[i] = latents[i] + middle & mask;
        }
    }
}
