package dev.varve.zarr;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Variable;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.ConsolidatedMetadata;
import dev.varve.metadata.GroupMetadata;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.MetadataException;
import dev.varve.metadata.NodeMetadata;
import dev.varve.metadata.NodeName;
import dev.varve.store.Key;
import dev.varve.store.Store;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The metadata documents of a dataset as a Zarr hierarchy, in the dataset's order; made before anything is written. */
final class HierarchyDocuments {
    private final CodecRegistry registry = CodecRegistry.standard();
    private final Map<String, NodeMetadata> nodes = new LinkedHashMap<>();
    private final Map<String, ArrayMetadata> arrays = new LinkedHashMap<>();

    private HierarchyDocuments() {}

    static HierarchyDocuments of(Dataset dataset, Map<String, Layout> layouts) throws MetadataException {
        HierarchyDocuments made = new HierarchyDocuments();
        for (Group group : dataset.root().walk()) {
            NodeName.requirePath(group.path());
            made.nodes.put(group.path(), group(group));
            for (Variable variable : group.variables()) {
                NodeName.requirePath(variable.path());
                ArrayMetadata array = array(variable, layouts.get(variable.path()));
                made.nodes.put(variable.path(), array);
                made.arrays.put(variable.path(), array);
            }
        }
        return made;
    }

    private static GroupMetadata group(Group group) throws MetadataException {
        NodeRecord record = new NodeRecord(
                AttributeJson.types(group.attributes(), Optional.empty()), group.dimensions(), Optional.empty());
        GroupMetadata metadata = GroupMetadata.of(AttributeJson.values(group.attributes(), Optional.empty()));
        return record.isEmpty() ? metadata : metadata.withExtension(NodeRecord.MEMBER, record.toJson());
    }

    private static ArrayMetadata array(Variable variable, Layout layout) throws MetadataException {
        ArrayMetadata metadata = ArrayMetadata.of(layout.objects(), layout.fill(), StoredChain.of(layout))
                .withDimensionNames(
                        variable.dimensions().stream().map(Dimension::name).toList())
                .withAttributes(AttributeJson.values(variable.attributes(), Optional.of(variable.type())));
        JsonObject types = AttributeJson.types(variable.attributes(), Optional.of(variable.type()));
        NodeRecord record = new NodeRecord(types, List.of(), variable.declared());
        return record.isEmpty() ? metadata : metadata.withExtension(NodeRecord.MEMBER, record.toJson());
    }

    /** The metadata of a variable's array. */
    ArrayMetadata array(String path) {
        return arrays.get(path);
    }

    /** What the manifest says of each array. */
    SortedMap<String, Integer> structures() {
        SortedMap<String, Integer> structures = new TreeMap<>();
        arrays.forEach((path, array) -> structures.put(path, Manifest.structureOf(array)));
        return structures;
    }

    /** Writes every document, the manifest, and last the root with copies of all others. */
    void writeTo(Store store, Manifest manifest) throws IOException {
        Map<String, JsonObject> copies = new LinkedHashMap<>();
        for (Map.Entry<String, NodeMetadata> node : nodes.entrySet()) {
            if (!node.getKey().isEmpty()) {
                store.set(
                        Key.of(node.getKey(), NodeMetadata.KEY), node.getValue().toBytes(registry));
                copies.put(node.getKey(), node.getValue().toJson(registry));
            }
        }
        store.set(Manifest.KEY, manifest.toBytes());
        GroupMetadata root = ((GroupMetadata) nodes.get("")).withConsolidated(new ConsolidatedMetadata(copies));
        store.set(new Key(NodeMetadata.KEY), root.toBytes(registry));
    }
}
