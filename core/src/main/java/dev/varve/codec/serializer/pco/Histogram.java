package dev.varve.codec.serializer.pco;

/**
 * Bins of about equally many latents, of which each holds all latents of the values in it: the material that
 * {@link BinOptimizer} puts together. A value that is so frequent that it reaches over a bin's end has a bin of its own, or
 * closes one.
 */
final class Histogram {
    private final OrderedLatents latents;
    private final int binLog;
    private final int[] counts;
    private final long[] lowers;
    private final long[] uppers;
    private int bins;
    private int nextFree;
    private boolean isOpen;

    /** Of at least one latent, with at most {@code 2^binLog} bins. */
    Histogram(OrderedLatents latents, int binLog) {
        this.latents = latents;
        this.binLog = binLog;
        counts = new int[1 << binLog];
        lowers = new long[1 << binLog];
        uppers = new long[1 << binLog];
        fill();
    }

    /** How many bins there are. */
    int bins() {
        return bins;
    }

    int count(int bin) {
        return counts[bin];
    }

    /** The smallest latent in a bin. */
    long lower(int bin) {
        return lowers[bin];
    }

    /** The largest latent in a bin. */
    long upper(int bin) {
        return uppers[bin];
    }

    private int binOf(int rank) {
        return (int) (((long) rank << binLog) / latents.count());
    }

    /** How many latents should be in this bin and those before. */
    private int endOf(int bin) {
        return (int) ((bin + 1L) * latents.count() + (1L << binLog) - 1 >> binLog);
    }

    private void fill() {
        int rank = 0;
        while (rank < latents.count()) {
            int bin = binOf(rank);
            int end = endOf(bin);
            long last = latents.at(end - 1);
            if (end == latents.count() || latents.at(end) != last) {
                add(end - rank, latents.at(rank), last);
                close(bin);
                rank = end;
            } else {
                rank = addRun(rank, end, last);
            }
        }
    }

    /** Adds latents up to the last that equals {@code value}, which stands on both sides of {@code end}; returns its end. */
    private int addRun(int rank, int end, long value) {
        int start = latents.runStart(end - 1);
        int stop = latents.runEnd(end);
        if (start > rank) {
            add(start - rank, latents.at(rank), latents.at(start - 1));
        }
        int bin = binOf(start + (stop - start) / 2);
        if (bin > nextFree && !close(bin - 1)) {
            bin--;
        }
        add(stop - start, value, value);
        if (stop >= endOf(bin)) {
            close(bin);
        }
        return stop;
    }

    /** Adds latents to the open bin, or to a new one. */
    private void add(int count, long lower, long upper) {
        if (!isOpen) {
            isOpen = true;
            counts[bins] = 0;
            lowers[bins] = lower;
        }
        counts[bins] += count;
        uppers[bins] = upper;
    }

    /** Closes the open bin, if there is one. */
    private boolean close(int bin) {
        if (!isOpen) {
            return false;
        }
        nextFree = bin + 1;
        isOpen = false;
        bins++;
        return true;
    }
}
