package dev.varve.zarr;

import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.GroupMetadata;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.MetadataException;
import dev.varve.metadata.NodeMetadata;
import dev.varve.metadata.V2Consolidated;
import dev.varve.metadata.ZarrFormat;
import dev.varve.pipeline.WriteOptions;
import dev.varve.store.Claim;
import dev.varve.store.Key;
import dev.varve.store.Store;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes an array where nothing is yet, and the groups above it that are not there. Groups come first, from the root down, so
 * that whatever is killed when, every node has its parents; copies of documents that groups above keep come last.
 */
final class NodeCreation {
    /** A chunk that an array which is gone has left would be one of the new array. */
    private static final Pattern OBJECT = Pattern.compile("c([/.]\\d+)*|\\d+([/.]\\d+)*");

    private final Store store;
    private final String path;
    private final ArrayMetadata array;
    private final ZarrFormat format;

    private NodeCreation(Store store, String path, ArrayMetadata array) {
        this.store = store;
        this.path = path;
        this.array = array;
        this.format = array.format();
    }

    /**
     * Makes an array.
     *
     * @throws FileAlreadyExistsException when there is a node at the path, something below it, or above it an array or a group
     *     of the other version only
     */
    static void create(Store store, String path, ArrayMetadata array) throws IOException {
        new NodeCreation(store, path, array).run();
    }

    private void run() throws IOException {
        List<String> missing = new ArrayList<>();
        for (String group : above(path)) {
            if (!isGroup(group)) {
                missing.add(group);
            }
        }
        requireFree();
        Manifest.forget(store, path, WriteOptions.DEFAULT.patience());
        Map<String, NodeMetadata> made = new LinkedHashMap<>();
        for (String group : missing) {
            GroupMetadata empty =
                    format == ZarrFormat.V2 ? GroupMetadata.v2(JsonObject.EMPTY) : GroupMetadata.of(JsonObject.EMPTY);
            if (write(group, empty)) {
                made.put(group, empty);
            } else if (!isGroup(group)) {
                throw new FileAlreadyExistsException(store.name() + "/" + path);
            }
        }
        if (!write(path, array)) {
            throw new FileAlreadyExistsException(store.name() + "/" + Key.of(path, array.key()));
        }
        made.put(path, array);
        for (String group : above(path)) {
            addCopies(group, made);
        }
        completeCopies();
    }

    /** Adds the copies that whoever made a node at the path or above it was killed before adding. */
    private void completeCopies() throws IOException {
        for (String group : above(path)) {
            ConsolidatedCopies copies = ConsolidatedCopies.of(store, group, format);
            if (copies.isKept()) {
                String prefix = group.isEmpty() ? "" : group + "/";
                Map<String, NodeMetadata> absent = new LinkedHashMap<>();
                for (Map.Entry<String, NodeMetadata> node : nodesBelow(prefix).entrySet()) {
                    if (!copies.has(node.getKey().substring(prefix.length()), node.getValue())) {
                        absent.put(node.getKey(), node.getValue());
                    }
                }
                addCopies(group, absent);
            }
        }
    }

    /** The array and the groups above it that are below another one, without the copies that they keep. */
    private Map<String, NodeMetadata> nodesBelow(String prefix) throws IOException {
        Map<String, NodeMetadata> nodes = new LinkedHashMap<>();
        for (String node : above(path)) {
            if (!node.isEmpty()
                    && node.startsWith(prefix)
                    && NodeDocuments.read(store, node, format).orElse(array) instanceof GroupMetadata group) {
                nodes.put(node, new GroupMetadata(format, group.attributes(), Optional.empty(), group.extensions()));
            }
        }
        nodes.put(path, array);
        return nodes;
    }

    /** Whether the node that is there is the very array that was to be made. */
    private boolean isMade() throws IOException {
        try {
            return NodeDocuments.read(store, path, format).equals(Optional.of(array));
        } catch (MetadataException e) {
            return false;
        }
    }

    /** The paths of all groups above a node, the root first. */
    private static List<String> above(String path) {
        List<String> above = new ArrayList<>();
        if (!path.isEmpty()) {
            above.add("");
        }
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            above.add(path.substring(0, slash));
        }
        return above;
    }

    /** Whether there is a group of the array's version; refuses to make one where something else is. */
    private boolean isGroup(String group) throws IOException {
        Key document = Key.of(group, NodeMetadata.KEY);
        Optional<JsonObject> third = NodeDocuments.object(store, document);
        if (third.isPresent() && third.get().get("node_type").equals(Optional.of(new JsonString("array")))) {
            throw refusal(group, document, "is the document of an array, which holds no other node");
        }
        Key arrayOfV2 = Key.of(group, NodeMetadata.V2_ARRAY);
        if (store.size(arrayOfV2).isPresent()) {
            throw refusal(group, arrayOfV2, "is the document of an array, which holds no other node");
        }
        boolean isOfV2 = store.size(Key.of(group, NodeMetadata.V2_GROUP)).isPresent();
        boolean isThere = format == ZarrFormat.V3 ? third.isPresent() : isOfV2;
        if (!isThere && (third.isPresent() || isOfV2)) {
            Key other = isOfV2 ? Key.of(group, NodeMetadata.V2_GROUP) : document;
            throw refusal(group, other, "makes it a group of another version than " + format);
        }
        return isThere;
    }

    private FileAlreadyExistsException refusal(String group, Key document, String problem) {
        String where = group.isEmpty() ? "the root" : "'" + group + "'";
        return new FileAlreadyExistsException(
                store.name() + "/" + path, null, "cannot be made below " + where + ": " + document + " " + problem);
    }

    private void requireFree() throws IOException {
        Optional<Key> taken = NodeDocuments.find(store, path);
        if (taken.isPresent()) {
            if (isMade()) {
                completeCopies();
            }
            throw new FileAlreadyExistsException(store.name() + "/" + taken.get());
        }
        for (Key key : store.list(path)) {
            String name = path.isEmpty() ? key.path() : key.path().substring(path.length() + 1);
            if (isDocument(name) || OBJECT.matcher(name).matches()) {
                throw new FileAlreadyExistsException(
                        store.name() + "/" + path, null, "cannot be made: there is '" + key + "' already");
            }
        }
    }

    private static boolean isDocument(String key) {
        return key.endsWith("/" + NodeMetadata.KEY) || (V2Consolidated.isDocument(key) && key.contains("/"));
    }

    /** Writes a node's documents, unless someone else has made the node meanwhile. */
    private boolean write(String node, NodeMetadata metadata) throws IOException {
        // One claim for whatever is made there: an array and a group of v2 have documents of different names.
        try (Claim claim = store.claim(Key.of(node, NodeMetadata.KEY), WriteOptions.DEFAULT.patience())) {
            if (NodeDocuments.find(store, node).isPresent()) {
                return false;
            }
            claim.requireHeld();
            NodeDocuments.write(store, node, metadata);
            return true;
        }
    }

    private void addCopies(String group, Map<String, NodeMetadata> made) throws IOException {
        ConsolidatedCopies copies = ConsolidatedCopies.of(store, group, format);
        if (made.isEmpty() || !copies.isKept()) {
            return;
        }
        Map<String, NodeMetadata> below = new LinkedHashMap<>();
        String prefix = group.isEmpty() ? "" : group + "/";
        made.forEach((node, metadata) -> {
            if (!node.isEmpty() && node.startsWith(prefix)) {
                below.put(node.substring(prefix.length()), metadata);
            }
        });
        try (Claim claim = store.claim(copies.key(), WriteOptions.DEFAULT.patience())) {
            copies.put(below, claim);
        }
    }
}
