package dev.varve.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Forces a growing file to disk while it grows, so that little is left to wait for when it is complete. Used by the one
 * thread that appends; the forcing is done by another, one call at a time.
 */
final class WriteBehind {
    /** Much less would cost a call for little; much more would leave the disk idle. */
    private static final long STEP_BYTES = 32 << 20;

    private final FileChannel channel;
    private final ExecutorService threads;
    private Future<?> running = CompletableFuture.completedFuture(null);
    private long unforcedBytes;

    /**
     * @param channel the file
     * @param threads who forces it
     */
    WriteBehind(FileChannel channel, ExecutorService threads) {
        this.channel = channel;
        this.threads = threads;
    }

    /** Says that bytes were appended; returns at once. A failure of an earlier forcing is thrown here or by {@link #settle}. */
    void appended(long bytes) throws IOException {
        unforcedBytes += bytes;
        if (unforcedBytes >= STEP_BYTES && running.isDone()) {
            settle();
            unforcedBytes = 0;
            running = threads.submit(() -> {
                channel.force(false);
                return null;
            });
        }
    }

    /**
     * Waits for the forcing that is under way.
     *
     * @throws IOException when it failed: the system tells of lost data only once
     */
    void settle() throws IOException {
        await(running);
    }

    /** Whether so much was appended since the last forcing that the rest is worth one of its own. */
    boolean hasMuchToForce() {
        return unforcedBytes >= STEP_BYTES / 4;
    }

    /** Waits for a forcing, and throws what it failed with. */
    static void await(Future<?> forcing) throws IOException {
        try {
            forcing.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while data were forced to disk");
        }
    }
}
