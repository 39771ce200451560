package dev.varve.pipeline;

import java.util.Optional;

/** Bytes that may be in use at once. They are acquired before they are allocated; whoever asks for more waits. */
public final class MemoryBudget {
    private final long totalBytes;
    private long usedBytes;
    private long peakBytes;
    private boolean isAbandoned;

    /** A budget of {@code totalBytes}. */
    public MemoryBudget(long totalBytes) {
        if (totalBytes < 1) {
            throw new IllegalArgumentException("memory budget of " + totalBytes + " bytes");
        }
        this.totalBytes = totalBytes;
    }

    /** All that may be in use at once. */
    public long totalBytes() {
        return totalBytes;
    }

    /** The most that was in use at once so far. */
    public synchronized long peakBytes() {
        return peakBytes;
    }

    /**
     * Waits until {@code bytes} are free and takes them.
     *
     * @return the bytes; nothing when the budget was abandoned
     * @throws IllegalArgumentException when the whole budget is smaller
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    public synchronized Optional<Lease> acquire(long bytes) throws InterruptedException {
        if (bytes > totalBytes) {
            throw new IllegalArgumentException(bytes + " bytes asked of a memory budget of " + totalBytes);
        }
        while (usedBytes > totalBytes - bytes && !isAbandoned) {
            wait();
        }
        if (isAbandoned) {
            return Optional.empty();
        }
        usedBytes += bytes;
        peakBytes = Math.max(peakBytes, usedBytes);
        return Optional.of(new Lease(bytes));
    }

    /** Takes bytes if they are free; does not wait. */
    public synchronized Optional<Lease> tryAcquire(long bytes) {
        if (isAbandoned || usedBytes > totalBytes - bytes) {
            return Optional.empty();
        }
        usedBytes += bytes;
        peakBytes = Math.max(peakBytes, usedBytes);
        return Optional.of(new Lease(bytes));
    }

    /** Work has failed: whoever waits, or asks from now on, gets nothing. */
    public synchronized void abandon() {
        isAbandoned = true;
        notifyAll();
    }

    private synchronized void release(long bytes) {
        usedBytes -= bytes;
        notifyAll();
    }

    /** Bytes in use; closing gives them back. */
    public final class Lease implements AutoCloseable {
        private long bytes;

        private Lease(long bytes) {
            this.bytes = bytes;
        }

        /** How many they are. */
        public long bytes() {
            return bytes;
        }

        /** Gives back all but {@code remaining} bytes; keeps what it has when that is less. */
        public void shrinkTo(long remaining) {
            long surplus = bytes - remaining;
            if (surplus > 0) {
                bytes = remaining;
                release(surplus);
            }
        }

        @Override
        public void close() {
            shrinkTo(0);
        }
    }
}
