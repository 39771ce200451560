package dev.varve.metadata;

import dev.varve.array.Bytes;
import java.util.List;

/** What a {@code zarr.json} says: an array or a group. */
public sealed interface NodeMetadata permits ArrayMetadata, GroupMetadata {
    /** The key of the document below its node. */
    String KEY = "zarr.json";

    /** What is said about the node by whoever made it. */
    JsonObject attributes();

    /** Members that the specification does not have, each an object with {@code "must_understand": false}. */
    JsonObject extensions();

    /** The document. */
    JsonObject toJson(CodecRegistry registry);

    /** The document as it is stored: UTF-8, indented by two blanks. */
    default Bytes toBytes(CodecRegistry registry) {
        return JsonWriter.prettyBytes(toJson(registry));
    }

    /** Reads a stored document. */
    static NodeMetadata parse(Bytes document, CodecRegistry registry) throws MetadataException {
        return parse(JsonCursor.of(JsonReader.read(document)), registry);
    }

    /** Reads a document. */
    static NodeMetadata parse(JsonCursor document, CodecRegistry registry) throws MetadataException {
        JsonCursor format = document.get("zarr_format");
        if (!format.value().equals(JsonNumber.of(3))) {
            throw format.error("must be 3, not " + format.quoted());
        }
        String nodeType = document.get("node_type").oneOf(List.of("array", "group"));
        return nodeType.equals("array") ? ArrayMetadata.parse(document, registry) : GroupMetadata.parse(document);
    }
}
