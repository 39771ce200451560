package dev.varve.store;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Claims among the threads of one process. */
final class HeapClaims {
    private final Set<String> taken = new HashSet<>();

    synchronized Claim take(String path, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!taken.add(path)) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new ConflictException(path + " is being changed by another thread");
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for a claim on " + path, e);
            }
        }
        return new HeapClaim(path);
    }

    private synchronized void release(String path) {
        taken.remove(path);
        notifyAll();
    }

    /** Held until it is closed. */
    private final class HeapClaim implements Claim {
        private final String path;
        private boolean isReleased;

        HeapClaim(String path) {
            this.path = path;
        }

        @Override
        public void requireHeld() {
            if (isReleased) {
                throw new IllegalStateException("the claim on " + path + " was given back");
            }
        }

        @Override
        public void close() {
            if (!isReleased) {
                isReleased = true;
                release(path);
            }
        }
    }
}
