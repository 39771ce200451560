package dev.varve.zarr;

import dev.varve.array.Bytes;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.GroupMetadata;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonBoolean;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.MetadataException;
import dev.varve.metadata.NodeMetadata;
import dev.varve.store.Key;
import dev.varve.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Varve records of the nodes of a v2 store ({@link NodeRecord}), by their paths, in a file of its own: the documents of
 * v2 have no place that other readers would not show.
 */
final class V2Records {
    /** Where a v2 store keeps its records. */
    static final Key KEY = new Key(".varve/records.json");

    private static final String SCHEMA = "varve.records/1";

    private V2Records() {}

    /** The records of a store; none when it has none. */
    static Map<String, JsonObject> read(Store store) throws IOException {
        Optional<JsonObject> document = NodeDocuments.object(store, KEY);
        Map<String, JsonObject> records = new LinkedHashMap<>();
        if (document.isEmpty()) {
            return records;
        }
        try {
            JsonCursor root = JsonCursor.of(document.get());
            root.get("schema").oneOf(List.of(SCHEMA));
            JsonCursor nodes = root.get("nodes");
            for (String path : nodes.object().members().keySet()) {
                records.put(path, nodes.get(path).object());
            }
            return records;
        } catch (MetadataException e) {
            throw e.in(store.name() + "/" + KEY);
        }
    }

    /** A node with its record. */
    static NodeMetadata with(NodeMetadata node, JsonObject record) {
        JsonObject ignorable = record.with("must_understand", JsonBoolean.FALSE);
        if (node instanceof ArrayMetadata array) {
            return array.withExtension(NodeRecord.MEMBER, ignorable);
        }
        return ((GroupMetadata) node).withExtension(NodeRecord.MEMBER, ignorable);
    }

    /** The records of nodes as they are stored; nothing when there are none. */
    static Optional<Bytes> toBytes(Map<String, NodeMetadata> nodes) {
        JsonObject.Builder records = JsonObject.builder();
        boolean isEmpty = true;
        for (Map.Entry<String, NodeMetadata> node : nodes.entrySet()) {
            Optional<Json> record = node.getValue().extensions().get(NodeRecord.MEMBER);
            if (record.isPresent()) {
                records.put(node.getKey(), record.get());
                isEmpty = false;
            }
        }
        JsonObject document = JsonObject.builder()
                .put("schema", SCHEMA)
                .put("nodes", records.build())
                .build();
        return isEmpty
                ? Optional.empty()
                : Optional.of(Bytes.wrap(document.toText().getBytes(StandardCharsets.UTF_8)));
    }
}
