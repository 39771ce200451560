package dev.varve.codec;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Scratches for threads that come and go: as many as ever worked at once. Safe for use by many threads. */
public final class ScratchPool implements AutoCloseable {
    private final Queue<Scratch> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean isClosed;

    /** A scratch that nobody else has, until it is given back. */
    public Scratch take() {
        Scratch kept = idle.poll();
        return kept == null ? new Scratch() : kept;
    }

    /** Keeps a scratch for the next thread; what lies in it must not be used any more. */
    public void giveBack(Scratch scratch) {
        idle.add(scratch);
        if (isClosed) {
            closeIdle();
        }
    }

    private void closeIdle() {
        for (Scratch scratch = idle.poll(); scratch != null; scratch = idle.poll()) {
            scratch.close();
        }
    }

    /** Closes what is idle now, and the rest as it is given back. */
    @Override
    public void close() {
        isClosed = true;
        closeIdle();
    }
}
