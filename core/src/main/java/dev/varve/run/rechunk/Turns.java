package dev.varve.run.rechunk;

import java.io.InterruptedIOException;

/** Lets threads that worked side by side go on one after another, in the order of their work. */
final class Turns {
    private long next;
    private boolean isAbandoned;

    /** Waits until all before it have ended their turn. */
    synchronized void await(long turn) throws InterruptedIOException {
        try {
            while (next != turn && !isAbandoned) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for another thread");
        }
        if (isAbandoned) {
            throw new InterruptedIOException("another thread failed");
        }
    }

    /** The next one may go on. */
    synchronized void end() {
        next++;
        notifyAll();
    }

    /** A thread failed: whoever waits fails too. */
    synchronized void abandon() {
        isAbandoned = true;
        notifyAll();
    }
}
