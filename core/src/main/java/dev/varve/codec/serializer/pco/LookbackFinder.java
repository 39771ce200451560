package dev.varve.codec.serializer.pco;

import java.util.Arrays;

/**
 * Chooses how far each latent looks back: the nearest of sixteen proposals, of which six are the latents before, four were
 * chosen lately, and six have about the same value, found by hashing. Places that are chosen often win over nearer values.
 */
final class LookbackFinder {
    private static final int PROPOSALS = 16;
    private static final int RECENT = 6;
    private static final int REPEATED = 4;
    private static final int[] COARSENESSES = {0, 8};
    private static final long MULTIPLIER = 0x9e37_79b9_7f4a_7801L;
    private static final int LARGEST_WINDOW_LOG = 15;
    private static final int SMALLEST_WINDOW_LOG = 4;

    private final long[] latents;
    private final int bits;
    private final int window;
    private final int tableSize;
    /** Where a latent with each hash was last seen, for each coarseness. */
    private final int[] lastSeen;

    private final int[] proposals = new int[PROPOSALS];
    /** How often each distance was chosen, and the logarithm of it. */
    private final int[] counts;

    private final int[] merits;

    /** The delta for that many latents. */
    static Delta.Lookback delta(int n) {
        int log = Math.max(SMALLEST_WINDOW_LOG, Math.min(LARGEST_WINDOW_LOG, Latents.width(n - 1L)));
        return new Delta.Lookback(log, 0, false);
    }

    LookbackFinder(Delta.Lookback delta, long[] latents, int bits) {
        this.latents = latents;
        this.bits = bits;
        window = delta.window();
        tableSize = 2 * window;
        lastSeen = new int[COARSENESSES.length * tableSize];
        counts = new int[Math.min(window, latents.length)];
        merits = new int[counts.length];
        Arrays.fill(proposals, 1);
        Arrays.fill(counts, 1);
        Arrays.fill(merits, 1);
    }

    /** The distances of all latents but the first. */
    long[] find() {
        long[] distances = new long[Math.max(0, latents.length - 1)];
        int last = 1;
        int changes = 0;
        for (int i = 1; i < latents.length; i++) {
            int recent = Math.min(i, PROPOSALS);
            proposals[recent - 1] = recent;
            propose(i);
            int best = best(i);
            changes += best == last ? 0 : 1;
            proposals[RECENT + changes % REPEATED] = best;
            last = best;
            distances[i - 1] = best;
            int count = ++counts[best - 1];
            if ((count & count - 1) == 0) {
                merits[best - 1]++;
            }
        }
        return distances;
    }

    private int slot(long bucket) {
        long hash = (bucket ^ bucket >>> 32) * MULTIPLIER;
        return (int) (hash ^ hash >>> 32) & tableSize - 1;
    }

    private void propose(int i) {
        int proposal = RECENT + REPEATED;
        int table = 0;
        for (int coarseness : COARSENESSES) {
            long bucket = latents[i] >>> coarseness;
            for (int near = -1; near <= 1; near++) {
                int distance = i - lastSeen[table + slot(bucket + near)];
                proposals[proposal] = distance <= window ? distance : Math.min(proposal, i);
                proposal++;
            }
            lastSeen[table + slot(bucket)] = i;
            table += tableSize;
        }
    }

    private int best(int i) {
        long mask = Latents.mask(bits);
        long latent = latents[i];
        int most = 0;
        int best = 1;
        for (int distance : proposals) {
            long difference = latent - latents[i - distance] & mask;
            long smaller = Math.min(Latents.width(difference), Latents.width(-difference & mask));
            int merit = merits[distance - 1] + bits - (int) smaller;
            if (merit > most) {
                most = merit;
                best = distance;
            }
        }
        return best;
    }
}
