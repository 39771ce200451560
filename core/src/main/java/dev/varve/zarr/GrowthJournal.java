package dev.varve.zarr;

import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.JsonWriter;
import dev.varve.store.Durability;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Key;
import dev.varve.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is left to be done to a store whose change is decided. As long as it is there, the store is what it says, wherever the
 * objects lie; doing it twice, or what is left of it, comes to the same.
 *
 * @param erased objects that go, because nothing but fill value is left in them
 * @param moved objects and documents that come from aside, in this order; the root's document last
 */
record GrowthJournal(List<Key> erased, List<Key> moved) {
    private static final String SCHEMA = "varve.growth/1";

    GrowthJournal {
        erased = List.copyOf(erased);
        moved = List.copyOf(moved);
    }

    /** Is told what comes next; when it throws, that does not come. */
    @FunctionalInterface
    interface Steps {
        void reached(String step) throws IOException;
    }

    void write(FilesystemStore store, Key key) throws IOException {
        store.setLasting(
                key,
                JsonWriter.prettyBytes(JsonObject.builder()
                        .put("schema", SCHEMA)
                        .put("erased", texts(erased))
                        .put("moved", texts(moved))
                        .build()));
    }

    private static JsonArray texts(List<Key> keys) {
        return new JsonArray(
                keys.stream().<Json>map(key -> new JsonString(key.path())).toList());
    }

    static Optional<GrowthJournal> read(Store store, Key key) throws IOException {
        Optional<JsonObject> kept = NodeDocuments.object(store, key);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        JsonCursor journal = JsonCursor.of(kept.get());
        journal.get("schema").oneOf(List.of(SCHEMA));
        return Optional.of(new GrowthJournal(keys(journal.get("erased")), keys(journal.get("moved"))));
    }

    private static List<Key> keys(JsonCursor texts) throws IOException {
        List<Key> keys = new ArrayList<>();
        for (JsonCursor text : texts.items()) {
            keys.add(new Key(text.string()));
        }
        return keys;
    }

    /**
     * Does what is left.
     *
     * @param aside where things come from
     * @throws MissingObjectException when something is neither aside nor at its place
     */
    void finish(FilesystemStore store, Path aside, Steps steps) throws IOException {
        Set<Path> folders = new TreeSet<>();
        for (Key key : erased) {
            steps.reached("erase " + key);
            store.erase(key);
        }
        for (Key key : moved) {
            boolean isLast = key.equals(moved.get(moved.size() - 1));
            if (isLast) {
                store.sync();
                force(store, folders);
            }
            steps.reached("move " + key);
            Path target = store.root().resolve(key.path());
            move(store, aside.resolve(key.path()), target, key);
            folders.add(target.getParent());
        }
        force(store, folders);
    }

    private static void move(FilesystemStore store, Path from, Path target, Key key) throws IOException {
        if (Files.exists(from)) {
            Files.createDirectories(target.getParent());
            Files.move(from, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } else if (!Files.exists(target)) {
            throw new MissingObjectException(store.name(), key.path(), store.name());
        }
    }

    private static void force(FilesystemStore store, Set<Path> folders) throws IOException {
        if (store.durability() != Durability.NONE) {
            for (Path folder : folders) {
                FilesystemStore.force(folder);
            }
        }
    }
}
