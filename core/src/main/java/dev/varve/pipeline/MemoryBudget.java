package dev.varve.pipeline;

/** Bytes that may be in use at once. They are acquired before they are allocated; whoever asks for more waits. */
public final class MemoryBudget {
    private final long totalBytes;
    private long usedBytes;
    private long peakBytes;

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
     * @throws IllegalArgumentException when the whole budget is smaller
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    public synchronized Lease acquire(long bytes) throws InterruptedException {
        if (bytes > totalBytes) {
            throw new IllegalArgumentException(bytes + " bytes asked of a memory budget of " + totalBytes);
        }
        while (usedBytes > totalBytes - bytes) {
            wait();
        }
        usedBytes += bytes;
        peakBytes = Math.max(peakBytes, usedBytes);
        return new Lease(bytes);
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
