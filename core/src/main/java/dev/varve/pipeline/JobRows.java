package dev.varve.pipeline;

import java.util.Optional;

/**
 * Jobs that are not begun yet, cut into as many rows as there are workers. Who has a row keeps to it, so that neighbours,
 * which lie in one folder and beside one another in memory, are worked on by one thread; who is done with his own takes
 * half of what is left of the longest. Not safe for use by many threads.
 */
final class JobRows {
    private final int[] next;
    private final int[] stop;
    private final int batch;

    /** Some jobs that follow one another: from {@code from} up to {@code to}. */
    record Batch(int from, int to) {}

    /**
     * @param count how many jobs there are
     * @param rows how many rows, at least 1
     * @param batch how many jobs are taken at once
     */
    JobRows(int count, int rows, int batch) {
        this.next = new int[rows];
        this.stop = new int[rows];
        this.batch = batch;
        for (int row = 0; row < rows; row++) {
            next[row] = (int) ((long) count * row / rows);
            stop[row] = (int) ((long) count * (row + 1) / rows);
        }
    }

    /** The next jobs for the worker of a row, or nothing when all are begun. */
    Optional<Batch> take(int row) {
        if (next[row] == stop[row] && !takeHalf(row)) {
            return Optional.empty();
        }
        int from = next[row];
        next[row] = from + Math.min(batch, stop[row] - from);
        return Optional.of(new Batch(from, next[row]));
    }

    private boolean takeHalf(int row) {
        int longest = row;
        for (int other = 0; other < next.length; other++) {
            longest = left(other) > left(longest) ? other : longest;
        }
        if (left(longest) == 0) {
            return false;
        }
        int middle = next[longest] + left(longest) / 2;
        next[row] = middle;
        stop[row] = stop[longest];
        stop[longest] = middle;
        return true;
    }

    private int left(int row) {
        return stop[row] - next[row];
    }
}
