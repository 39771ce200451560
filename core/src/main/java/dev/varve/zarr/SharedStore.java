package dev.varve.zarr;

import dev.varve.array.Region;
import dev.varve.codec.CodecChain;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Sink;
import dev.varve.dataset.SourceFormatException;
import dev.varve.dataset.Variable;
import dev.varve.grid.RegularGrid;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonWriter;
import dev.varve.metadata.MetadataException;
import dev.varve.metadata.NodeMetadata;
import dev.varve.metadata.ZarrFormat;
import dev.varve.shard.ShardingCodec;
import dev.varve.store.ConflictException;
import dev.varve.store.Durability;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Key;
import dev.varve.store.Leases;
import dev.varve.store.StagedTarget;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/**
 * A Zarr v3 store in a folder that any number of processes of any number of machines fill together, piece by piece. Objects get
 * their final names at once; the documents that make them arrays wait aside until all is there, so that no reader takes an
 * incomplete store for one. A piece counts when its record is there, which says of each of its objects how long it is and its
 * checksum. Doing a piece twice gives the same bytes and harms nothing.
 *
 * <p>A complete store is changed in the same way ({@link StoreGrowth}): objects beyond its old shape get their names at once,
 * those that take the place of others wait beside the documents.
 *
 * <pre>
 * .varve/plan.json        what was planned; stays
 * .varve/work/tree/...    the documents, as they will be
 * .varve/work/chains.json how chunks are encoded, with what documents do not say
 * .varve/work/done/NAME   a record for each piece
 * .varve/work/claims/     who does what
 * </pre>
 */
public final class SharedStore implements Closeable {
    private static final Key ROOT = new Key(NodeMetadata.KEY);

    private final FilesystemStore store;
    private final WorkPlace place;
    private final JsonObject plan;
    private final Map<String, ArrayMetadata> arrays;
    private final Map<String, Layout> layouts;
    /** What the store was, where a complete one is changed, and where what takes the place of something waits. */
    private final Optional<GrowthBase> base;

    private final FilesystemStore tree;

    private SharedStore(
            FilesystemStore store,
            WorkPlace place,
            JsonObject plan,
            Map<String, ArrayMetadata> arrays,
            Map<String, Layout> layouts,
            Optional<GrowthBase> base) {
        this.store = store;
        this.place = place;
        this.base = base;
        this.tree = new FilesystemStore(store.root().resolve(place.tree()), store.durability());
        this.plan = plan;
        this.arrays = arrays;
        this.layouts = layouts;
    }

    /** How far a store has come. */
    public enum State {
        /** There is no plan under the name. */
        ABSENT,
        /** It is planned, and nobody takes it for a store yet; or it is one, and a change of it is planned. */
        GROWING,
        /** It is complete. */
        COMPLETE
    }

    /** How far the store in a folder has come. */
    public static State stateOf(Path folder) throws IOException {
        FilesystemStore there = new FilesystemStore(folder);
        if (there.size(WorkPlace.GROWTH_PLAN).isPresent()) {
            return State.GROWING;
        }
        if (there.size(WorkPlace.PLAN).isEmpty()) {
            return State.ABSENT;
        }
        return there.size(ROOT).isEmpty() ? State.GROWING : State.COMPLETE;
    }

    /**
     * What was planned for the store in a folder, also when it is complete.
     *
     * @throws SourceFormatException when there is no plan
     */
    public static JsonObject plan(Path folder) throws IOException {
        FilesystemStore store = new FilesystemStore(folder);
        return NodeDocuments.object(store, WorkPlace.of(folder).plan())
                .orElseThrow(() -> new SourceFormatException(store.name(), "is no store that many processes fill"));
    }

    /** What is written while a store is made. */
    public interface Beginning {
        /** Writes first pieces. */
        void write(SharedStore store) throws IOException;
    }

