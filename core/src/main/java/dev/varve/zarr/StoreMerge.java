package dev.varve.zarr;

import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.ConsolidatedMetadata;
import dev.varve.metadata.GroupMetadata;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.NodeMetadata;
import dev.varve.metadata.ZarrFormat;
import dev.varve.store.Claim;
import dev.varve.store.ConflictException;
import dev.varve.store.Durability;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Key;
import dev.varve.store.RangeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Moves the arrays of a store that was made aside into another one, each by one rename, while nobody else does: complete
 * arrays appear one by one, then the manifest speaks of them, then the root's consolidated metadata. What is about to be moved
 * is written down first ({@link #JOURNAL}), so that whoever comes after a killed process finishes what it began.
 *
 * <p>What both stores have must be the same: nothing that is there is ever replaced.
 */
final class StoreMerge {
    /** What is being moved: a manifest of it. */
    static final Key JOURNAL = new Key(".varve/adding.json");

    /** Moving takes little time; whoever waits longer waits for someone who hangs. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final FilesystemStore part;
    private final FilesystemStore whole;
    private final Durability durability;
    private final CodecRegistry registry = CodecRegistry.standard();

    private StoreMerge(FilesystemStore part, FilesystemStore whole, Durability durability) {
        this.part = part;
        this.whole = whole;
        this.durability = durability;
    }

    /**
     * Moves all arrays of a store into another.
     *
     * @param announced arrays that are still to come
     * @throws ConflictException when the other store has something else under the same name
     */
    static void merge(Path part, Path whole, SortedSet<String> announced, Durability durability) throws IOException {
        try (FilesystemStore from = new FilesystemStore(part);
                FilesystemStore to = new FilesystemStore(whole, durability);
                Claim claim = to.claim(Manifest.KEY, PATIENCE)) {
            new StoreMerge(from, to, durability).merge(announced);
            claim.requireHeld();
            to.sync();
        }
    }

    private void merge(SortedSet<String> announced) throws IOException {
        StoreGrowth.requireNone(whole);
        settle(whole);
        Manifest brought = Manifest.read(part).orElseThrow();
        Manifest known = Manifest.read(whole).orElse(brought.of(List.of()));
        Map<String, GroupMetadata> groups = groups();
        List<String> moved = newArrays(brought, known);
        Manifest added = brought.of(moved);
        whole.set(JOURNAL, added.toBytes());
        whole.persist(JOURNAL);
        for (Map.Entry<String, GroupMetadata> group : groups.entrySet()) {
            if (!group.getKey().isEmpty()) {
                NodeDocuments.write(whole, group.getKey(), group.getValue());
            }
        }
        for (String path : moved) {
            move(path);
        }
        whole.set(Manifest.KEY, added.and(known).toBytes());
        SortedSet<String> unfinished = Unfinished.read(whole);
        unfinished.addAll(announced);
        unfinished.removeAll(brought.arrays(ZarrFormat.V3).keySet());
        Unfinished.write(whole, unfinished);
        writeRoot(groups.get(""), groups, moved);
        whole.erase(JOURNAL);
    }

    private void move(String path) throws IOException {
        Path target = whole.root().resolve(path);
        Files.createDirectories(target.getParent());
        Files.move(part.root().resolve(path), target, StandardCopyOption.ATOMIC_MOVE);
        if (durability != Durability.NONE) {
            FilesystemStore.force(target.getParent());
        }
    }

    /** The arrays that are not there yet; the others must be the same. */
    private List<String> newArrays(Manifest brought, Manifest known) throws IOException {
        List<String> missing = new ArrayList<>();
        for (String path : brought.arrays(ZarrFormat.V3).keySet()) {
            Key document = Key.of(path, NodeMetadata.KEY);
            Optional<JsonObject> there = NodeDocuments.object(whole, document);
            if (there.isPresent()) {
                boolean isSame = known.covers(path, ZarrFormat.V3)
                        && there.equals(NodeDocuments.object(part, document))
                        && isSame(
                                known.of(List.of(path)).objects(),
                                brought.of(List.of(path)).objects());
                if (!isSame) {
                    throw conflict("has '" + path + "' already, with other content");
                }
            } else if (Files.exists(whole.root().resolve(path))) {
                throw conflict("has a folder '" + path + "' already, which is no array");
            } else {
                missing.add(path);
            }
        }
        return missing;
    }

    private boolean isSame(Map<String, Manifest.Entry> known, Map<String, Manifest.Entry> brought) throws IOException {
        if (!known.keySet().equals(brought.keySet())) {
            return false;
        }
        for (Map.Entry<String, Manifest.Entry> object : brought.entrySet()) {
            if (!strong(whole, object.getKey(), known.get(object.getKey()))
                    .equals(strong(part, object.getKey(), object.getValue()))) {
                return false;
            }
        }
        return true;
    }

    /** What is recorded of an object; where that is too little to tell it from another, what is found by reading it. */
    private static Manifest.Entry strong(FilesystemStore store, String key, Manifest.Entry recorded)
            throws IOException {
        if (recorded.checksum().isOfTwo()) {
            return recorded;
        }
        try (RangeReader object = store.open(new Key(key))
                .orElseThrow(() -> new MissingObjectException(store.name(), key, store.name()))) {
            return Manifest.Entry.of(object);
        }
    }

    private ConflictException conflict(String problem) {
        return new ConflictException(whole.name() + " " + problem + "; nothing was changed");
    }

    /** The groups of the part as they shall be, the root among them, with what the other store says of them already. */
    private Map<String, GroupMetadata> groups() throws IOException {
        Map<String, GroupMetadata> groups = new LinkedHashMap<>();
        for (Map.Entry<String, GroupMetadata> group : GroupDocuments.of(part).entrySet()) {
            Optional<NodeMetadata> there = NodeDocuments.read(whole, group.getKey(), ZarrFormat.V3);
            if (there.isEmpty()) {
                if (group.getKey().isEmpty()) {
                    throw conflict("is there, but is no Zarr v3 store");
                }
                groups.put(group.getKey(), group.getValue());
            } else if (there.get() instanceof GroupMetadata known) {
                groups.put(
                        group.getKey(), GroupDocuments.merged(group.getKey(), known, group.getValue(), this::conflict));
            } else {
                throw conflict("has an array '" + group.getKey() + "', where a group was to be");
            }
        }
        return groups;
    }

    private void writeRoot(GroupMetadata root, Map<String, GroupMetadata> groups, List<String> arrays)
            throws IOException {
        if (root.consolidated().isEmpty()) {
            StoreConsolidation.writeRoot(whole);
            return;
        }
        try (Claim claim = whole.claim(new Key(NodeMetadata.KEY), PATIENCE)) {
            Map<String, JsonObject> copies =
                    new LinkedHashMap<>(root.consolidated().get().documents());
            groups.forEach((path, group) -> copies.put(path, group.toJson(registry)));
            copies.remove("");
            for (String path : arrays) {
                copies.put(
                        path,
                        NodeDocuments.object(whole, Key.of(path, NodeMetadata.KEY))
                                .orElseThrow());
            }
            claim.requireHeld();
            NodeDocuments.write(whole, "", root.withConsolidated(new ConsolidatedMetadata(copies)));
        }
    }

    /** Finishes what a process that is gone has begun to move; the caller has the claim on the manifest. */
    static void settle(FilesystemStore store) throws IOException {
        Optional<Manifest> journal = Manifest.read(store, JOURNAL);
        if (journal.isEmpty()) {
            return;
        }
        List<String> arrived = new ArrayList<>();
        for (String path : journal.get().arrays(ZarrFormat.V3).keySet()) {
            if (NodeDocuments.read(store, path, ZarrFormat.V3).orElse(null) instanceof ArrayMetadata) {
                arrived.add(path);
            }
        }
        Manifest added = journal.get().of(arrived);
        Manifest known = Manifest.read(store).orElse(added);
        store.set(Manifest.KEY, added.and(known).toBytes());
        SortedSet<String> unfinished = Unfinished.read(store);
        if (unfinished.removeAll(arrived)) {
            Unfinished.write(store, new TreeSet<>(unfinished));
        }
        StoreConsolidation.writeRoot(store);
        store.erase(JOURNAL);
    }
}
