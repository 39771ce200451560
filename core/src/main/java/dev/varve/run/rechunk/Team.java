package dev.varve.run.rechunk;

import dev.varve.codec.Scratch;
import dev.varve.pipeline.Workers;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that take tasks in their order, each with what it keeps from one to the next. */
final class Team implements Closeable {
    private final Workers workers;
    private final Scratch[] scratches;

    Team(Workers workers) {
        this.workers = workers;
        this.scratches = new Scratch[workers.threads()];
        for (int i = 0; i < scratches.length; i++) {
            scratches[i] = new Scratch();
        }
    }

    /** Work on one of many things. */
    @FunctionalInterface
    interface Task {
        void run(long number, Scratch scratch) throws IOException;
    }

    /**
     * Runs tasks from 0 up to {@code count} and waits for all; after a failure none is begun any more, and the first one is
     * thrown.
     *
     * @param threads how many threads at most
     * @param turns abandoned when a task fails
     */
    void run(long count, int threads, Turns turns, Task task) throws IOException {
        AtomicLong next = new AtomicLong();
        int used = (int) Math.min(Math.min(threads, scratches.length), count);
        FirstFailure failure = new FirstFailure();
        workers.forEach(Math.max(1, used), i -> {
            try {
                for (long number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                    task.run(number, scratches[i]);
                }
            } catch (IOException | RuntimeException | Error e) {
                next.set(Long.MAX_VALUE / 2);
                failure.offer(e);
                turns.abandon();
            }
        });
        failure.rethrow();
    }

    /** What went wrong before others failed of it. */
    private static final class FirstFailure {
        private Throwable first;

        synchronized void offer(Throwable failure) {
            if (first == null) {
                first = failure;
            }
        }

        synchronized void rethrow() throws IOException {
            if (first instanceof IOException e) {
                throw e;
            }
            if (first instanceof RuntimeException e) {
                throw e;
            }
            if (first instanceof Error e) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        for (Scratch scratch : scratches) {
            scratch.close();
        }
    }
}
