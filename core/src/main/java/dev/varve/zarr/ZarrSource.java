package dev.varve.zarr;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.Codec;
import dev.varve.codec.CodecChain;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.ChunkReference;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Source;
import dev.varve.dataset.SourceFormatException;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.grid.RectilinearGrid;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.ChainNotation;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.NodeMetadata;
import dev.varve.metadata.V2Consolidated;
import dev.varve.metadata.ZarrFormat;
import dev.varve.pipeline.Workers;
import dev.varve.shard.ShardingCodec;
import dev.varve.store.Key;
import dev.varve.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListMap;

/** A Zarr hierarchy of either version as a dataset: groups, arrays, attributes with their recorded types. */
public final class ZarrSource implements Source {
    /** Where a complete store lists what it holds, as a path in it. */
    public static final String MANIFEST = Manifest.KEY.path();

    /** After so many objects that are not right, no further ones are compared. */
    public static final int MOST_WRONG = 1000;

    private final Store store;
    private final Optional<ManifestedStore> manifested;
    private final Map<String, ZarrArray> arrays;
    private final Dataset dataset;
    private final ZarrFormat format;
    private final boolean isOfBoth;
    /** Chunks of one region are read one after another: a source's caller has its own threads. */
    private final Workers caller = Workers.of(1);

    private ZarrSource(
            Store store,
            Optional<ManifestedStore> manifested,
            Map<String, ZarrArray> arrays,
            Dataset dataset,
            HierarchyReader hierarchy)
            throws IOException {
        this.store = store;
        this.manifested = manifested;
        this.arrays = arrays;
        this.dataset = dataset;
        this.format = hierarchy.format();
        this.isOfBoth = hierarchy.isOfBoth();
    }

    /**
     * Opens a store. Its consolidated metadata is used where there is one; where there are documents of both versions, those
     * of v3 are. Where there is a manifest, each object that is read is compared with it first.
     *
     * @param store the store; closed with the source
     * @throws dev.varve.dataset.SourceFormatException when there is no Zarr hierarchy in it
     * @throws dev.varve.metadata.MetadataException when its metadata breaks the specification
     */
    public static ZarrSource open(Store store) throws IOException {
        Store seen = GrowthView.of(store);
        return open(seen, HierarchyReader.read(seen), Manifest.read(seen), seen.name());
    }

    /** As above; by the documents of one version only. */
    public static ZarrSource open(Store store, ZarrFormat format) throws IOException {
        Store seen = GrowthView.of(store);
        return open(seen, HierarchyReader.read(seen, format), Manifest.read(seen), seen.name());
    }

    /**
     * Opens a node of a larger store by itself; what the larger store's manifest says of the node holds. When it says nothing,
     * nothing is known: the arrays are {@link #unlistedArrays}.
     *
     * @param store the node; closed with the source
     * @param larger the larger store
     * @param path the path of the node in it
     * @param format the version whose documents are read, where one is asked for
     */
    public static ZarrSource openNode(Store store, Store larger, String path, Optional<ZarrFormat> format)
            throws IOException {
        if (GrowthView.of(larger) != larger) {
            throw new SourceFormatException(larger.name(), "is about to change: 'varve commit' finishes it");
        }
        Optional<Manifest> manifest = Manifest.read(larger).map(whole -> whole.below(path));
        return open(store, HierarchyReader.read(store, format), manifest, larger.name());
    }

    private static ZarrSource open(Store store, HierarchyReader hierarchy, Optional<Manifest> manifest, String place)
            throws IOException {
        Optional<ManifestedStore> manifested = manifest.map(found -> new ManifestedStore(store, found, place));
        Store checked = manifested.isPresent() ? manifested.get() : store;
        if (manifest.isPresent()) {
            hierarchy.requireSame(manifest.get(), place);
        }
        Map<String, ZarrArray> arrays = new HashMap<>();
        StoredSizes sizes = StoredSizes.of(store, manifest, hierarchy);
        Group root = group("", hierarchy, List.of(), arrays, sizes, checked);
        Dataset dataset = new Dataset(hierarchy.format().toString(), root);
        return new ZarrSource(checked, manifested, arrays, dataset, hierarchy);
    }

