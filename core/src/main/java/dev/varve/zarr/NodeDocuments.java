package dev.varve.zarr;

import dev.varve.array.Bytes;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.JsonWriter;
import dev.varve.metadata.MetadataException;
import dev.varve.metadata.NodeMetadata;
import dev.varve.metadata.ZarrFormat;
import dev.varve.store.Key;
import dev.varve.store.Store;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The documents of single nodes in a store, of either version of Zarr. */
final class NodeDocuments {
    private NodeDocuments() {}

    /** The node at a path; where there are documents of both versions, that of v3. */
    static Optional<NodeMetadata> read(Store store, String path) throws IOException {
        Optional<NodeMetadata> node = read(store, path, ZarrFormat.V3);
        return node.isPresent() ? node : read(store, path, ZarrFormat.V2);
    }

    /** The node of one version at a path. */
    static Optional<NodeMetadata> read(Store store, String path, ZarrFormat format) throws IOException {
        if (format == ZarrFormat.V2) {
            return readV2(store, path);
        }
        Key key = Key.of(path, NodeMetadata.KEY);
        Optional<Bytes> document = store.get(key);
        return document.isEmpty() ? Optional.empty() : Optional.of(parse(store, key, document.get()));
    }

    private static NodeMetadata parse(Store store, Key key, Bytes document) throws MetadataException {
        try {
            return NodeMetadata.parse(document, CodecRegistry.standard());
        } catch (MetadataException e) {
            throw e.in(store.name() + "/" + key);
        }
    }

    private static Optional<NodeMetadata> readV2(Store store, String path) throws IOException {
        for (String name : new String[] {NodeMetadata.V2_ARRAY, NodeMetadata.V2_GROUP}) {
            Key key = Key.of(path, name);
            Optional<JsonObject> document = object(store, key);
            if (document.isPresent()) {
                Key attributesKey = Key.of(path, NodeMetadata.V2_ATTRIBUTES);
                JsonObject attributes = object(store, attributesKey).orElse(JsonObject.EMPTY);
                return Optional.of(parseV2(store, key, document.get(), attributes));
            }
        }
        return Optional.empty();
    }

    /** Makes a node of its two documents in v2. */
    static NodeMetadata parseV2(Store store, Key key, JsonObject document, JsonObject attributes)
            throws MetadataException {
        try {
            boolean isArray = key.path().endsWith(NodeMetadata.V2_ARRAY);
            JsonCursor cursor = JsonCursor.of(document);
            return isArray
                    ? NodeMetadata.parseV2Array(cursor, attributes, CodecRegistry.standard())
                    : NodeMetadata.parseV2Group(cursor, attributes);
        } catch (MetadataException e) {
            throw e.in(store.name() + "/" + key);
        }
    }

    /** A document that is an object, if it is there. */
    static Optional<JsonObject> object(Store store, Key key) throws IOException {
        Optional<Bytes> document = store.get(key);
        if (document.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonCursor.of(JsonReader.read(document.get())).object());
        } catch (MetadataException e) {
            throw e.in(store.name() + "/" + key);
        }
    }

    /** Whether there is a node of any version at a path. */
    static Optional<Key> find(Store store, String path) throws IOException {
        for (String name : new String[] {NodeMetadata.KEY, NodeMetadata.V2_ARRAY, NodeMetadata.V2_GROUP}) {
            Key key = Key.of(path, name);
            if (store.size(key).isPresent()) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /** Writes all documents of a node, the one that makes it a node last. */
    static void write(Store store, String path, NodeMetadata node) throws IOException {
        for (Map.Entry<String, JsonObject> document :
                node.documents(CodecRegistry.standard()).entrySet()) {
            store.set(Key.of(path, document.getKey()), JsonWriter.prettyBytes(document.getValue()));
        }
    }
}
