package dev.varve.run.partition;

import dev.varve.store.Durability;
import dev.varve.store.Leases;
import dev.varve.zarr.SharedStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Makes a store complete that many processes have filled. */
public final class SharedCommit {
    private static final String CLAIM = "commit";
    private static final long PAUSE_MILLIS = 100;

    private SharedCommit() {}

    /**
     * Makes a store complete unless someone else has; whoever is about to is waited for.
     *
     * @return what it holds; nothing when it was complete already
     * @throws IncompleteException when something is missing
     */
    public static Optional<SharedStore.Content> run(Path folder, Durability durability) throws IOException {
        Optional<SharedStore.Content> content = Optional.empty();
        try (Leases claims = SharedStore.join(folder)) {
            while (!claims.take(CLAIM)) {
                pause(folder);
            }
            if (SharedStore.stateOf(folder) == SharedStore.State.GROWING) {
                content = Optional.of(commit(folder, durability));
            }
            SharedStore.clear(folder, claims);
        } finally {
            SharedStore.leave(folder);
        }
        return content;
    }

    private static SharedStore.Content commit(Path folder, Durability durability) throws IOException {
        try (SharedStore store = SharedStore.open(folder, durability)) {
            SharedStatus status = SharedStatus.of(store);
            if (!status.isDone()) {
                throw new IncompleteException(store.name(), status);
            }
            return store.commit();
        }
    }

    private static void pause(Path folder) throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another process completes " + folder);
        }
    }
}
