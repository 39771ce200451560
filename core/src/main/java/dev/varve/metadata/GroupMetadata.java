package dev.varve.metadata;

import java.util.Optional;
import java.util.Set;

/**
 * What is said of a group: in its {@code zarr.json} (v3 core, section "Group metadata"), or in its {@code .zgroup} and
 * {@code .zattrs} (v2), of which copies have a document of their own, {@link V2Consolidated}.
 *
 * @param format which documents say it
 * @param attributes what is said about the group
 * @param consolidated copies of the documents of all nodes below it, when it holds them
 * @param extensions members that the specification does not have, each an object with {@code "must_understand": false}
 */
public record GroupMetadata(
        ZarrFormat format, JsonObject attributes, Optional<ConsolidatedMetadata> consolidated, JsonObject extensions)
        implements NodeMetadata {
    private static final String CONSOLIDATED = "consolidated_metadata";
    private static final Set<String> MEMBERS = Set.of("zarr_format", "node_type", "attributes", CONSOLIDATED);

    public GroupMetadata {
        NodeMembers.requireIgnorable(extensions, MEMBERS);
    }

    /** A v2 group. */
    public static GroupMetadata v2(JsonObject attributes) {
        return new GroupMetadata(ZarrFormat.V2, attributes, Optional.empty(), JsonObject.EMPTY);
    }

    /** A v3 group of which only this is said. */
    public static GroupMetadata of(JsonObject attributes) {
        return new GroupMetadata(ZarrFormat.V3, attributes, Optional.empty(), JsonObject.EMPTY);
    }

    /** The same group with copies of all documents below it. */
    public GroupMetadata withConsolidated(ConsolidatedMetadata documents) {
        return new GroupMetadata(format, attributes, Optional.of(documents), extensions);
    }

    /** The same group with one more extension, or another value of it. */
    public GroupMetadata withExtension(String name, JsonObject value) {
        return new GroupMetadata(format, attributes, consolidated, extensions.with(name, value));
    }

    /** Reads the document of a group. */
    static GroupMetadata parse(JsonCursor document) throws MetadataException {
        Optional<JsonCursor> copies = document.find(CONSOLIDATED);
        boolean isThere = copies.isPresent() && copies.get().value() != JsonNull.NULL;
        return new GroupMetadata(
                ZarrFormat.V3,
                NodeMembers.attributesOf(document),
                isThere ? ConsolidatedMetadata.parse(copies.get()) : Optional.empty(),
                NodeMembers.extensionsOf(document, MEMBERS));
    }

    @Override
    public JsonObject toJson(CodecRegistry registry) {
        if (format == ZarrFormat.V2) {
            return JsonObject.of("zarr_format", JsonNumber.of(2));
        }
        JsonObject.Builder document = JsonObject.builder()
                .put("zarr_format", 3)
                .put("node_type", "group")
                .put("attributes", attributes);
        if (consolidated.isPresent()) {
            document.put(CONSOLIDATED, consolidated.get().toJson());
        }
        return document.putAll(extensions).build();
    }

    @Override
    public JsonObject attributesDocument() {
        return attributes;
    }
}
