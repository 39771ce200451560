package dev.varve.run.sweep;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Tasks that take much memory while they run, for threads that share a budget: a thread gets the greediest task for which there
 * is room, and waits only when there is room for none. What takes more than the whole budget gets all of it.
 */
final class BudgetedTasks {
    private final long[] bytes;
    private final int[] greediestFirst;
    private final boolean[] isTaken;
    private long free;

    /**
     * Tasks that are not begun.
     *
     * @param bytes what each task takes
     * @param budget what all that run at once may take
     */
    BudgetedTasks(long[] bytes, long budget) {
        this.bytes = Arrays.stream(bytes).map(one -> Math.min(one, budget)).toArray();
        this.greediestFirst = IntStream.range(0, bytes.length)
                .boxed()
                .sorted(Comparator.comparingLong(task -> -this.bytes[task]))
                .mapToInt(task -> task)
                .toArray();
        this.isTaken = new boolean[bytes.length];
        this.free = budget;
    }

    /**
     * A task that nobody else has, once there is room for it.
     *
     * @throws IllegalStateException when all are taken
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    synchronized Task take() throws InterruptedException {
        while (true) {
            boolean isAnyLeft = false;
            for (int number : greediestFirst) {
                if (!isTaken[number] && bytes[number] <= free) {
                    isTaken[number] = true;
                    free -= bytes[number];
                    return new Task(number);
                }
                isAnyLeft |= !isTaken[number];
            }
            if (!isAnyLeft) {
                throw new IllegalStateException("all tasks are taken");
            }
            wait();
        }
    }

    private synchronized void release(long room) {
        free += room;
        notifyAll();
    }

    /** A task that was taken; closing makes room for others. */
    final class Task implements AutoCloseable {
        private final int number;

        private Task(int number) {
            this.number = number;
        }

        /** Which one it is. */
        int number() {
            return number;
        }

        @Override
        public void close() {
            release(bytes[number]);
        }
    }
}
