package dev.varve.zarr;

import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.MetadataException;
import dev.varve.metadata.NodeMetadata;
import dev.varve.metadata.V2Consolidated;
import dev.varve.store.Key;
import dev.varve.store.Store;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The nodes of a v2 hierarchy: from its {@code .zmetadata}, else from every document that the store lists. What Varve
 * recorded of a node is added to it as the extension that it is in v3.
 */
final class V2Hierarchy {
    private final Store store;
    private final Map<String, NodeMetadata> nodes = new LinkedHashMap<>();
    private final Map<String, String> problems = new LinkedHashMap<>();

    private V2Hierarchy(Store store) {
        this.store = store;
    }

    /** Whether there is a v2 hierarchy in a store. */
    static boolean isIn(Store store) throws IOException {
        return store.size(new Key(V2Consolidated.KEY)).isPresent()
                || store.size(new Key(NodeMetadata.V2_GROUP)).isPresent()
                || store.size(new Key(NodeMetadata.V2_ARRAY)).isPresent();
    }

    static V2Hierarchy read(Store store) throws IOException {
        V2Hierarchy hierarchy = new V2Hierarchy(store);
        Optional<V2Consolidated> copies = hierarchy.copies();
        if (copies.isPresent()) {
            Map<String, JsonObject> documents = copies.get().documents();
            hierarchy.add(documents.keySet(), key -> Optional.ofNullable(documents.get(key.path())));
        } else {
            Set<String> keys = new TreeSet<>();
            for (Key key : store.list("")) {
                if (V2Consolidated.isDocument(key.path())) {
                    keys.add(key.path());
                }
            }
            hierarchy.add(keys, key -> NodeDocuments.object(store, key));
        }
        hierarchy.addRecords(V2Records.read(store));
        return hierarchy;
    }

    private Optional<V2Consolidated> copies() throws IOException {
        Key key = new Key(V2Consolidated.KEY);
        Optional<JsonObject> document = NodeDocuments.object(store, key);
        if (document.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(V2Consolidated.parse(JsonCursor.of(document.get())));
        } catch (MetadataException e) {
            throw e.in(store.name() + "/" + key);
        }
    }

    /** Where a document comes from. */
    @FunctionalInterface
    private interface Documents {
        Optional<JsonObject> get(Key key) throws IOException;
    }

    private void add(Set<String> keys, Documents documents) throws IOException {
        for (String key : keys) {
            String path = parent(key);
            String name = key.substring(key.lastIndexOf('/') + 1);
            boolean isShadowed = name.equals(NodeMetadata.V2_GROUP) && keys.contains(join(path, NodeMetadata.V2_ARRAY));
            if (!name.equals(NodeMetadata.V2_ATTRIBUTES) && !isShadowed) {
                add(path, name, documents);
            }
        }
    }

    private void add(String path, String name, Documents documents) throws IOException {
        try {
            Optional<JsonObject> document = documents.get(Key.of(path, name));
            if (document.isPresent()) {
                JsonObject attributes =
                        documents.get(Key.of(path, NodeMetadata.V2_ATTRIBUTES)).orElse(JsonObject.EMPTY);
                nodes.put(path, NodeDocuments.parseV2(store, Key.of(path, name), document.get(), attributes));
            }
        } catch (MetadataException | IllegalArgumentException e) {
            problems.put(path, e.getMessage());
        }
    }

    private void addRecords(Map<String, JsonObject> records) {
        nodes.replaceAll((path, node) -> {
            JsonObject record = records.get(path);
            return record == null ? node : V2Records.with(node, record);
        });
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }

    private static String parent(String key) {
        int slash = key.lastIndexOf('/');
        return slash < 0 ? "" : key.substring(0, slash);
    }

    /** The nodes that can be read, by their paths. */
    Map<String, NodeMetadata> nodes() {
        return nodes;
    }

    /** The nodes that cannot be read, and why. */
    Map<String, String> problems() {
        return problems;
    }
}