    private static Group group(
            String path,
            HierarchyReader hierarchy,
            List<Dimension> inherited,
            Map<String, ZarrArray> arrays,
            StoredSizes sizes,
            Store store)
            throws IOException {
        NodeRecord record = hierarchy.record(path);
        DimensionScope scope = new DimensionScope(path, inherited, record.dimensions());
        List<Variable> variables = new ArrayList<>();
        for (Map.Entry<String, ArrayMetadata> child : hierarchy.arrays(path).entrySet()) {
            String variablePath = child.getKey().isEmpty() ? storeName(store) : child.getKey();
            NodeRecord childRecord = hierarchy.record(child.getKey());
            ZarrArray array = new ZarrArray(store, child.getKey(), child.getValue());
            variables.add(variable(variablePath, array, childRecord, scope, sizes.bytesBelow(child.getKey())));
            arrays.put(variablePath, array);
        }
        List<Group.Unsupported> unsupported = new ArrayList<>();
        hierarchy.problems(path).forEach((child, problem) -> unsupported.add(new Group.Unsupported(child, problem)));
        List<Group> groups = new ArrayList<>();
        for (String child : hierarchy.groups(path)) {
            groups.add(group(child, hierarchy, scope.visible(), arrays, sizes, store));
        }
        List<Attribute> attributes =
                AttributeJson.read(hierarchy.group(path).attributes(), record.attributeTypes(), Optional.empty());
        return new Group(path, scope.defined(), variables, unsupported, attributes, groups);
    }

    /** What an array at the root is called: as its store, without the suffixes. */
    private static String storeName(Store store) {
        String path = store.name().replaceAll("/+$", "");
        String name = path.substring(path.lastIndexOf('/') + 1);
        for (String suffix : List.of(".zip", ".zarr")) {
            name = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
        }
        return name.isEmpty() ? path : name;
    }

    private static Variable variable(
            String path, ZarrArray array, NodeRecord record, DimensionScope scope, long storedBytes) {
        ArrayMetadata metadata = array.metadata();
        String name = path.substring(path.lastIndexOf('/') + 1);
        List<Dimension> dimensions = new ArrayList<>();
        for (int axis = 0; axis < metadata.shape().rank(); axis++) {
            int here = axis;
            Optional<String> dimension = metadata.dimensionNames().flatMap(names -> names.get(here));
            dimensions.add(scope.resolve(dimension, name, axis, metadata.shape().extent(axis)));
        }
        return new Variable(
                path,
                metadata.type(),
                dimensions,
                metadata.fill(),
                attributes(metadata, record),
                storage(metadata, storedBytes),
                record.declared());
    }

    private static List<Attribute> attributes(ArrayMetadata metadata, NodeRecord record) {
        List<Attribute> said =
                AttributeJson.read(metadata.attributes(), record.attributeTypes(), Optional.of(metadata.type()));
        return V2Fill.with(
                said, metadata, record.attributeTypes().get(V2Fill.NAME).isPresent());
    }

    private static Storage storage(ArrayMetadata metadata, long storedBytes) {
        Optional<Shape> object = Optional.of(metadata.grid().largestCell());
        Optional<RectilinearGrid> irregular =
                metadata.grid() instanceof RectilinearGrid grid ? Optional.of(grid) : Optional.empty();
        if (metadata.chain().serializer() instanceof ShardingCodec sharding) {
            Optional<Shape> chunk = Optional.of(sharding.chunkShape());
            String layout = irregular.isPresent() ? Storage.RECTILINEAR : "sharded";
            return new Storage(layout, chunk, object, names(sharding.codecs()), storedBytes, irregular);
        }
        String layout = irregular.isPresent() ? Storage.RECTILINEAR : "chunked";
        return new Storage(layout, object, Optional.empty(), names(metadata.chain()), storedBytes, irregular);
    }

