package dev.varve.zarr;

import dev.varve.array.Bytes;
import dev.varve.dataset.SourceFormatException;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.ConsolidatedMetadata;
import dev.varve.metadata.GroupMetadata;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.MetadataException;
import dev.varve.metadata.NodeMetadata;
import dev.varve.metadata.ZarrFormat;
import dev.varve.store.Key;
import dev.varve.store.Store;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The nodes of a hierarchy: from the root's consolidated metadata, else from every document that the store lists. */
final class HierarchyReader {
    private static final GroupMetadata IMPLIED = GroupMetadata.of(JsonObject.EMPTY);

    private final CodecRegistry registry = CodecRegistry.standard();
    private final Store store;
    private final ZarrFormat format;
    private final Map<String, NodeMetadata> nodes = new LinkedHashMap<>();
    private final Map<String, String> problems = new LinkedHashMap<>();

    private HierarchyReader(Store store, ZarrFormat format) {
        this.store = store;
        this.format = format;
    }

    /** The hierarchy of a store; where there are documents of both versions, that of v3. */
    static HierarchyReader read(Store store) throws IOException {
        if (store.size(new Key(NodeMetadata.KEY)).isPresent()) {
            return read(store, ZarrFormat.V3);
        }
        if (V2Hierarchy.isIn(store)) {
            return read(store, ZarrFormat.V2);
        }
        throw new SourceFormatException(
                store.name(), "is no Zarr store: there is neither a zarr.json in it nor a .zgroup or .zarray");
    }

    /** As above when no version is asked for; else the hierarchy of one version. */
    static HierarchyReader read(Store store, Optional<ZarrFormat> format) throws IOException {
        return format.isPresent() ? read(store, format.get()) : read(store);
    }

    /** Whether there are documents of both versions at the root. */
    boolean isOfBoth() throws IOException {
        return store.size(new Key(NodeMetadata.KEY)).isPresent() && V2Hierarchy.isIn(store);
    }

    /** The hierarchy of one version. */
    static HierarchyReader read(Store store, ZarrFormat format) throws IOException {
        HierarchyReader reader = new HierarchyReader(store, format);
        if (format == ZarrFormat.V2) {
            reader.addV2();
            return reader;
        }
        Key key = new Key(NodeMetadata.KEY);
        Bytes document = store.get(key)
                .orElseThrow(() ->
                        new SourceFormatException(store.name(), "is no Zarr v3 store: there is no zarr.json in it"));
        NodeMetadata root = reader.parse(key, document);
        reader.nodes.put("", root);
        if (root instanceof GroupMetadata group && group.consolidated().isPresent()) {
            reader.addCopies(group.consolidated().get());
        } else if (root instanceof GroupMetadata) {
            reader.addListed();
        }
        return reader;
    }

    private void addV2() throws IOException {
        if (!V2Hierarchy.isIn(store)) {
            throw new SourceFormatException(
                    store.name(), "is no Zarr v2 store: there is no .zgroup, .zarray or .zmetadata in it");
        }
        V2Hierarchy hierarchy = V2Hierarchy.read(store);
        if (hierarchy.problems().containsKey("")) {
            throw new MetadataException("", hierarchy.problems().get(""));
        }
        nodes.putAll(hierarchy.nodes());
        problems.putAll(hierarchy.problems());
    }

    /** The version whose documents were read. */
    ZarrFormat format() {
        return format;
    }

    private NodeMetadata parse(Key key, Bytes document) throws MetadataException {
        try {
            return NodeMetadata.parse(document, registry);
        } catch (MetadataException e) {
            throw e.in(store.name() + "/" + key);
        }
    }

    private void addCopies(ConsolidatedMetadata copies) {
        for (String path : copies.documents().keySet()) {
            try {
                new Key(path);
                copies.node(path, registry).ifPresent(node -> nodes.put(path, node));
            } catch (MetadataException | IllegalArgumentException e) {
                problems.put(path, e.getMessage());
            }
        }
    }

    private void addListed() throws IOException {
        String suffix = "/" + NodeMetadata.KEY;
        for (Key key : store.list("")) {
            if (key.path().endsWith(suffix)) {
                String path = key.path().substring(0, key.path().length() - suffix.length());
                try {
                    nodes.put(path, parse(key, store.get(key).orElse(Bytes.EMPTY)));
                } catch (MetadataException e) {
                    problems.put(path, e.getMessage());
                }
            }
        }
    }

    /**
     * Refuses arrays that are not those of the manifest; one that cannot be read at all is refused by its own name. Of the
     * documents of the version that was not written, nothing is known.
     *
     * @param place the store that has the manifest
     */
    void requireSame(Manifest manifest, String place) throws IOException {
        for (String path : manifest.arrays(format).keySet()) {
            if (!problems.containsKey(path)) {
                Optional<ArrayMetadata> found =
                        nodes.get(path) instanceof ArrayMetadata array ? Optional.of(array) : Optional.empty();
                manifest.requireSame(store, place, path, format, found);
            }
        }
    }

    /** The paths of all arrays. */
    List<String> arrayPaths() {
        return nodes.entrySet().stream()
                .filter(node -> node.getValue() instanceof ArrayMetadata)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The metadata of a group; empty for one that is only implied by what lies below it. */
    GroupMetadata group(String path) {
        return nodes.get(path) instanceof GroupMetadata group ? group : IMPLIED;
    }

    /** The paths and metadata of a group's arrays; an array at the root counts as the root group's. */
    Map<String, ArrayMetadata> arrays(String group) {
        Map<String, ArrayMetadata> arrays = new LinkedHashMap<>();
        nodes.forEach((path, node) -> {
            boolean isChild = path.isEmpty() ? group.isEmpty() : parent(path).equals(group);
            if (isChild && node instanceof ArrayMetadata array) {
                arrays.put(path, array);
            }
        });
        return arrays;
    }

    /** The nodes of a group that cannot be read, and why. */
    Map<String, String> problems(String group) {
        Map<String, String> found = new LinkedHashMap<>();
        problems.forEach((path, problem) -> {
            if (parent(path).equals(group)) {
                found.put(path, problem);
            }
        });
        return found;
    }

    /** The paths of a group's groups, implied ones included. */
    List<String> groups(String group) {
        String prefix = group.isEmpty() ? "" : group + "/";
        Set<String> children = new LinkedHashSet<>();
        nodes.forEach((path, node) -> {
            String inner = node instanceof ArrayMetadata ? parent(path) : path;
            if (inner.length() > prefix.length() && inner.startsWith(prefix)) {
                int end = inner.indexOf('/', prefix.length());
                children.add(end < 0 ? inner : inner.substring(0, end));
            }
        });
        return List.copyOf(children);
    }

    /** What Varve recorded of a node. */
    NodeRecord record(String path) throws MetadataException {
        try {
            Optional<NodeMetadata> node = Optional.ofNullable(nodes.get(path));
            return node.isPresent() ? NodeRecord.of(node.get().extensions(), path) : NodeRecord.EMPTY;
        } catch (MetadataException e) {
            throw e.in(store.name() + "/" + recordKey(path));
        }
    }

    private Key recordKey(String path) {
        return format == ZarrFormat.V2 ? V2Records.KEY : Key.of(path, NodeMetadata.KEY);
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
