package dev.varve.zarr;

import dev.varve.dataset.SourceFormatException;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.ConsolidatedMetadata;
import dev.varve.metadata.GroupMetadata;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.NodeMetadata;
import dev.varve.metadata.ZarrFormat;
import dev.varve.store.Claim;
import dev.varve.store.Durability;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Key;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was found when the metadata of a store that separate runs have filled were put together.
 *
 * @param arrays the arrays that the root's consolidated metadata speak of now, in order
 * @param groups how many groups there are below the root
 * @param problems a sentence for each thing that is missing or not what was written
 * @param notes a sentence for each array of which nothing is known
 */
public record StoreConsolidation(List<String> arrays, int groups, List<String> problems, List<String> notes) {
    public StoreConsolidation {
        arrays = List.copyOf(arrays);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /**
     * Finishes what killed processes have begun to add to a store of Zarr v3, copies every node's document into the root's,
     * and compares the manifest with what is there: documents and the sizes of all objects. Doing it twice changes nothing.
     *
     * @throws SourceFormatException when there is no Zarr v3 store in the folder
     */
    public static StoreConsolidation run(Path folder, Durability durability) throws IOException {
        try (FilesystemStore store = new FilesystemStore(folder, durability)) {
            if (!(NodeDocuments.read(store, "", ZarrFormat.V3).orElse(null) instanceof GroupMetadata)) {
                throw new SourceFormatException(
                        store.name(), "is no Zarr v3 group: there is no zarr.json of one in it");
            }
            try (Claim claim = store.claim(Manifest.KEY, StoreMerge.PATIENCE)) {
                StoreGrowth.requireNone(store);
                StoreMerge.settle(store);
                claim.requireHeld();
                Map<String, JsonObject> copies = writeRoot(store);
                StoreConsolidation found = check(store, copies);
                store.sync();
                return found;
            }
        }
    }

    /** Copies the documents of all nodes into the root's; gives the copies. */
    static Map<String, JsonObject> writeRoot(FilesystemStore store) throws IOException {
        try (Claim claim = store.claim(new Key(NodeMetadata.KEY), StoreMerge.PATIENCE)) {
            GroupMetadata root =
                    (GroupMetadata) NodeDocuments.read(store, "", ZarrFormat.V3).orElseThrow();
            Map<String, JsonObject> copies = GroupDocuments.listed(store);
            GroupMetadata renewed = root.withConsolidated(new ConsolidatedMetadata(copies));
            if (!renewed.toJson(CodecRegistry.standard()).equals(root.toJson(CodecRegistry.standard()))) {
                claim.requireHeld();
                NodeDocuments.write(store, "", renewed);
            }
            return copies;
        }
    }

    private static StoreConsolidation check(FilesystemStore store, Map<String, JsonObject> copies) throws IOException {
        List<String> arrays = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Optional<Manifest> manifest = Manifest.read(store);
        for (String path : copies.keySet()) {
            if (NodeDocuments.read(store, path, ZarrFormat.V3).orElse(null) instanceof ArrayMetadata array) {
                arrays.add(path);
                boolean isKnown = manifest.isPresent() && manifest.get().covers(path, ZarrFormat.V3);
                if (isKnown && isChanged(manifest.get(), path, array)) {
                    problems.add("array '" + path + "': its document does not say what was written");
                } else if (!isKnown) {
                    notes.add(
                            "array '" + path + "': nothing is known of its objects, so that missing ones cannot be told"
                                    + " from empty ones");
                }
            }
        }
        manifest.ifPresent(known -> known.arrays(ZarrFormat.V3).keySet().stream()
                .filter(path -> !arrays.contains(path))
                .forEach(path -> problems.add("array '" + path + "' is missing")));
        if (manifest.isPresent()) {
            addObjects(store, manifest.get(), problems);
        }
        for (String path : Unfinished.read(store)) {
            problems.add("array '" + path + "' was begun and is not complete");
        }
        return new StoreConsolidation(arrays, copies.size() - arrays.size(), problems, notes);
    }

    private static boolean isChanged(Manifest manifest, String path, ArrayMetadata array) {
        Integer written = manifest.arrays(ZarrFormat.V3).get(path);
        return written != null && written != Manifest.structureOf(array);
    }

    private static void addObjects(FilesystemStore store, Manifest manifest, List<String> problems) throws IOException {
        for (Map.Entry<String, Manifest.Entry> object : manifest.objects().entrySet()) {
            OptionalLong size = store.size(new Key(object.getKey()));
            if (size.isEmpty()) {
                problems.add(object.getKey() + " is missing");
            } else if (size.getAsLong() != object.getValue().bytes()) {
                problems.add(object.getKey() + " has " + size.getAsLong() + " bytes, not "
                        + object.getValue().bytes());
            }
        }
    }
}