    /**
     * Makes a store of which all is planned: it appears with its first pieces, or not at all.
     *
     * @param isReplacing whether what is there goes, at once
     * @param plan what is kept beside it
     * @throws java.nio.file.FileAlreadyExistsException when something is there that may not be replaced
     * @throws ConflictException when someone is about to write what is there
     * @throws IllegalArgumentException when a layout does not fit its variable
     */
    public static void initialize(
            Path target,
            boolean isReplacing,
            Durability durability,
            Dataset dataset,
            Function<Variable, Layout> layout,
            JsonObject plan,
            Beginning beginning)
            throws IOException {
        Map<String, Layout> layouts = new LinkedHashMap<>();
        for (Variable variable : dataset.variables()) {
            layouts.put(variable.path(), ZarrSink.layoutV3(variable, layout.apply(variable)));
        }
        HierarchyDocuments documents = HierarchyDocuments.of(dataset, layouts, ZarrFormat.V3);
        requireNobodyAtWork(target);
        try (StagedTarget staged = StagedTarget.create(target, isReplacing)) {
            Files.createDirectory(staged.staging());
            try (FilesystemStore store = new FilesystemStore(staged.staging(), durability);
                    FilesystemStore tree = new FilesystemStore(
                            staged.staging()
                                    .resolve(WorkPlace.of(staged.staging()).tree()),
                            durability)) {
                documents.writeTo(
                        tree, new Manifest(Collections.emptySortedMap(), Optional.of(documents.structures())));
                tree.sync();
                store.set(WorkPlace.of(staged.staging()).chains(), JsonWriter.prettyBytes(chains(layouts)));
                store.set(WorkPlace.PLAN, JsonWriter.prettyBytes(plan));
                try (SharedStore made = read(store)) {
                    beginning.write(made);
                }
                store.sync();
            }
            staged.publish(durability);
        }
    }

    /** Whoever still writes what is replaced would write into what replaces it. */
    private static void requireNobodyAtWork(Path target) throws IOException {
        List<Leases.Held> held = WorkPlace.of(target).claims();
        if (!held.isEmpty()) {
            throw new ConflictException(
                    target + " is being written by " + held.get(0).holder() + "; nothing was changed");
        }
    }

    static JsonObject chains(Map<String, Layout> layouts) {
        JsonObject.Builder chains = JsonObject.builder();
        layouts.forEach(
                (path, layout) -> chains.put(path, CodecRegistry.standard().toJson(layout.chain())));
        return chains.build();
    }

    /**
     * Opens a store that is being filled.
     *
     * @throws SourceFormatException when there is none in the folder
     */
    public static SharedStore open(Path folder, Durability durability) throws IOException {
        return read(new FilesystemStore(folder, durability));
    }

    private static SharedStore read(FilesystemStore store) throws IOException {
        WorkPlace place = WorkPlace.of(store.root());
        JsonObject plan = NodeDocuments.object(store, place.plan())
                .orElseThrow(() -> new SourceFormatException(store.name(), "is no store that is being filled"));
        JsonCursor chains = JsonCursor.of(NodeDocuments.object(store, place.chains())
                .orElseThrow(
                        () -> new SourceFormatException(store.name(), "is complete: nothing is left to be filled")));
        Map<String, ArrayMetadata> arrays = new TreeMap<>();
        Map<String, Layout> layouts = new TreeMap<>();
        try (FilesystemStore tree = new FilesystemStore(store.root().resolve(place.tree()))) {
            for (String path : chains.object().members().keySet()) {
                // A commit that was killed may have moved it to its place.
                Optional<NodeMetadata> document = NodeDocuments.read(tree, path, ZarrFormat.V3);
                if (document.isEmpty() && place.isGrowing()) {
                    document = NodeDocuments.read(store, path, ZarrFormat.V3);
                }
                if (!(document.orElse(null) instanceof ArrayMetadata array)) {
                    throw new SourceFormatException(store.name(), "has lost the document of '" + path + "'");
                }
                arrays.put(path, array);
                layouts.put(
                        path, layout(array, CodecRegistry.standard().parseChain(chains.get(path)), chains.get(path)));
            }
        }
        Optional<GrowthBase> base =
                place.isGrowing() ? Optional.of(GrowthBase.read(store, place.base())) : Optional.empty();
        return new SharedStore(store, place, plan, arrays, layouts, base);
    }

