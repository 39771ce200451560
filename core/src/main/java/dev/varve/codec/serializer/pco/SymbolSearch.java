package dev.varve.codec.serializer.pco;

/** Finds the bins of latents. */
final class SymbolSearch {
    /** The bins' lower ends, as signed numbers of the same order, up to a power of two. */
    private final long[] ends;

    private final int bins;

    /** Of bins with these lower ends, in order. */
    SymbolSearch(long[] lowers) {
        bins = lowers.length;
        ends = new long[1 << Latents.ceilingLog(bins)];
        for (int bin = 0; bin < ends.length; bin++) {
            ends[bin] = bin < bins ? lowers[bin] ^ Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /** The bin of each of the latents {@code from} on. */
    int[] search(long[] latents, int from, int n) {
        int[] symbols = new int[n];
        long[] ends = this.ends;
        int last = bins - 1;
        int half = ends.length >>> 1;
        for (int i = 0; i < n; i++) {
            long latent = latents[from + i] ^ Long.MIN_VALUE;
            int at = 0;
            for (int step = half; step > 0; step >>>= 1) {
                at += latent >= ends[at + step] ? step : 0;
            }
            symbols[i] = Math.min(at, last);
        }
        return symbols;
    }
}
