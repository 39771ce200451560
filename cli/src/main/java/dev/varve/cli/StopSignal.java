package dev.varve.cli;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Carries the wish to stop from the process's last moments to the work, which then clears up what it has staged. */
final class StopSignal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    private volatile boolean isRaised;
    private volatile boolean isContinuable;
    private int holds;

    /** Whether work should stop. */
    boolean isRaised() {
        return isRaised;
    }

    /**
     * Work begins of which the same command does the rest after a stop; the process does not end before {@link #end}, so that the
     * user still reads so.
     */
    void leaveToBeContinued() {
        if (!isContinuable) {
            isContinuable = true;
            hold();
        }
    }

    /** The command is over, and has said what it had to say. */
    void end() {
        if (isContinuable) {
            release();
        }
    }

    /** Whether the same command goes on after a stop. */
    boolean isContinuable() {
        return isContinuable;
    }

    /** Work that makes something. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** Work that makes nothing that is handed on. */
    interface Step {
        void run() throws IOException;
    }

    /** Does work with something to clear up; the process does not end before it is over, unless that takes long. */
    <T> T during(Work<T> work) throws IOException {
        Hold hold = hold();
        try {
            return work.run();
        } finally {
            hold.close();
        }
    }

    /** As above. */
    void during(Step step) throws IOException {
        during(() -> {
            step.run();
            return null;
        });
    }

    /** Work with something to clear up begins; the process does not end before it has closed this, unless it takes long. */
    Hold hold() {
        lock.lock();
        try {
            holds++;
        } finally {
            lock.unlock();
        }
        return new Hold();
    }

    /**
     * Asks work to stop and waits until nothing is left to clear up, or patience ends.
     *
     * @return whether any was at work
     */
    boolean raise(long patienceSeconds) throws InterruptedException {
        lock.lock();
        try {
            isRaised = true;
            boolean wasAtWork = holds > 0;
            long remaining = TimeUnit.SECONDS.toNanos(patienceSeconds);
            while (holds > 0 && remaining > 0) {
                remaining = released.awaitNanos(remaining);
            }
            return wasAtWork;
        } finally {
            lock.unlock();
        }
    }

    /** Something to clear up; closing says that it is done. */
    final class Hold implements AutoCloseable {
        @Override
        public void close() {
            release();
        }
    }

    private void release() {
        lock.lock();
        try {
            holds--;
            released.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