    /** How an array is cut up. */
    static Layout layout(ArrayMetadata array, CodecChain chain) {
        return array.chain().serializer() instanceof ShardingCodec shards
                ? new Layout(array.grid(), new RegularGrid(array.shape(), shards.chunkShape()), chain, array.fill())
                : new Layout(array.grid(), array.grid(), chain, array.fill());
    }

    private static Layout layout(ArrayMetadata array, CodecChain chain, JsonCursor at) throws MetadataException {
        Layout layout = layout(array, chain);
        if (!ArrayMetadata.of(layout.objects(), layout.fill(), StoredChain.of(layout))
                .chain()
                .equals(array.chain())) {
            throw at.error("is not how the array's document says that chunks are encoded");
        }
        return layout;
    }

    /**
     * Gives up a change of a complete store, which stays what it is.
     *
     * @throws ConflictException when it is decided already
     */
    public void abandon() throws IOException {
        if (base.isEmpty() || isDecided()) {
            throw new ConflictException(
                    store.name() + ": there is nothing that could be given up: 'varve commit' finishes what is begun");
        }
        new StoreGrowth(store, tree, place, arrays, base.get()).abandon();
    }

    /** What messages call the store. */
    public String name() {
        return store.name();
    }

    /** What was planned. */
    public JsonObject plan() {
        return plan;
    }

    /** How each variable is cut up, by its path. */
    public Map<String, Layout> layouts() {
        return Collections.unmodifiableMap(layouts);
    }

    /** The dataset that the store will hold, described by its documents. */
    public Dataset dataset() throws IOException {
        try (ZarrSource documents = ZarrSource.open(new FilesystemStore(tree.root()))) {
            return documents.describe();
        }
    }

    /** What those who fill the store are about. */
    public List<Leases.Held> claims() throws IOException {
        return place.claims();
    }

    /** The names of the pieces that count. */
    public List<String> pieces() throws IOException {
        return store.list(place.done()).stream()
                .map(key -> key.path().substring(place.done().length() + 1))
                .toList();
    }

    /** Whether a piece counts. */
    public boolean has(String piece) throws IOException {
        return store.size(record(piece)).isPresent();
    }

    private Key record(String piece) {
        return new Key(place.done() + "/" + piece);
    }

    /** Whether a change of a complete store is decided and only has to be finished; nothing is left to be written. */
    public boolean isDecided() throws IOException {
        return place.isGrowing() && store.size(place.journal()).isPresent();
    }

    /** Where an object is written: at its place, unless it takes that of something that is there. */
    private FilesystemStore target(String path, Region cell) {
        return base.isPresent() && !base.get().isBeyond(path, cell) ? tree : store;
    }

    /** Begins a piece, whoever else may be doing the same. */
    public Piece begin(String name) {
        return new Piece(name);
    }

    /** Some objects on their way; committing lets them count. */
    public final class Piece implements Sink {
        private final String piece;
        private final SortedMap<String, Manifest.Entry> objects = new ConcurrentSkipListMap<>();

        private Piece(String piece) {
            this.piece = piece;
        }

        @Override
        public String name() {
            return store.name();
        }

        @Override
        public Layout layout(Variable variable) {
            return layouts.get(variable.path());
        }

        @Override
        public ObjectWriter open(Variable variable, long... objectIndex) throws IOException {
            ArrayMetadata metadata = arrays.get(variable.path());
            Layout layout = layouts.get(variable.path());
            Key key = ZarrArray.keys(variable.path(), metadata).key(objectIndex);
            Region cell = layout.objects().cell(objectIndex);
            return new StoredObjectWriter(
                    target(variable.path(), cell), key, layout, cell.shape(), Optional.empty(), objects);
        }

        /** The bytes that its objects take. */
        public long storedBytes() {
            return objects.values().stream().mapToLong(Manifest.Entry::bytes).sum();
        }

