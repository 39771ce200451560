package dev.varve.metadata;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The {@code .zmetadata} of a v2 group: copies of all documents below it, by their keys, as zarr-python writes them
 * ({@code zarr_consolidated_format} 1). Documents are kept as JSON, so that one that is not understood spoils no other.
 *
 * @param documents the documents by key below the group: {@code .zgroup}, {@code t2m/.zarray}
 */
public record V2Consolidated(Map<String, JsonObject> documents) {
    /** The key of the document. */
    public static final String KEY = ".zmetadata";

    private static final String FORMAT = "zarr_consolidated_format";
    private static final Set<String> NAMES =
            Set.of(NodeMetadata.V2_ARRAY, NodeMetadata.V2_GROUP, NodeMetadata.V2_ATTRIBUTES);

    public V2Consolidated {
        documents = Collections.unmodifiableMap(new LinkedHashMap<>(documents));
    }

    /** Whether a key is that of a document of a v2 node. */
    public static boolean isDocument(String key) {
        return NAMES.contains(key.substring(key.lastIndexOf('/') + 1));
    }

    /** Reads the document. */
    public static V2Consolidated parse(JsonCursor document) throws MetadataException {
        JsonCursor format = document.get(FORMAT);
        if (!format.value().equals(JsonNumber.of(1))) {
            throw format.error("must be 1, not " + format.quoted());
        }
        JsonCursor metadata = document.get("metadata");
        Map<String, JsonObject> documents = new LinkedHashMap<>();
        for (String key : metadata.object().members().keySet()) {
            if (isDocument(key)) {
                documents.put(key, metadata.get(key).object());
            }
        }
        return new V2Consolidated(documents);
    }

    /** Writes the document. */
    public JsonObject toJson() {
        JsonObject.Builder metadata = JsonObject.builder();
        documents.forEach(metadata::put);
        return JsonObject.builder()
                .put("metadata", metadata.build())
                .put(FORMAT, 1)
                .build();
    }
}