    private static List<String> names(CodecChain chain) {
        CodecRegistry registry = CodecRegistry.standard();
        ChainNotation notation = new ChainNotation(registry);
        return chain.codecs().stream()
                .map((Codec codec) ->
                        registry.format(codec.getClass()).isPresent() ? notation.print(codec) : codec.name())
                .toList();
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public Dataset describe() {
        return dataset;
    }

    /** Whether the store has documents of both versions of Zarr, so that it may be read as another dataset too. */
    public boolean isOfBothFormats() {
        return isOfBoth;
    }

    private ZarrArray array(Variable variable) {
        ZarrArray array = arrays.get(variable.path());
        if (array == null) {
            throw new IllegalArgumentException("no variable '" + variable.path() + "' in " + name());
        }
        return array;
    }

    @Override
    public NdArray read(Variable variable, Region region) throws IOException {
        return array(variable).read(region, caller);
    }

    @Override
    public Optional<ChunkReference> reference(Variable variable, long[] chunkIndex) throws IOException {
        return array(variable).reference(chunkIndex);
    }

    /**
     * Compares every stored object with the manifest, but looks no further when {@link #MOST_WRONG} are not right.
     *
     * @return whether there is a manifest to compare with
     * @throws MissingObjectException when a listed object is not there
     * @throws CorruptObjectException when an object does not hold what was written; of several problems the first by their
     *     keys is thrown, and the others are suppressed by it
     */
    public boolean checkObjects(Workers workers) throws IOException {
        if (manifested.isEmpty()) {
            return false;
        }
        List<String> keys = List.copyOf(manifested.get().manifest().objects().keySet());
        SortedMap<String, IOException> wrong = new ConcurrentSkipListMap<>();
        workers.forEach(keys.size(), i -> {
            if (wrong.size() < MOST_WRONG) {
                try {
                    manifested.get().require(new Key(keys.get(i)));
                } catch (MissingObjectException | CorruptObjectException e) {
                    wrong.put(keys.get(i), e);
                }
            }
        });
        if (!wrong.isEmpty()) {
            IOException first = wrong.remove(wrong.firstKey());
            wrong.values().forEach(first::addSuppressed);
            throw first;
        }
        return true;
    }

    /** The arrays of which the manifest says nothing, because they were written after it; none when there is none. */
    public List<String> unlistedArrays() {
        return manifested.isEmpty()
                ? List.of()
                : arrays.entrySet().stream()
                        .filter(array -> !manifested
                                .get()
                                .manifest()
                                .covers(array.getValue().path(), format))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
    }

    /**
     * The arrays that whoever fills the store has announced and not yet finished; those among them that a killed process has
     * begun to move into the store.
     */
    public SortedSet<String> unfinishedArrays() throws IOException {
        SortedSet<String> unfinished = Unfinished.read(store);
        Optional<Manifest> journal = Manifest.read(store, StoreMerge.JOURNAL);
        journal.ifPresent(moving -> unfinished.addAll(moving.arrays(format).keySet()));
        return unfinished;
    }

    @Override
    public void close() throws IOException {
        caller.close();
        store.close();
    }

    /** The bytes of each array's objects: from the manifest, else from a listing made when the store was opened. */
    private record StoredSizes(Map<String, Long> byArray) {
        static StoredSizes of(Store store, Optional<Manifest> manifest, HierarchyReader hierarchy) throws IOException {
            Map<String, Long> sizes = new HashMap<>();
            if (manifest.isEmpty()) {
                addListed(sizes, store, "");
                return new StoredSizes(sizes);
            }
            manifest.get().objects().forEach((key, entry) -> add(sizes, key, entry.bytes()));
            for (String array : hierarchy.arrayPaths()) {
                if (!manifest.get().covers(array, hierarchy.format())) {
                    sizes.remove(array); // objects that the other version of the array has
                    addListed(sizes, store, array);
                }
            }
            return new StoredSizes(sizes);
        }

        private static void addListed(Map<String, Long> sizes, Store store, String path) throws IOException {
            for (Key key : store.list(path)) {
                add(sizes, key.path(), store.size(key).orElse(0));
            }
        }

        /** Adds an object's size to every node above it. */
        private static void add(Map<String, Long> sizes, String key, long bytes) {
            boolean isDocument = key.endsWith(NodeMetadata.KEY) || key.endsWith(V2Consolidated.KEY);
            if (isDocument || V2Consolidated.isDocument(key)) {
                return;
            }
            sizes.merge("", bytes, Long::sum);
            for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
                sizes.merge(key.substring(0, slash), bytes, Long::sum);
            }
        }

        long bytesBelow(String path) {
            return byArray.getOrDefault(path, 0L);
        }
    }
}
