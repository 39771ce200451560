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

/** The copies of documents below a group that it keeps: in its own document in v3, in one beside it in v2. */
interface ConsolidatedCopies {
    /** The key of the document that holds the copies. */
    Key key();

    /** Whether there is a copy of an array's document. */
    boolean has(String name, ArrayMetadata array) throws IOException;

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

        private Optional<GroupMetadata> holder(String name) throws IOException {
            return NodeDocuments.read(store, group, ZarrFormat.V3)
                    .filter(node -> node instanceof GroupMetadata)
                    .map(GroupMetadata.class::cast)
                    .filter(seen -> seen.consolidated().isPresent()
                            && seen.consolidated().get().documents().containsKey(name));
        }

        @Override
        public boolean has(String name, ArrayMetadata array) throws IOException {
            return holder(name).isPresent();
        }

        @Override
        public void replace(String name, ArrayMetadata array, Claim claim) throws IOException {
            Optional<GroupMetadata> holder = holder(name);
            if (holder.isPresent()) {
                CodecRegistry registry = CodecRegistry.standard();
                Map<String, JsonObject> documents = new LinkedHashMap<>(
                        holder.get().consolidated().orElseThrow().documents());
                documents.put(name, array.toJson(registry));
                GroupMetadata changed = holder.get().withConsolidated(new ConsolidatedMetadata(documents));
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

        private Optional<V2Consolidated> holder(String name, ArrayMetadata array) throws IOException {
            Optional<JsonObject> document = NodeDocuments.object(store, key());
            if (document.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(V2Consolidated.parse(JsonCursor.of(document.get())))
                        .filter(copies -> copies.documents().containsKey(documentName(name, array)));
            } catch (MetadataException e) {
                throw e.in(store.name() + "/" + key());
            }
        }

        private static String documentName(String name, ArrayMetadata array) {
            return name + "/" + array.key();
        }

        @Override
        public boolean has(String name, ArrayMetadata array) throws IOException {
            return holder(name, array).isPresent();
        }

        @Override
        public void replace(String name, ArrayMetadata array, Claim claim) throws IOException {
            Optional<V2Consolidated> holder = holder(name, array);
            if (holder.isPresent()) {
                Map<String, JsonObject> documents =
                        new LinkedHashMap<>(holder.get().documents());
                documents.put(documentName(name, array), array.toJson(CodecRegistry.standard()));
                claim.requireHeld();
                store.set(key(), JsonWriter.prettyBytes(new V2Consolidated(documents).toJson()));
            }
        }
    }
}
