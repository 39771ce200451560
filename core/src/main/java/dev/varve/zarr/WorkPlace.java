package dev.varve.zarr;

import dev.varve.dataset.SourceFormatException;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonObject;
import dev.varve.store.FileTree;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Key;
import dev.varve.store.Leases;
import dev.varve.store.Store;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where those who fill a store together keep what they need for it: in the folder of the store that is being made, or, where a
 * complete store is changed, in one of that change's own, so that who comes late and still is about an earlier one harms nobody.
 *
 * @param folder the folder of the store
 * @param work the folder of the work in it
 * @param isGrowing whether a complete store is changed
 */
public record WorkPlace(Path folder, String work, boolean isGrowing) {
    /** What was planned last; stays. */
    static final Key PLAN = new Key(".varve/plan.json");

    /** Where changes of a complete store lie. */
    static final String GROWTHS = ".varve/growth";

    /** What is planned for a complete store, as long as it is to be done. */
    static final Key GROWTH_PLAN = new Key(GROWTHS + "/plan.json");

    /** The member of {@link #GROWTH_PLAN} that says in which folder it is worked on. */
    static final String PLACE = "place";

    private static final String FIRST = ".varve/work";

    /** Where the store in a folder is worked on now, or was last. */
    public static WorkPlace of(Path folder) throws IOException {
        try (FilesystemStore store = new FilesystemStore(folder)) {
            Optional<String> growth = growth(store);
            return new WorkPlace(folder, growth.orElse(FIRST), growth.isPresent());
        }
    }

    /** The folder of the change that a store is undergoing. */
    static Optional<String> growth(Store store) throws IOException {
        Optional<JsonObject> plan = NodeDocuments.object(store, GROWTH_PLAN);
        if (plan.isEmpty()) {
            return Optional.empty();
        }
        String place = JsonCursor.of(plan.get()).get(PLACE).string();
        if (!place.matches("[A-Za-z0-9._-]+") || place.startsWith(".")) {
            throw new SourceFormatException(store.name(), GROWTH_PLAN + " names no folder");
        }
        return Optional.of(GROWTHS + "/" + place);
    }

    Key plan() {
        return isGrowing ? GROWTH_PLAN : PLAN;
    }

    String tree() {
        return work + "/tree";
    }

    String done() {
        return work + "/done";
    }

    Key chains() {
        return new Key(work + "/chains.json");
    }

    Key base() {
        return new Key(work + "/base.json");
    }

    Key journal() {
        return new Key(work + "/journal.json");
    }

    private Path claimsFolder() {
        return folder.resolve(work + "/claims");
    }

    /** Whether the store still is worked on here. */
    public boolean isCurrent() throws IOException {
        return of(folder).equals(this);
    }

    /** Joins those who fill the store; who is done with it closes this, then {@linkplain #leave leaves}. */
    public Leases join() throws IOException {
        return Leases.open(claimsFolder());
    }

    /** What those who fill the store are about. */
    public List<Leases.Held> claims() throws IOException {
        return Leases.held(claimsFolder());
    }

    /**
     * Clears away what the work on a complete store needed, and what those have left who did not live to see its end. Who still
     * looks for work there clears away what he brought; so does the caller, who then {@linkplain #leave leaves}.
     */
    public void clear(Leases workers) throws IOException {
        try (FilesystemStore store = new FilesystemStore(folder)) {
            store.sweep(owner -> !workers.mayLive(owner));
            FileTree.delete(folder.resolve(tree()));
            FileTree.delete(folder.resolve(done()));
            store.erase(chains());
            store.erase(base());
            store.erase(journal());
            sweepGrowths(growth(store), workers);
            deleteClaims();
        }
    }

    /** Claims on finished work mean nothing, also those of a process that is about to die and does not give them back. */
    private void deleteClaims() throws IOException {
        try {
            FileTree.delete(claimsFolder());
        } catch (DirectoryNotEmptyException e) {
            // Someone alive has just written there, and clears it away himself.
            return;
        }
    }

    /** Removes what was left of changes that were never begun, or that are complete. */
    private void sweepGrowths(Optional<String> open, Leases workers) throws IOException {
        Path all = folder.resolve(GROWTHS);
        if (!Files.isDirectory(all)) {
            return;
        }
        try (Stream<Path> growths = Files.list(all)) {
            for (Path growth : growths.filter(Files::isDirectory).toList()) {
                String name = growth.getFileName().toString();
                String place = GROWTHS + "/" + name;
                boolean isOver = Files.exists(growth.resolve("journal.json")) || workers.isGone(name);
                if (isOver && !place.equals(work) && !open.equals(Optional.of(place))) {
                    FileTree.delete(growth);
                }
            }
        }
    }

    /** Takes away the folder of the work once nobody is left in it. */
    public void leave() throws IOException {
        try {
            Files.deleteIfExists(folder.resolve(work));
            Files.deleteIfExists(folder.resolve(GROWTHS));
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // Others are there still, and the last one goes through here too.
            return;
        }
    }
}
