package dev.varve.zarr;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
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
import dev.varve.metadata.JsonWriter;
import dev.varve.metadata.MetadataException;
import dev.varve.metadata.NodeMetadata;
import dev.varve.metadata.NodeName;
import dev.varve.metadata.V2Consolidated;
import dev.varve.metadata.ZarrFormat;
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
    private final ZarrFormat format;
    private final CodecRegistry registry = CodecRegistry.standard();
    private final Map<String, NodeMetadata> nodes = new LinkedHashMap<>();
    private final Map<String, ArrayMetadata> arrays = new LinkedHashMap<>();

    private HierarchyDocuments(ZarrFormat format) {
        this.format = format;
    }

    /**
     * The documents of a dataset.
     *
     * @throws IllegalArgumentException when the format cannot say how a variable is cut up or encoded
     */
    static HierarchyDocuments of(Dataset dataset, Map<String, Layout> layouts, ZarrFormat format)
            throws MetadataException {
        HierarchyDocuments made = new HierarchyDocuments(format);
        for (Group group : dataset.root().walk()) {
            NodeName.requirePath(group.path());
            made.nodes.put(group.path(), made.group(group));
            for (Variable variable : group.variables()) {
                NodeName.requirePath(variable.path());
                ArrayMetadata array = made.array(variable, layouts.get(variable.path()));
                made.nodes.put(variable.path(), array);
                made.arrays.put(variable.path(), array);
            }
        }
        return made;
    }

    private GroupMetadata group(Group group) throws MetadataException {
        NodeRecord record = new NodeRecord(
                AttributeJson.types(group.attributes(), Optional.empty(), format),
                group.dimensions(),
                Optional.empty());
        JsonObject attributes = AttributeJson.values(group.attributes(), Optional.empty(), format);
        GroupMetadata metadata = format == ZarrFormat.V2 ? GroupMetadata.v2(attributes) : GroupMetadata.of(attributes);
        return record.isEmpty() ? metadata : metadata.withExtension(NodeRecord.MEMBER, record.toJson());
    }

    private ArrayMetadata array(Variable variable, Layout layout) throws MetadataException {
        Optional<DataType> type = Optional.of(variable.type());
        ArrayMetadata metadata = bare(variable, layout, format)
                .withDimensionNames(
                        variable.dimensions().stream().map(Dimension::name).toList())
                .withAttributes(AttributeJson.values(variable.attributes(), type, format));
        JsonObject types = AttributeJson.types(variable.attributes(), type, format);
        NodeRecord record = new NodeRecord(types, List.of(), variable.declared());
        ArrayMetadata whole = record.isEmpty() ? metadata : metadata.withExtension(NodeRecord.MEMBER, record.toJson());
        if (!whole.fill().equals(layout.fill())) {
            throw new IllegalArgumentException(
                    "variable '" + variable.path() + "': the layout's fill value is not that of " + format
                            + ", which would change elements that are left out");
        }
        whole.documents(registry);
        return whole;
    }

    /** An array without names and attributes. */
    static ArrayMetadata bare(Variable variable, Layout layout, ZarrFormat format) {
        if (format == ZarrFormat.V3) {
            return ArrayMetadata.of(layout.objects(), layout.fill(), StoredChain.of(layout));
        }
        Optional<FillValue> stated = V2Fill.stated(variable.attributes(), variable.type());
        ArrayMetadata metadata =
                ArrayMetadata.v2(layout.objects(), stated.orElse(layout.fill()), StoredChain.of(layout));
        return stated.isPresent() ? metadata : metadata.withoutStatedFill();
    }

    /** The metadata of a variable's array. */
    ArrayMetadata array(String path) {
        return arrays.get(path);
    }

    /** What the manifest says of each array. */
    Manifest.Structures structures() {
        SortedMap<String, Integer> structures = new TreeMap<>();
        arrays.forEach((path, array) -> structures.put(path, Manifest.structureOf(array)));
        return new Manifest.Structures(Optional.of(format), structures);
    }

    /** Writes every document, the manifest, and last the root with copies of all others. */
    void writeTo(Store store, Manifest manifest) throws IOException {
        for (Map.Entry<String, NodeMetadata> node : nodes.entrySet()) {
            if (!node.getKey().isEmpty()) {
                NodeDocuments.write(store, node.getKey(), node.getValue());
            }
        }
        store.set(Manifest.KEY, manifest.toBytes());
        if (format == ZarrFormat.V2) {
            writeV2Root(store);
        } else {
            writeRoot(store);
        }
    }

    private void writeRoot(Store store) throws IOException {
        Map<String, JsonObject> copies = new LinkedHashMap<>();
        nodes.forEach((path, node) -> copies.put(path, node.toJson(registry)));
        copies.remove("");
        GroupMetadata root = ((GroupMetadata) nodes.get("")).withConsolidated(new ConsolidatedMetadata(copies));
        store.set(new Key(NodeMetadata.KEY), root.toBytes(registry));
    }

    private void writeV2Root(Store store) throws IOException {
        Optional<Bytes> records = V2Records.toBytes(nodes);
        if (records.isPresent()) {
            store.set(V2Records.KEY, records.get());
        }
        NodeDocuments.write(store, "", nodes.get(""));
        Map<String, JsonObject> copies = new LinkedHashMap<>();
        nodes.forEach((path, node) -> node.documents(registry)
                .forEach((name, document) -> copies.put(Key.of(path, name).path(), document)));
        store.set(new Key(V2Consolidated.KEY), JsonWriter.prettyBytes(new V2Consolidated(copies).toJson()));
    }
}