        /**
         * Forces its objects to disk, then says that they are there.
         *
         * @throws ConflictException when someone has recorded other objects for the same piece, or has planned the store anew
         */
        @Override
        public void commit() throws IOException {
            store.sync();
            tree.sync();
            if (!NodeDocuments.object(store, place.plan()).equals(Optional.of(plan))) {
                throw new ConflictException(
                        store.name() + " was planned anew meanwhile; piece " + piece + " does not count");
            }
            Key key = record(piece);
            Manifest made = new Manifest(objects, Optional.empty());
            Optional<Manifest> there = Manifest.read(store, key);
            if (there.isPresent() && !there.get().objects().equals(made.objects())) {
                throw new ConflictException(store.name() + ": piece " + piece
                        + " was written before, with other bytes: another version of the input or of varve?");
            }
            store.setLasting(key, made.toBytes());
        }

        /** Does nothing: what is written is right, whoever may still need it. */
        @Override
        public void close() {}
    }

    /**
     * What the records say, once it is found to be there.
     *
     * @param objects how many objects there are
     * @param bytes what they take
     */
    public record Content(long objects, long bytes) {}

    /**
     * Makes the store complete: compares what all records say with what is there, then writes the documents, the manifest, and
     * last the root's document. Only who knows that no piece is missing may call it, and only one at a time. What was begun before
     * is finished.
     *
     * @throws IOException when an object is not as its record says; names it, and has withdrawn the record, so that whoever writes
     *     next does the piece again
     */
    public Content commit() throws IOException {
        return commit(step -> {});
    }

    /** As above; {@code steps} is told before each step of a change of a complete store. */
    Content commit(GrowthJournal.Steps steps) throws IOException {
        if (base.isPresent()) {
            return new StoreGrowth(store, tree, place, arrays, base.get()).commit(this::recorded, steps);
        }
        SortedMap<String, Manifest.Entry> objects = recorded();
        publish(objects);
        return content(objects);
    }

    static Content content(SortedMap<String, Manifest.Entry> objects) {
        return new Content(
                objects.size(),
                objects.values().stream().mapToLong(Manifest.Entry::bytes).sum());
    }

    /** What the records say, if it is so; else withdraws those of which it is not. */
    private SortedMap<String, Manifest.Entry> recorded() throws IOException {
        SortedMap<String, Manifest.Entry> objects = new TreeMap<>();
        List<IOException> problems = new ArrayList<>();
        for (String piece : pieces()) {
            Optional<IOException> problem;
            try {
                SortedMap<String, Manifest.Entry> written =
                        Manifest.read(store, record(piece)).orElseThrow().objects();
                problem = problem(written);
                objects.putAll(written);
            } catch (MetadataException e) {
                problem = Optional.of(e);
            }
            if (problem.isPresent()) {
                problems.add(problem.get());
                store.erase(record(piece));
            }
        }
        if (!problems.isEmpty()) {
            IOException first = problems.get(0);
            problems.subList(1, problems.size()).forEach(first::addSuppressed);
            throw first;
        }
        return objects;
    }

    /** The first object that is not as long as it was written. */
    private Optional<IOException> problem(SortedMap<String, Manifest.Entry> written) throws IOException {
        for (Map.Entry<String, Manifest.Entry> object : written.entrySet()) {
            String key = object.getKey();
            long bytes = object.getValue().bytes();
            // What waits aside is looked for there first.
            OptionalLong aside = base.isPresent() ? tree.size(new Key(key)) : OptionalLong.empty();
            OptionalLong size = aside.isPresent() ? aside : store.size(new Key(key));
            if (size.isEmpty()) {
                return Optional.of(new MissingObjectException(store.name(), key, store.name()));
            }
            if (size.getAsLong() != bytes) {
                String problem = "has " + size.getAsLong() + " bytes, not the " + bytes + " that were written";
                return Optional.of(new CorruptObjectException(store.name(), key, store.name(), problem));
            }
        }
        return Optional.empty();
    }

    private void publish(SortedMap<String, Manifest.Entry> objects) throws IOException {
        for (Key key : tree.list("")) {
            if (!key.equals(ROOT) && !key.equals(Manifest.KEY)) {
                store.set(key, tree.get(key).orElseThrow());
            }
        }
        Manifest structures = Manifest.read(tree).orElseThrow();
        store.set(Manifest.KEY, new Manifest(objects, structures.structures()).toBytes());
        store.sync();
        store.setLasting(ROOT, tree.get(ROOT).orElseThrow());
    }

    @Override
    public void close() {
        tree.close();
        store.close();
    }
}
