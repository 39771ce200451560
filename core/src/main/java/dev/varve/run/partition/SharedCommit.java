package dev.varve.run.partition;

import dev.varve.store.ConflictException;
import dev.varve.store.Durability;
import dev.varve.store.Leases;
import dev.varve.zarr.SharedStore;
import dev.varve.zarr.WorkPlace;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

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
        WorkPlace place = WorkPlace.of(folder);
        try (Leases claims = place.join()) {
            while (!claims.take(CLAIM)) {
                pause(folder);
            }
            if (place.isCurrent() && SharedStore.stateOf(folder) == SharedStore.State.GROWING) {
                content = Optional.of(commit(folder, durability));
            }
            place.clear(claims);
        } finally {
            place.leave();
        }
        return content;
    }

    /**
     * Gives up a change of a complete store, which stays what it is.
     *
     * @throws ConflictException when there is none, it is decided, or someone alive is about it
     */
    public static void abandon(Path folder) throws IOException {
        WorkPlace place = WorkPlace.of(folder);
        if (!place.isGrowing()) {
            throw new ConflictException(folder + ": no change of a complete store is planned; nothing was done");
        }
        List<Leases.Held> held = place.claims();
        try (Leases claims = place.join()) {
            if (!held.isEmpty() || !claims.take(CLAIM)) {
                String holders =
                        held.stream().map(Leases.Held::holder).distinct().collect(Collectors.joining(", "));
                throw new ConflictException(folder + ": someone is about it: " + holders + "; stop that first");
            }
            try (SharedStore store = SharedStore.open(folder, Durability.TASK)) {
                store.abandon();
            }
            place.clear(claims);
        } finally {
            place.leave();
        }
    }

    private static SharedStore.Content commit(Path folder, Durability durability) throws IOException {
        try (SharedStore store = SharedStore.open(folder, durability)) {
            SharedStatus status = SharedStatus.of(store);
            if (!store.isDecided() && !status.isDone()) {
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
