package dev.varve.codec.serializer.pco;

import java.util.Arrays;

/**
 * Latents by their rank: {@code at(0)} is the smallest. Sorted only where it is looked at: the latents are dealt into buckets
 * of equal range, and a bucket is sorted when a rank in it is first asked for. A histogram asks for few.
 */
final class OrderedLatents {
    private static final int MAX_BUCKET_LOG = 13;
    private static final int BUCKET_LATENTS_LOG = 5;
    /** From this many per bit on, counting digits beats comparing. */
    private static final int RADIX_LATENTS = 12;

    private final long smallest;
    /** How far above the smallest each latent is. */
    private final long[] values;

    private final long[] spare;
    /** Bits of a latent's distance that do not choose its bucket. */
    private final int shift;
    /** Where each bucket starts, and the end of the last. */
    private final int[] starts;

    private final boolean[] isSorted;
    private final int[] ends = new int[(1 << Byte.SIZE) + 1];

    /** Of latents {@code from} on, {@code n} of them, at least 1; they are copied. */
    OrderedLatents(long[] latents, int from, int n) {
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (int i = from; i < from + n; i++) {
            long signed = latents[i] ^ Long.MIN_VALUE;
            low = Math.min(low, signed);
            high = Math.max(high, signed);
        }
        smallest = low ^ Long.MIN_VALUE;
        int rangeBits = Latents.width(high - low);
        int bucketLog = Math.max(1, Math.min(MAX_BUCKET_LOG, Latents.width(n) - BUCKET_LATENTS_LOG));
        shift = Math.max(0, rangeBits - bucketLog);
        int buckets = 1 << bucketLog;
        starts = new int[buckets + 2];
        isSorted = new boolean[buckets];
        values = new long[n];
        spare = new long[n];
        for (int i = from; i < from + n; i++) {
            starts[(int) (latents[i] - smallest >>> shift) + 2]++;
        }
        for (int bucket = 2; bucket < starts.length; bucket++) {
            starts[bucket] += starts[bucket - 1];
        }
        for (int i = from; i < from + n; i++) {
            long value = latents[i] - smallest;
            values[starts[(int) (value >>> shift) + 1]++] = value;
        }
    }

    int count() {
        return values.length;
    }

    /** The latent of this rank. */
    long at(int rank) {
        sortedBucketOf(rank);
        return values[rank] + smallest;
    }

    /** The rank of the first latent that equals the one of this rank. */
    int runStart(int rank) {
        int low = starts[sortedBucketOf(rank)] - 1;
        int high = rank;
        while (high - low > 1) {
            int middle = low + high >>> 1;
            if (values[middle] == values[rank]) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /** The rank behind the last latent that equals the one of this rank. */
    int runEnd(int rank) {
        int low = rank;
        int high = starts[sortedBucketOf(rank) + 1];
        while (high - low > 1) {
            int middle = low + high >>> 1;
            if (values[middle] == values[rank]) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** The last bucket that starts at or before a rank, sorted. */
    private int sortedBucketOf(int rank) {
        int low = 0;
        int high = isSorted.length;
        while (high - low > 1) {
            int middle = low + high >>> 1;
            if (starts[middle] <= rank) {
                low = middle;
            } else {
                high = middle;
            }
        }
        if (!isSorted[low]) {
            isSorted[low] = true;
            sort(starts[low], starts[low + 1]);
        }
        return low;
    }

    /** The latents of a bucket differ in their low bits only, so that their order as signed numbers is right. */
    private void sort(int from, int to) {
        if (to - from < RADIX_LATENTS * shift) {
            Arrays.sort(values, from, to);
            return;
        }
        long[] in = values;
        long[] out = spare;
        for (int digit = 0; digit < shift; digit += Byte.SIZE) {
            if (deal(in, out, from, to, digit)) {
                long[] swapped = in;
                in = out;
                out = swapped;
            }
        }
        if (in != values) {
            System.arraycopy(in, from, values, from, to - from);
        }
    }

    /** Orders latents by eight bits; does nothing when these are the same in all of them. */
    private boolean deal(long[] in, long[] out, int from, int to, int digit) {
        int[] ends = this.ends;
        Arrays.fill(ends, 0);
        for (int i = from; i < to; i++) {
            ends[(int) (in[i] >>> digit & 0xff) + 1]++;
        }
        if (ends[(int) (in[from] >>> digit & 0xff) + 1] == to - from) {
            return false;
        }
        ends[0] = from;
        for (int i = 1; i < ends.length; i++) {
            ends[i] += ends[i - 1];
        }
        for (int i = from; i < to; i++) {
            out[ends[(int) (in[i] >>> digit & 0xff)]++] = in[i];
        }
        return true;
    }
}
