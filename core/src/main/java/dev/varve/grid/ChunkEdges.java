package dev.varve.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The lengths of the chunks along one axis, in runs of equal ones: a list of chunks takes no more memory than it takes to write
 * it down. Immutable.
 */
public final class ChunkEdges {
    private final boolean isStep;
    private final List<Run> runs;
    /** The first element and the first chunk of each run; one more each for the end. */
    private final long[] starts;

    private final long[] ordinals;

    /**
     * Chunks of one length that follow each other.
     *
     * @param length elements of each, at least 1
     * @param count how many, at least 1
     */
    public record Run(long length, long count) {
        public Run {
            if (length < 1 || count < 1) {
                throw new IllegalArgumentException(
                        "a run of " + count + " chunks of length " + length + "; both must be at least 1");
            }
        }
    }

    private ChunkEdges(boolean isStep, List<Run> runs) {
        this.isStep = isStep;
        this.runs = List.copyOf(runs);
        this.starts = new long[runs.size() + 1];
        this.ordinals = new long[runs.size() + 1];
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            starts[i + 1] = Math.addExact(starts[i], Math.multiplyExact(run.length(), run.count()));
            ordinals[i + 1] = Math.addExact(ordinals[i], run.count());
        }
    }

    /** Chunks of one length, as many as the axis needs. */
    public static ChunkEdges step(long length) {
        return new ChunkEdges(true, List.of(new Run(length, 1)));
    }

    /**
     * Chunks of these lengths.
     *
     * @throws IllegalArgumentException when there are none, or they end beyond 2^63
     */
    public static ChunkEdges of(List<Run> runs) {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("no chunks along an axis");
        }
        List<Run> merged = new ArrayList<>();
        try {
            for (Run run : runs) {
                int last = merged.size() - 1;
                if (last >= 0 && merged.get(last).length() == run.length()) {
                    Run before = merged.remove(last);
                    merged.add(new Run(run.length(), Math.addExact(before.count(), run.count())));
                } else {
                    merged.add(run);
                }
            }
            return new ChunkEdges(false, merged);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("chunks along an axis end beyond 2^63", e);
        }
    }

    /** Chunks of these lengths. */
    public static ChunkEdges of(long... lengths) {
        return of(Arrays.stream(lengths).mapToObj(length -> new Run(length, 1)).toList());
    }

    /** Whether there is one length only, for as many chunks as the axis needs. */
    public boolean isStep() {
        return isStep;
    }

    /** The runs; neighbours differ in length. */
    public List<Run> runs() {
        return runs;
    }

    /** Whether the chunks reach as far as an axis. */
    boolean cover(long extent) {
        return isStep ? extent <= Long.MAX_VALUE - runs.get(0).length() : starts[starts.length - 1] >= extent;
    }

    /** These chunks, and as many more of the last length as an axis needs. */
    ChunkEdges reaching(long extent) {
        if (isStep || cover(extent)) {
            return this;
        }
        long last = runs.get(runs.size() - 1).length();
        List<Run> longer = new ArrayList<>(runs);
        longer.add(new Run(last, (extent - starts[starts.length - 1] - 1) / last + 1));
        return of(longer);
    }

    /** How many chunks begin before the end of an axis; chunks beyond it hold nothing. */
    long count(long extent) {
        return extent == 0 ? 0 : chunkAt(extent - 1) + 1;
    }

    /** The chunk that holds an element. */
    long chunkAt(long element) {
        if (isStep) {
            return element / runs.get(0).length();
        }
        int run = place(starts, element);
        return ordinals[run] + (element - starts[run]) / runs.get(run).length();
    }

    /** The first element of a chunk. */
    long start(long chunk) {
        if (isStep) {
            return Math.multiplyExact(chunk, runs.get(0).length());
        }
        int run = place(ordinals, chunk);
        return starts[run] + (chunk - ordinals[run]) * runs.get(run).length();
    }

    /** The elements of a chunk. */
    long length(long chunk) {
        return runs.get(isStep ? 0 : place(ordinals, chunk)).length();
    }

    /** The run in which a position lies. */
    private static int place(long[] begins, long position) {
        int found = Arrays.binarySearch(begins, position);
        return Objects.checkIndex(found >= 0 ? found : -found - 2, begins.length - 1);
    }

    /** The different lengths of the chunks of an axis, ascending; never empty. */
    public long[] lengths(long extent) {
        return runs.stream()
                .limit(isStep || extent == 0 ? 1 : place(starts, extent - 1) + 1L)
                .mapToLong(Run::length)
                .distinct()
                .sorted()
                .toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChunkEdges that && isStep == that.isStep && runs.equals(that.runs);
    }

    @Override
    public int hashCode() {
        return runs.hashCode();
    }

    /** For messages: {@code 4}, {@code [1, 3 x 2]}. */
    @Override
    public String toString() {
        if (isStep) {
            return Long.toString(runs.get(0).length());
        }
        return runs.stream()
                .map(run -> run.count() == 1 ? Long.toString(run.length()) : run.count() + " x " + run.length())
                .toList()
                .toString();
    }
}
