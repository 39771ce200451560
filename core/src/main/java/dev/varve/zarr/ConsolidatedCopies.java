package dev.varve.zarr;

import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.ConsolidatedMetadata;
import dev.varve.metadata.GroupMetadata;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonWriter;
import dev.varve.metadata.MetadataException;
import dev.varve.metadata.NodeMetadata;
import dev.varve.metadata.V2Consolidated;
import dev.varve.metadata.ZarrFormat;
import dev.varve.store.Claim;
import dev.varve.store.Key;
import dev.varve.store.Store;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The copies of documents below a group that it keeps: in its own document in v3, in one beside it in v2. */
interface ConsolidatedCopies {
    /** The key of the document that holds the copies. */
    Key key();

    /** Whether there is a copy of a node's document. */
    boolean has(String name, NodeMetadata node) throws IOException;

    /** Whether the group keeps copies at all. */
    boolean isKept() throws IOException;

    /** Adds copies of nodes, or replaces them, by their paths below the group, under a claim on {@link #key()}. */
    void put(Map<String, NodeMetadata> nodes, Claim claim) throws IOException;

    /** Replaces the copy of an array's document, if it is still there, under a claim on {@link #key()}. */
    void replace(String name, ArrayMetadata array, Claim claim) throws IOException;

    /** Those of a group. */
    static ConsolidatedCopies of(Store store, String group, ZarrFormat format) {
        return format == ZarrFormat.V2 ? new OfV2(store, group) : new OfV3(store, group);
    }

    /** In the document of the group. */
    record OfV3(Store store, String group) implements ConsolidatedCopies {
        @Override
        public Key key() {
            return Key.of(group, NodeMetadata.KEY);
        }

        private Optional<GroupMetadata> keeper() throws IOException {
            return NodeDocuments.read(store, group, ZarrFormat.V3)
                    .filter(node -> node instanceof GroupMetadata)
                    .map(GroupMetadata.class::cast)
                    .filter(seen -> seen.consolidated().isPresent());
        }

        @Override
        public boolean isKept() throws IOException {
            return keeper().isPresent();
        }

        private Optional<GroupMetadata> holder(String name) throws IOException {
            return keeper().filter(seen ->
                    seen.consolidated().orElseThrow().documents().containsKey(name));
        }

        @Override
        public boolean has(String name, NodeMetadata node) throws IOException {
            return holder(name).isPresent();
        }

        @Override
        public void replace(String name, ArrayMetadata array, Claim claim) throws IOException {
            if (has(name, array)) {
                put(Map.of(name, array), claim);
            }
        }

        @Override
        public void put(Map<String, NodeMetadata> nodes, Claim claim) throws IOException {
            Optional<GroupMetadata> keeper = keeper();
            if (keeper.isPresent()) {
                CodecRegistry registry = CodecRegistry.standard();
                Map<String, JsonObject> documents = new LinkedHashMap<>(
                        keeper.get().consolidated().orElseThrow().documents());
                nodes.forEach((path, node) -> documents.put(path, node.toJson(registry)));
                GroupMetadata changed = keeper.get().withConsolidated(new ConsolidatedMetadata(documents));
                claim.requireHeld();
                store.set(key(), changed.toBytes(registry));
            }
        }
    }

    /** In {@code .zmetadata}. */
    record OfV2(Store store, String group) implements ConsolidatedCopies {
        @Override
        public Key key() {
            return Key.of(group, V2Consolidated.KEY);
        }

        private Optional<V2Consolidated> kept() throws IOException {
            Optional<JsonObject> document = NodeDocuments.object(store, key());
            if (document.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(V2Consolidated.parse(JsonCursor.of(document.get())));
            } catch (MetadataException e) {
                throw e.in(store.name() + "/" + key());
            }
        }

        @Override
        public boolean isKept() throws IOException {
            return kept().isPresent();
        }

        private static String documentName(String name, NodeMetadata node) {
            return name + "/" + node.key();
        }

        @Override
        public boolean has(String name, NodeMetadata node) throws IOException {
            return kept().filter(copies -> copies.documents().containsKey(documentName(name, node)))
                    .isPresent();
        }

        @Override
        public void replace(String name, ArrayMetadata array, Claim claim) throws IOException {
            if (has(name, array)) {
                put(copies -> copies.put(documentName(name, array), array.toJson(CodecRegistry.standard())), claim);
            }
        }

        @Override
        public void put(Map<String, NodeMetadata> nodes, Claim claim) throws IOException {
            put(
                    copies -> nodes.forEach((path, node) -> node.documents(CodecRegistry.standard())
                            .forEach((document, json) -> copies.put(path + "/" + document, json))),
                    claim);
        }

        private void put(Consumer<Map<String, JsonObject>> change, Claim claim) throws IOException {
            Optional<V2Consolidated> kept = kept();
            if (kept.isPresent()) {
                Map<String, JsonObject> documents =
                        new LinkedHashMap<>(kept.get().documents());
                change.accept(documents);
                claim.requireHeld();
                store.set(key(), JsonWriter.prettyBytes(new V2Consolidated(documents).toJson()));
            }
        }
    }
}
