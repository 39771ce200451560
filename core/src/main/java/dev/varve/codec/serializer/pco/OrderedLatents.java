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
    /** How far above the smallest each latent is; nothing when a bucket's number says it. */
    private final long[] values;

    private long[] spare = new long[0];
    private final int count;
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
        count = n;
        values = new long[shift == 0 ? 0 : n];
        countBuckets(latents, from);
        if (shift > 0) {
            deal(latents, from);
        } else {
            System.arraycopy(starts, 2, starts, 1, buckets);
        }
    }

    /** Neighbours are often in the same bucket, whose counter would have to wait for itself: so there are two. */
    private void countBuckets(long[] latents, int from) {
        int[] others = new int[starts.length];
        int[] counts = starts;
        int end = from + count;
        int i = from;
        for (; i < end - 1; i += 2) {
            counts[(int) (latents[i] - smallest >>> shift) + 2]++;
            others[(int) (latents[i + 1] - smallest >>> shift) + 2]++;
        }
        if (i < end) {
            counts[(int) (latents[i] - smallest >>> shift) + 2]++;
        }
        for (int bucket = 2; bucket < counts.length; bucket++) {
            counts[bucket] += others[bucket] + counts[bucket - 1];
        }
    }

    /** Puts latents into their buckets, which moves each bucket's start to its end. */
    private void deal(long[] latents, int from) {
        int[] next = starts;
        for (int i = from; i < from + count; i++) {
            long value = latents[i] - smallest;
            values[next[(int) (value >>> shift) + 1]++] = value;
        }
    }

    int count() {
        return count;
    }

    /** The latent of this rank. */
    long at(int rank) {
        int bucket = sortedBucketOf(rank);
        return smallest + (shift == 0 ? bucket : values[rank]);
    }

    /** The rank of the first latent that equals the one of this rank. */
    int runStart(int rank) {
        int low = starts[sortedBucketOf(rank)] - 1;
        int high = rank;
        if (shift == 0) {
            return low + 1;
        }
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
        if (shift == 0) {
            return high;
        }
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
        if (shift > 0 && !isSorted[low]) {
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
        if (spare.length == 0) {
            spare = new long[count];
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
