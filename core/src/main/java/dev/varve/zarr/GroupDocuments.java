package dev.varve.zarr;

import dev.varve.dataset.Dimension;
import dev.varve.metadata.GroupMetadata;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.MetadataException;
import dev.varve.metadata.NodeMetadata;
import dev.varve.metadata.ZarrFormat;
import dev.varve.store.ConflictException;
import dev.varve.store.Key;
import dev.varve.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What two stores say of the same groups, where one becomes a part of the other. */
final class GroupDocuments {
    /** A line per command, in which stores may differ. */
    private static final String HISTORY = "history";

    private GroupDocuments() {}

    /** All groups of a store that was written whole, by their paths, the root first. */
    static Map<String, GroupMetadata> of(Store store) throws IOException {
        Map<String, GroupMetadata> groups = new LinkedHashMap<>();
        GroupMetadata root =
                (GroupMetadata) NodeDocuments.read(store, "", ZarrFormat.V3).orElseThrow();
        groups.put("", root);
        for (String path : root.consolidated().orElseThrow().documents().keySet()) {
            if (NodeDocuments.read(store, path, ZarrFormat.V3).orElseThrow() instanceof GroupMetadata group) {
                groups.put(path, group);
            }
        }
        return groups;
    }

    /**
     * What both documents of a group say.
     *
     * @param known the document that is there; its consolidated metadata stay
     * @param brought the document of the part
     * @param conflict makes an exception of what contradicts
     */
    static GroupMetadata merged(
            String path, GroupMetadata known, GroupMetadata brought, Function<String, ConflictException> conflict)
            throws IOException {
        String where = path.isEmpty() ? "of the root" : "of group '" + path + "'";
        requireSame(known.attributes(), brought.attributes(), where, conflict);
        NodeRecord own = NodeRecord.of(known.extensions(), path);
        NodeRecord other = NodeRecord.of(brought.extensions(), path);
        JsonObject attributes = known.attributes();
        JsonObject types = own.attributeTypes();
        Optional<Json> history =
                history(known.attributes().get(HISTORY), brought.attributes().get(HISTORY));
        if (history.isPresent()) {
            attributes = attributes.with(HISTORY, history.get());
            Optional<Json> type =
                    types.get(HISTORY).or(() -> other.attributeTypes().get(HISTORY));
            types = type.isPresent() ? types.with(HISTORY, type.get()) : types;
        }
        if (!types.without(HISTORY).equals(other.attributeTypes().without(HISTORY))) {
            throw conflict.apply("has attributes " + where + " of other types");
        }
        NodeRecord both = new NodeRecord(types, dimensions(own, other, where, conflict), Optional.empty());
        GroupMetadata merged = new GroupMetadata(ZarrFormat.V3, attributes, known.consolidated(), known.extensions());
        return both.isEmpty() ? merged : merged.withExtension(NodeRecord.MEMBER, both.toJson());
    }

    private static void requireSame(
            JsonObject known, JsonObject brought, String where, Function<String, ConflictException> conflict)
            throws ConflictException {
        for (JsonObject one : List.of(known, brought)) {
            for (String name : one.members().keySet()) {
                if (!name.equals(HISTORY) && !known.get(name).equals(brought.get(name))) {
                    throw conflict.apply("says something else in attribute '" + name + "' " + where);
                }
            }
        }
    }

    /** The history that is there, under the newest line of the other unless that is one of its lines already. */
    private static Optional<Json> history(Optional<Json> known, Optional<Json> brought) {
        if (known.isEmpty() || brought.isEmpty()) {
            return known.or(() -> brought);
        }
        if (!(known.get() instanceof JsonString own) || !(brought.get() instanceof JsonString other)) {
            return known;
        }
        String newest = other.value().lines().findFirst().orElse("");
        boolean isThere = newest.isEmpty() || own.value().lines().anyMatch(newest::equals);
        return isThere ? known : Optional.of(new JsonString(newest + "\n" + own.value()));
    }

    private static List<Dimension> dimensions(
            NodeRecord known, NodeRecord brought, String where, Function<String, ConflictException> conflict)
            throws ConflictException {
        List<Dimension> dimensions = new ArrayList<>(known.dimensions());
        for (Dimension dimension : brought.dimensions()) {
            Optional<Dimension> own = known.dimensions().stream()
                    .filter(d -> d.path().equals(dimension.path()))
                    .findFirst();
            if (own.isEmpty()) {
                dimensions.add(dimension);
            } else if (!own.get().equals(dimension)) {
                throw conflict.apply("has a dimension '" + dimension.name() + "' " + where + " of "
                        + own.get().length() + ", not " + dimension.length());
            }
        }
        return dimensions;
    }

    /** The documents of all nodes but the root that a folder holds, whoever wrote them, by their paths in order. */
    static Map<String, JsonObject> listed(Store store) throws IOException {
        Map<String, JsonObject> documents = new LinkedHashMap<>();
        String suffix = "/" + NodeMetadata.KEY;
        for (Key key : store.list("")) {
            if (key.path().endsWith(suffix) && !key.path().startsWith(".varve/")) {
                String path = key.path().substring(0, key.path().length() - suffix.length());
                NodeMetadata node = NodeDocuments.read(store, path, ZarrFormat.V3)
                        .orElseThrow(() -> new MetadataException("", key + " has vanished"));
                documents.put(
                        path,
                        withoutCopies(node, NodeDocuments.object(store, key).orElseThrow()));
            }
        }
        return documents;
    }

    private static JsonObject withoutCopies(NodeMetadata node, JsonObject document) {
        return node instanceof GroupMetadata ? document.without("consolidated_metadata") : document;
    }
}
