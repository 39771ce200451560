package dev.varve.cli;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Carries the wish to stop from the process's last moments to the work, which then clears up what it has staged. */
final class StopSignal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    private volatile boolean isRaised;
    private int holds;

    /** Whether work should stop. */
    boolean isRaised() {
        return isRaised;
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

    /** Asks work to stop and waits until nothing is left to clear up, or patience ends. */
    void raise(long patienceSeconds) throws InterruptedException {
        lock.lock();
        try {
            isRaised = true;
            long remaining = TimeUnit.SECONDS.toNanos(patienceSeconds);
            while (holds > 0 && remaining > 0) {
                remaining = released.awaitNanos(remaining);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Something to clear up; closing says that it is done. */
    final class Hold implements AutoCloseable {
        @Override
        public void close() {
            lock.lock();
            try {
                holds--;
                released.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
