package dev.varve.zarr;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Layout;
import dev.varve.grid.RegularGrid;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.ConsolidatedMetadata;
import dev.varve.metadata.GroupMetadata;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.JsonWriter;
import dev.varve.metadata.MetadataException;
import dev.varve.metadata.NodeMetadata;
import dev.varve.metadata.ZarrFormat;
import dev.varve.shard.ShardingCodec;
import dev.varve.store.ConflictException;
import dev.varve.store.Durability;
import dev.varve.store.ExclusiveFile;
import dev.varve.store.FileTree;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Leases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A change of a complete store that is not begun: which arrays get which shapes, and which of their objects have to be written.
 * Chunks, codecs, fill values and attributes stay what they are.
 */
public final class GrowthDraft {
    private static final String HISTORY = "history";

    private final Path folder;
    private final String content;
    private final Map<String, GroupMetadata> groups;
    private final SortedMap<String, ArrayMetadata> arrays = new TreeMap<>();
    private final Map<String, Layout> layouts = new TreeMap<>();
    private final SortedMap<String, GrowthBase.Old> old = new TreeMap<>();
    private final CodecRegistry registry = CodecRegistry.standard();

    private GrowthDraft(Path folder, String content, Map<String, GroupMetadata> groups) {
        this.folder = folder;
        this.content = content;
        this.groups = groups;
    }

    /**
     * Makes sure that a store can be changed.
     *
     * @param places for each array that changes, which elements do; they may lie behind its end
     * @throws ConflictException when it cannot, or is being changed
     */
    public static GrowthDraft of(Path folder, Map<String, Region> places) throws IOException {
        try (FilesystemStore store = new FilesystemStore(folder)) {
            StoreGrowth.requireNone(store);
            boolean isWhole = NodeDocuments.read(store, "", ZarrFormat.V3).orElse(null) instanceof GroupMetadata root
                    && root.consolidated().isPresent();
            Optional<Manifest> manifest = Manifest.read(store);
            boolean isUnfinished = store.size(StoreMerge.JOURNAL).isPresent()
                    || !Unfinished.read(store).isEmpty();
            if (!isWhole || manifest.isEmpty() || isUnfinished) {
                throw new ConflictException(
                        folder + " is no complete Zarr v3 store with a manifest; only such a store is added to");
            }
            GrowthDraft draft = new GrowthDraft(folder, GrowthBase.contentOf(store), GroupDocuments.of(store));
            for (Map.Entry<String, Region> place : places.entrySet()) {
                draft.add(store, manifest.get(), place.getKey(), place.getValue());
            }
            return draft;
        }
    }

