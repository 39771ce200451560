package dev.varve.codec.serializer.pco;

/**
 * Finds the bins of latents: a table tells for each of many equal parts of the range in which few bins its latents lie, and a
 * search without branches finds the one.
 */
final class SymbolSearch {
    private static final int MAX_PARTS_LOG = 12;
    /** This part of the bins at either end is left to the search, so that the table is fine where most latents are. */
    private static final int OUTER_BINS = 16;

    /** The bins' lower ends, as signed numbers of the same order, and as many of the largest as the search looks ahead. */
    private final long[] ends;
    /** The first bin of each part. */
    private final short[] firsts;

    private final long base;
    private final int shift;
    /** The first step of the search; twice as many bins are in a part at most. */
    private final int half;

    private final int bins;

    /** Of bins with these lower ends, in order. */
    SymbolSearch(long[] lowers) {
        bins = lowers.length;
        ends = new long[bins + (1 << Latents.ceilingLog(bins))];
        for (int bin = 0; bin < ends.length; bin++) {
            ends[bin] = bin < bins ? lowers[bin] ^ Long.MIN_VALUE : Long.MAX_VALUE;
        }
        int outer = bins / OUTER_BINS;
        base = ends[outer];
        int partsLog = Math.min(MAX_PARTS_LOG, Latents.ceilingLog(bins) + 4);
        // At least 1, so that no distance from the base becomes negative, however far a latent lies above it.
        shift = Math.max(1, Latents.width(ends[bins - 1 - outer] - base) - partsLog);
        firsts = new short[(1 << partsLog) + 1];
        half = Math.max(1, 1 << Latents.ceilingLog(fill()) >> 1);
    }

    /** Fills the table; the most bins of a part. */
    private int fill() {
        int most = 1;
        int bin = 0;
        int parts = firsts.length - 1;
        for (int part = 0; part <= parts; part++) {
            firsts[part] = (short) (part == 0 ? 0 : bin);
            while (bin + 1 < bins && (part == parts || part(ends[bin + 1]) <= part)) {
                bin++;
            }
            most = Math.max(most, bin - firsts[part] + 1);
        }
        return most;
    }

    /** The part in which a latent is; the first and the last go on to the ends of the range. */
    private int part(long latent) {
        long distance = latent - base >>> shift;
        int last = firsts.length - 1;
        return latent < base ? 0 : (int) Math.min(distance, last);
    }

    /** The bin of each of the latents {@code from} on. */
    int[] search(long[] latents, int from, int n) {
        int[] symbols = new int[n];
        long[] ends = this.ends;
        short[] firsts = this.firsts;
        long base = this.base;
        int shift = this.shift;
        long lastPart = firsts.length - 1L;
        int lastBin = bins - 1;
        int half = this.half;
        for (int i = 0; i < n; i++) {
            long latent = latents[from + i] ^ Long.MIN_VALUE;
            long part = latent < base ? 0 : Math.min(latent - base >>> shift, lastPart);
            int at = firsts[(int) part];
            for (int step = half; step > 0; step >>>= 1) {
                at += latent >= ends[at + step] ? step : 0;
            }
            symbols[i] = Math.min(at, lastBin);
        }
        return symbols;
    }
}
