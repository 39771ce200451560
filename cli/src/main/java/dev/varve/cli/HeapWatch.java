package dev.varve.cli;

import java.util.function.LongSupplier;

/**
 * Keeps Java's heap near what the work needs: left to itself, Java lets it grow to half of the machine rather than collect a little
 * more often. Where more is used than was meant, all garbage is collected, after which Java gives back what {@code
 * -XX:MaxHeapFreeRatio} does not let it keep. What is left was needed, and as much and a little more counts as meant from then on.
 */
final class HeapWatch implements AutoCloseable {
    private static final long MILLISECONDS_BETWEEN_LOOKS = 50;

    /** Garbage that is not worth a collection. */
    private static final long SLACK_BYTES = 64 << 20;

    /** What may lie idle in the heap without counting as used; of more the system has given some out. */
    private static final long IDLE_BYTES = 128 << 20;

    private final LongSupplier heapBytes;
    private final Runnable collection;
    private final Thread thread = new Thread(this::watch, "heap watch");
    private long meantBytes;

    /**
     * A watch that does not look by itself.
     *
     * @param meantBytes how much of the heap is meant to be used, garbage included
     * @param heapBytes how much is
     * @param collection collects all garbage
     */
    HeapWatch(long meantBytes, LongSupplier heapBytes, Runnable collection) {
        this.meantBytes = meantBytes;
        this.heapBytes = heapBytes;
        this.collection = collection;
    }

    /** A watch of this process's heap until it is closed. */
    static HeapWatch over(long meantBytes) {
        Runtime runtime = Runtime.getRuntime();
        HeapWatch watch = new HeapWatch(
                meantBytes, () -> runtime.totalMemory() - Math.min(IDLE_BYTES, runtime.freeMemory()), runtime::gc);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(MILLISECONDS_BETWEEN_LOOKS);
                look();
            }
        } catch (InterruptedException e) {
            // It was closed.
        }
    }

    /** Looks once. */
    void look() {
        if (heapBytes.getAsLong() > meantBytes) {
            collection.run();
            meantBytes = Math.max(meantBytes, heapBytes.getAsLong() + SLACK_BYTES);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
