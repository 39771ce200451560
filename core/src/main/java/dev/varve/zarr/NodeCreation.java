package dev.varve.zarr;

import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.GroupMetadata;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
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
            }
        }
        if (!write(path, array)) {
            throw new FileAlreadyExistsException(store.name() + "/" + Key.of(path, array.key()));
        }
        made.put(path, array);
        for (String group : above(path)) {
            addCopies(group, made);
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
        Key key = Key.of(node, metadata.key());
        try (Claim claim = store.claim(key, WriteOptions.DEFAULT.patience())) {
            if (store.size(key).isPresent()) {
                return false;
            }
            claim.requireHeld();
            NodeDocuments.write(store, node, metadata);
            return true;
        }
    }

    private void addCopies(String group, Map<String, NodeMetadata> made) throws IOException {
        ConsolidatedCopies copies = ConsolidatedCopies.of(store, group, format);
        if (!copies.isKept()) {
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