    private void add(FilesystemStore store, Manifest manifest, String path, Region place) throws IOException {
        NodeMetadata node = NodeDocuments.read(store, path, ZarrFormat.V3).orElse(null);
        if (!(node instanceof ArrayMetadata array)
                || !manifest.arrays(ZarrFormat.V3).containsKey(path)) {
            throw refusal(path, "the store's manifest says nothing of it");
        }
        if (!(array.grid() instanceof RegularGrid)) {
            throw refusal(path, "its chunks differ in shape");
        }
        long[] extents = array.shape().extents();
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = Math.max(extents[axis], place.stop(axis));
        }
        ArrayMetadata grown = array.withShape(Shape.of(extents));
        CodecChain chain = grown.chain().serializer() instanceof ShardingCodec shards ? shards.codecs() : grown.chain();
        Layout layout = SharedStore.layout(grown, chain);
        if (!StoredChain.of(layout).equals(grown.chain())) {
            throw refusal(path, "its shards are made in a way that Varve does not write");
        }
        long[] first = new long[extents.length];
        long[] stop = new long[extents.length];
        boolean isPartial = false;
        for (int axis = 0; axis < extents.length; axis++) {
            long each = grown.grid().largestCell().extent(axis);
            first[axis] = place.start(axis) / each;
            stop[axis] = place.stop(axis) == 0 ? 0 : (place.stop(axis) - 1) / each + 1;
            boolean isCut = place.stop(axis) % each != 0 && place.stop(axis) < extents[axis];
            isPartial |= place.start(axis) % each != 0 || isCut;
        }
        if (isPartial && !chain.isLossless() && !chain.isIdempotent()) {
            throw refusal(
                    path,
                    "its codecs lose something each time, and objects of "
                            + grown.grid().largestCell()
                            + " that are there would have to be encoded again; only whole objects can be added");
        }
        arrays.put(path, grown);
        layouts.put(path, layout);
        old.put(path, new GrowthBase.Old(array.shape(), Region.between(first, stop)));
    }

    private ConflictException refusal(String path, String reason) {
        return new ConflictException(folder + ": array '" + path + "' cannot be added to: " + reason);
    }

    /** How each array that changes will be cut up. */
    public Map<String, Layout> layouts() {
        return Map.copyOf(layouts);
    }

    /** The positions of an array's objects that have to be written. */
    public Region objects(String path) {
        return old.get(path).objects();
    }

    /**
     * Begins the change: from then on ranks may write.
     *
     * @param lengths how long dimensions become, by their paths
     * @param history a line for the root's history
     * @param plan what is kept beside the store, until the change is complete and then
     * @throws ConflictException when someone else has begun one
     */
    public void begin(Map<String, Long> lengths, Optional<String> history, JsonObject plan, Durability durability)
            throws IOException {
        String name = Leases.newName();
        WorkPlace place = new WorkPlace(folder, WorkPlace.GROWTHS + "/" + name, true);
        Path work = folder.resolve(place.work());
        boolean isBegun = false;
        try (FilesystemStore tree = new FilesystemStore(folder.resolve(place.tree()), durability);
                FilesystemStore store = new FilesystemStore(folder, durability)) {
            writeDocuments(tree, lengths, history);
            tree.sync();
            store.set(place.chains(), JsonWriter.prettyBytes(SharedStore.chains(layouts)));
            store.set(place.base(), JsonWriter.prettyBytes(new GrowthBase(content, old).toJson()));
            store.sync();
            isBegun = ExclusiveFile.create(
                    folder.resolve(WorkPlace.GROWTH_PLAN.path()),
                    JsonWriter.prettyBytes(plan.with(WorkPlace.PLACE, new JsonString(name))));
            if (!isBegun) {
                StoreGrowth.requireNone(store);
                throw new ConflictException(folder + ": someone else has changed it just now");
            }
            store.persist(WorkPlace.GROWTH_PLAN);
        } finally {
            if (!isBegun && Files.exists(work)) {
                FileTree.delete(work);
            }
        }
    }

    private void writeDocuments(FilesystemStore tree, Map<String, Long> lengths, Optional<String> history)
            throws IOException {
        GroupMetadata known = groups.get("");
        Map<String, JsonObject> copies =
                new LinkedHashMap<>(known.consolidated().orElseThrow().documents());
        for (Map.Entry<String, GroupMetadata> group : groups.entrySet()) {
            GroupMetadata longer = longer(group.getKey(), group.getValue(), lengths);
            if (!group.getKey().isEmpty() && !longer.equals(group.getValue())) {
                NodeDocuments.write(tree, group.getKey(), longer);
                copies.put(group.getKey(), longer.toJson(registry));
            }
        }
        for (Map.Entry<String, ArrayMetadata> array : arrays.entrySet()) {
            NodeDocuments.write(tree, array.getKey(), array.getValue());
            copies.put(array.getKey(), array.getValue().toJson(registry));
        }
        GroupMetadata root = longer("", known, lengths);
        JsonObject attributes = history.isPresent() ? withHistory(root.attributes(), history.get()) : root.attributes();
        NodeDocuments.write(
                tree,
                "",
                new GroupMetadata(
                        ZarrFormat.V3, attributes, Optional.of(new ConsolidatedMetadata(copies)), root.extensions()));
    }

    /** The latest line comes first; a history that is no text stays. */
    private static JsonObject withHistory(JsonObject attributes, String line) {
        if (attributes.get(HISTORY).isEmpty()) {
            return attributes.with(HISTORY, new JsonString(line));
        }
        return attributes.get(HISTORY).get() instanceof JsonString text
                ? attributes.with(HISTORY, new JsonString(text.value().isEmpty() ? line : line + "\n" + text.value()))
                : attributes;
    }

    private static GroupMetadata longer(String path, GroupMetadata group, Map<String, Long> lengths)
            throws MetadataException {
        NodeRecord record = NodeRecord.of(group.extensions(), path);
        List<Dimension> dimensions = new ArrayList<>();
        for (Dimension dimension : record.dimensions()) {
            long length = lengths.getOrDefault(dimension.path(), dimension.length());
            dimensions.add(new Dimension(dimension.path(), length, dimension.isUnlimited()));
        }
        if (dimensions.equals(record.dimensions())) {
            return group;
        }
        NodeRecord longer = new NodeRecord(record.attributeTypes(), dimensions, record.declared());
        return group.withExtension(NodeRecord.MEMBER, longer.toJson());
    }
}
