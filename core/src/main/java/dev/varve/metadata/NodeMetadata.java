package dev.varve.metadata;

import dev.varve.array.Bytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the documents of a node say: an array or a group. In v3 that is one document, {@code zarr.json}; in v2 there are two,
 * {@code .zarray} or {@code .zgroup}, and {@code .zattrs} with the attributes. A node remembers its version, so that a
 * changed one is written as it was found.
 */
public sealed interface NodeMetadata permits ArrayMetadata, GroupMetadata {
    /** The key of the v3 document below its node. */
    String KEY = "zarr.json";

    /** The key of the v2 document that tells an array. */
    String V2_ARRAY = ".zarray";

    /** The key of the v2 document that tells a group. */
    String V2_GROUP = ".zgroup";

    /** The key of the v2 document that holds attributes. */
    String V2_ATTRIBUTES = ".zattrs";

    /** Which documents there are. */
    ZarrFormat format();

    /** What is said about the node by whoever made it. */
    JsonObject attributes();

    /** Members that the specification does not have, each an object with {@code "must_understand": false}. */
    JsonObject extensions();

    /**
     * The document that tells what the node is.
     *
     * @throws IllegalArgumentException when the format cannot say it
     */
    JsonObject toJson(CodecRegistry registry);

    /** The attributes as v2 stores them, by themselves. */
    JsonObject attributesDocument();

    /** The key of the document that tells what the node is. */
    default String key() {
        if (format() == ZarrFormat.V3) {
            return KEY;
        }
        return this instanceof ArrayMetadata ? V2_ARRAY : V2_GROUP;
    }

    /**
     * All documents of the node by their keys below it, the one that tells what it is last.
     *
     * @throws IllegalArgumentException when the format cannot say what the node is
     */
    default Map<String, JsonObject> documents(CodecRegistry registry) {
        Map<String, JsonObject> documents = new LinkedHashMap<>();
        if (format() == ZarrFormat.V2) {
            documents.put(V2_ATTRIBUTES, attributesDocument());
        }
        documents.put(key(), toJson(registry));
        return documents;
    }

    /** The document that tells what the node is, as it is stored: UTF-8, indented by two blanks. */
    default Bytes toBytes(CodecRegistry registry) {
        return JsonWriter.prettyBytes(toJson(registry));
    }

    /** Reads a stored v3 document. */
    static NodeMetadata parse(Bytes document, CodecRegistry registry) throws MetadataException {
        return parse(JsonCursor.of(JsonReader.read(document)), registry);
    }

    /** Reads a v3 document. */
    static NodeMetadata parse(JsonCursor document, CodecRegistry registry) throws MetadataException {
        JsonCursor format = document.get("zarr_format");
        if (!format.value().equals(JsonNumber.of(3))) {
            throw format.error("must be 3, not " + format.quoted());
        }
        String nodeType = document.get("node_type").oneOf(List.of("array", "group"));
        return nodeType.equals("array") ? ArrayMetadata.parse(document, registry) : GroupMetadata.parse(document);
    }

    /** Reads the v2 document of an array; its attributes come with it. */
    static ArrayMetadata parseV2Array(JsonCursor document, JsonObject attributes, CodecRegistry registry)
            throws MetadataException {
        return V2ArrayJson.parse(document, attributes, registry);
    }

    /** Reads the v2 document of a group; its attributes come with it. */
    static GroupMetadata parseV2Group(JsonCursor document, JsonObject attributes) throws MetadataException {
        V2ArrayJson.requireFormat(document);
        return GroupMetadata.v2(attributes);
    }
}
