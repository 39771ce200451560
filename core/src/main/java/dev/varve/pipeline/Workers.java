package dev.varve.pipeline;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.codec.CodecChain;
import dev.varve.codec.Scratch;
import dev.varve.codec.ScratchPool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * A number of threads to work with, the caller's own included. Work is claimed in batches of bytes, so that small chunks
 * do not cost a task each, and too little work for another thread wakes none. What a thread keeps from one chunk to the
 * next ({@link Scratch}) stays here between calls.
 */
public final class Workers implements AutoCloseable {
    /** Less work than this is done before another thread is awake. */
    private static final long BYTES_WORTH_A_THREAD = 128 << 10;

    private static final long BATCH_BYTES = 256 << 10;

    private final int threads;
    private final ExecutorService others;
    private final ScratchPool scratches = new ScratchPool();

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

    /** Work on one of many things, by a worker who passes in what it keeps for itself. */
    @FunctionalInterface
    interface Job {
        void run(int index, Worker worker) throws IOException;
    }

    /** What a job left to others. */
    @FunctionalInterface
    interface Part {
        void run(Worker worker) throws IOException;
    }

    /**
     * Runs a job for each index from 0 up to {@code count}, and the parts that jobs hand over, and waits for all. After a
     * failure nothing further is begun; the first failure is thrown when all threads have stopped.
     *
     * @param bytesEach about how many decoded bytes a job works on
     * @param canHandOver whether jobs have parts, so that even one job is work for many
     */
    void run(int count, long bytesEach, boolean canHandOver, Job job) throws IOException {
        if (count == 0) {
            return;
        }
        long each = Math.max(1, bytesEach);
        long total = each > Long.MAX_VALUE / count ? Long.MAX_VALUE : each * count;
        long most = canHandOver ? threads : Math.min(threads, count);
        int crewSize = (int) Math.max(1, Math.min(most, total / BYTES_WORTH_A_THREAD));
        // Whoever hands over parts may hold something that others wait for, and must not begin more before they are
        // done.
        long batch = canHandOver ? 1 : Math.min(Math.max(1, BATCH_BYTES / each), Math.max(1, count / (4L * crewSize)));
        Crew crew = new Crew(new JobRows(count, canHandOver ? 1 : crewSize, (int) batch), job);
        inParallel(
                crewSize,
                number -> withScratch(
                        scratch -> crew.work(new Worker(scratch, crew, crewSize), canHandOver ? 0 : number)));
    }

    /** Decodes a chunk that the caller keeps, with the arrays and contexts of earlier calls. */
    NdArray decode(Decoding decoding) throws IOException {
        List<NdArray> result = new ArrayList<>(1);
        withScratch(scratch -> {
            scratch.giveOutputsAway(true);
            try {
                result.add(owned(decoding.decode(scratch), scratch));
            } finally {
                scratch.giveOutputsAway(false);
            }
        });
        return result.get(0);
    }

    /** Decodes a chunk with a scratch. */
    @FunctionalInterface
    interface Decoding {
        NdArray decode(Scratch scratch) throws IOException;
    }

    /**
     * Where the encoded bytes of a chunk that the caller keeps are fetched to: the scratch when something new is made of them, so
     * that they leave no garbage; else an array of their own, which the chunk then lies in.
     */
    static IntFunction<byte[]> roomForKept(CodecChain.Bound chain, Scratch scratch) {
        return chain.isCompressed() ? size -> scratch.room(Scratch.Slot.FETCHED, size) : byte[]::new;
    }

    /** A chunk that does not lie in the scratch: checksums leave what they check where it is. */
    private static NdArray owned(NdArray chunk, Scratch scratch) {
        return chunk.type().isFixedSize() && scratch.holds(chunk.data())
                ? NdArray.of(
                        chunk.type(), chunk.shape(), Bytes.wrap(chunk.data().toArray()))
                : chunk;
    }

    /** Work with a scratch. */
    @FunctionalInterface
    private interface ScratchWork {
        void run(Scratch scratch) throws IOException;
    }

    private void withScratch(ScratchWork work) throws IOException {
        Scratch scratch = scratches.take();
        try {
            work.run(scratch);
        } finally {
            scratches.giveBack(scratch);
        }
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
        inParallel(helpers + 1, number -> drain(next, count, task));
    }

    /** What every thread does; they are numbered from 0. */
    @FunctionalInterface
    private interface Share {
        void run(int number) throws IOException;
    }

    /** Runs the same on the calling thread and so many others that there are {@code count}. */
    private void inParallel(int count, Share share) throws IOException {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            int number = i;
            running.add(others.submit(() -> {
                share.run(number);
                return null;
            }));
        }
        Throwable failure = null;
        try {
            share.run(0);
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
        scratches.close();
    }
}
