package dev.varve.metadata;

import java.text.Normalizer;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Copies of the documents of all nodes below a group, so that one read opens them all (v3 core, section "Consolidated
 * metadata"; kind {@code inline}). Documents are kept as JSON, so that one that is not understood spoils no other.
 *
 * @param documents the documents by path below the group, without a slash in front
 */
public record ConsolidatedMetadata(Map<String, JsonObject> documents) {
    private static final Set<String> MEMBERS = Set.of("kind", "must_understand", "metadata");
    private static final String INLINE = "inline";

    /** zarr-python's order: parents before children, then by name whatever the case. */
    private static final Comparator<String> ORDER = Comparator.<String>comparingLong(
                    path -> path.chars().filter(c -> c == '/').count())
            .thenComparing(
                    path -> Normalizer.normalize(path, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT))
            .thenComparing(Comparator.naturalOrder());

    public ConsolidatedMetadata {
        documents = Collections.unmodifiableMap(new LinkedHashMap<>(documents));
    }

    /**
     * The documents of these nodes, in zarr-python's order. Groups get an empty copy of their own, as zarr-python writes it.
     *
     * @param nodes by path below the group, all levels
     */
    public static ConsolidatedMetadata of(Map<String, NodeMetadata> nodes, CodecRegistry registry) {
        Map<String, JsonObject> documents = new LinkedHashMap<>();
        nodes.keySet().stream().sorted(ORDER).forEach(path -> {
            NodeMetadata node = nodes.get(path);
            NodeMetadata copy = node instanceof GroupMetadata group
                    ? group.withConsolidated(new ConsolidatedMetadata(Map.of()))
                    : node;
            documents.put(path, copy.toJson(registry));
        });
        return new ConsolidatedMetadata(documents);
    }

    /** The node of a path, if there is a document of it. */
    public Optional<NodeMetadata> node(String path, CodecRegistry registry) throws MetadataException {
        JsonObject document = documents.get(path);
        if (document == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(NodeMetadata.parse(JsonCursor.of(document), registry));
        } catch (MetadataException e) {
            throw e.in(path);
        }
    }

    /** Reads the member; nothing when it is of another kind, which need not be understood. */
    static Optional<ConsolidatedMetadata> parse(JsonCursor cursor) throws MetadataException {
        boolean isInline =
                new JsonString(INLINE).equals(cursor.object().get("kind").orElse(JsonNull.NULL));
        if (!isInline && NodeMembers.isIgnorable(cursor.value())) {
            return Optional.empty();
        }
        cursor.requireOnly(MEMBERS);
        if (!isInline) {
            throw cursor.error("must be of kind \"" + INLINE + "\"");
        }
        JsonCursor metadata = cursor.get("metadata");
        Map<String, JsonObject> documents = new LinkedHashMap<>();
        for (String path : metadata.object().members().keySet()) {
            JsonCursor document = metadata.get(path);
            requirePath(path, document);
            documents.put(path, document.object());
        }
        return Optional.of(new ConsolidatedMetadata(documents));
    }

    private static void requirePath(String path, JsonCursor document) throws MetadataException {
        for (String name : path.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                throw document.error("is no path below the group");
            }
        }
    }

    /** The value of {@code consolidated_metadata}. */
    public JsonObject toJson() {
        JsonObject.Builder metadata = JsonObject.builder();
        documents.forEach(metadata::put);
        return JsonObject.builder()
                .put("kind", INLINE)
                .put("must_understand", false)
                .put("metadata", metadata.build())
                .build();
    }
}
