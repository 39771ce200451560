package dev.varve.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A number of threads to work with, the caller's own included. Work is claimed from a counter, one index at a time, so
 * that small chunks cost an atomic increment each and not a task each.
 */
public final class Workers implements AutoCloseable {
    private final int threads;
    private final ExecutorService others;

    private Workers(int threads, ExecutorService others) {
        this.threads = threads;
        this.others = others;
    }

    /**
     * Makes workers.
     *
     * @param threads how many, at least 1, the calling thread included
     */
    public static Workers of(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads: at least 1 is needed");
        }
        AtomicInteger number = new AtomicInteger();
        ExecutorService others = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "varve-worker-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        return new Workers(threads, others);
    }

    /** How many threads work at once. */
    public int threads() {
        return threads;
    }

    /** Work on one of many things. */
    @FunctionalInterface
    public interface Task {
        /** Does the work of {@code index}. */
        void run(int index) throws IOException;
    }

    /**
     * Runs a task for each index from 0 up to {@code count}, and waits for all. After a failure no further index is
     * begun; the first failure is thrown when all threads have stopped.
     */
    public void forEach(int count, Task task) throws IOException {
        int helpers = Math.min(threads, count) - 1;
        if (helpers < 1) {
            for (int i = 0; i < count; i++) {
                task.run(i);
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < helpers; i++) {
            running.add(others.submit(() -> {
                drain(next, count, task);
                return null;
            }));
        }
        Throwable failure = null;
        try {
            drain(next, count, task);
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
        for (Future<?> future : running) {
            failure = await(future, failure);
        }
        rethrow(failure);
    }

    private static void drain(AtomicInteger next, int count, Task task) throws IOException {
        try {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                task.run(i);
            }
        } catch (IOException | RuntimeException | Error e) {
            next.set(Integer.MAX_VALUE / 2);
            throw e;
        }
    }

    /** Waits for a thread to stop, also when the caller is interrupted: its work must not outlive the call. */
    private static Throwable await(Future<?> future, Throwable failure) {
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    future.get();
                    return failure;
                } catch (InterruptedException e) {
                    isInterrupted = true;
                } catch (ExecutionException e) {
                    return failure == null ? e.getCause() : failure;
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void rethrow(Throwable failure) throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    @Override
    public void close() {
        others.shutdownNow();
    }
}
