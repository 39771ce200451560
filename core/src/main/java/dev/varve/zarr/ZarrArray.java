package dev.varve.zarr;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.ChunkSpec;
import dev.varve.dataset.ChunkReference;
import dev.varve.grid.PointSelection;
import dev.varve.grid.RegularGrid;
import dev.varve.grid.Selection;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.MetadataException;
import dev.varve.metadata.NodeMetadata;
import dev.varve.metadata.NodeName;
import dev.varve.metadata.ZarrFormat;
import dev.varve.pipeline.ChunkReader;
import dev.varve.pipeline.ChunkWriter;
import dev.varve.pipeline.Coalescing;
import dev.varve.pipeline.EmptyChunks;
import dev.varve.pipeline.MemoryBudget;
import dev.varve.pipeline.MissingObjects;
import dev.varve.pipeline.ReadOptions;
import dev.varve.pipeline.ShardBuffer;
import dev.varve.pipeline.StoredArray;
import dev.varve.pipeline.Workers;
import dev.varve.pipeline.WriteOptions;
import dev.varve.shard.ShardIndex;
import dev.varve.shard.ShardLayout;
import dev.varve.shard.ShardingCodec;
import dev.varve.store.Key;
import dev.varve.store.RangeReader;
import dev.varve.store.Store;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Optional;

/**
 * A Zarr array in a store. Immutable but for what the store holds; shared by threads.
 *
 * <p>Reading and writing go to the store as it is: its manifest, if a conversion left one, is compared with what is read by
 * {@link ZarrSource}, not here. Before anything is changed, the array is taken out of the manifest, which from then on says
 * nothing of it and goes on to speak for the other arrays. The manifest is that at the root of the store that was opened: who
 * opens an array as a store of its own, below the root of a larger one, removes {@link ZarrSource#MANIFEST} there first.
 */
public final class ZarrArray {
    private final Store store;
    private final String path;
    private final ArrayMetadata metadata;
    private final StoredArray stored;
    private final ChunkReader reader;
    private boolean isForgotten;

    ZarrArray(Store store, String path, ArrayMetadata metadata) {
        this.store = store;
        this.path = path;
        this.metadata = metadata;
        this.stored = new StoredArray(metadata.grid(), metadata.fill(), metadata.chain(), keys(path, metadata));
        this.reader = new ChunkReader(store, stored, Coalescing.of(store));
    }

    /**
     * Opens an array; where there are documents of both versions of Zarr, that of v3.
     *
     * @param path its path in the store, empty for the root
     * @throws FileNotFoundException when nothing is there
     * @throws MetadataException when it is no array or its metadata breaks the specification
     */
    public static ZarrArray open(Store store, String path) throws IOException {
        return of(store, path, NodeDocuments.read(store, path));
    }

    /** As above; of one version only. */
    public static ZarrArray open(Store store, String path, ZarrFormat format) throws IOException {
        return of(store, path, NodeDocuments.read(store, path, format));
    }

    private static ZarrArray of(Store store, String path, Optional<NodeMetadata> node) throws IOException {
        NodeMetadata found =
                node.orElseThrow(() -> new FileNotFoundException("no array at '" + path + "' of " + store.name()));
        if (found instanceof ArrayMetadata metadata) {
            return new ZarrArray(store, path, metadata);
        }
        throw new MetadataException("node_type", "is a group, not an array")
                .in(store.name() + "/" + Key.of(path, found.key()));
    }

    /**
     * Creates an array of the version of its metadata; its chunks are all fill value. Groups above it that are not there yet
     * are made too, and copies of documents that groups above keep are completed.
     *
     * @throws FileAlreadyExistsException when there is a node of this path or something below it, or an array above it, or a
     *     group that is of the other version only: readers would see nothing but the one or the other
     * @throws IllegalArgumentException when a part of the path is no name of a node, or that version has no words for the
     *     metadata
     */
    public static ZarrArray create(Store store, String path, ArrayMetadata metadata) throws IOException {
        NodeName.requirePath(path);
        metadata.documents(CodecRegistry.standard());
        NodeCreation.create(store, path, metadata);
        return new ZarrArray(store, path, metadata);
    }

    /** The store as it is written to; what is refused before anything is changed leaves the manifest as it is. */
    private Store forgetting(WriteOptions options) {
        return new ForgettingStore(store, () -> forget(options));
    }

    /** From the first change on the store's manifest says nothing of this array. */
    private synchronized void forget(WriteOptions options) throws IOException {
        if (!isForgotten) {
            Manifest.forget(store, path, options.patience());
            isForgotten = true;
        }
    }

    /** The keys of an array's objects; the empty path is the root. */
    static StoredArray.Keys keys(String path, ArrayMetadata metadata) {
        return index -> Key.of(path, metadata.keys().key(index));
    }

    /** Its path in the store, empty for the root. */
    public String path() {
        return path;
    }

    /** Its metadata. */
    public ArrayMetadata metadata() {
        return metadata;
    }

    /**
     * Reads a region; elements that are not stored are the fill value.
     *
     * @throws IllegalArgumentException when the region is not inside the array
     * @throws IOException when a chunk cannot be read or decoded; names key and chunk
     */
    public NdArray read(Region region, Workers workers) throws IOException {
        return reader.read(region, workers);
    }

    /**
     * Reads a selection; elements that are not stored are the fill value.
     *
     * @throws IllegalArgumentException when the selection is not inside the array
     * @throws IOException when a chunk cannot be read or decoded; names key and chunk
     */
    public NdArray read(Selection selection, Workers workers) throws IOException {
        return reader.read(selection, workers);
    }

    /**
     * Reads a region in another way.
     *
     * @throws IllegalArgumentException when the region is not inside the array
     * @throws MissingObjectException when a stored object is missing, and that is to be an error
     * @throws IOException when a chunk cannot be read or decoded; names key and chunk
     */
    public NdArray read(Region region, Workers workers, ReadOptions options) throws IOException {
        return reader(options).read(region, workers);
    }

    /** As above, a selection. */
    public NdArray read(Selection selection, Workers workers, ReadOptions options) throws IOException {
        return reader(options).read(selection, workers);
    }

    private ChunkReader reader(ReadOptions options) {
        Store from = options.missing() == MissingObjects.ERROR ? new RequiringStore(store) : store;
        return new ChunkReader(from, stored, options.coalescing().orElseGet(() -> Coalescing.of(store)));
    }

    /**
     * Writes a block over a selection; where an element is selected several times, the last value stays.
     *
     * @throws IllegalArgumentException when the selection is not inside the array or the block has another shape or type
     */
    public void write(Selection selection, NdArray data, Workers workers, WriteOptions options) throws IOException {
        new ChunkWriter(forgetting(options), stored, fitting(options)).write(selection, data, workers);
    }

    /**
     * Reads single elements, each chunk once; elements that are not stored are the fill value.
     *
     * @throws IllegalArgumentException when the selection is not inside the array
     * @throws IOException when a chunk cannot be read or decoded; names key and chunk
     */
    public NdArray read(PointSelection selection, Workers workers) throws IOException {
        return reader.read(selection, workers);
    }

    /**
     * Writes single elements, each chunk once; where one is selected several times, the last value stays.
     *
     * @throws IllegalArgumentException when the selection is not inside the array or the block has another shape or type
     */
    public void write(PointSelection selection, NdArray data, Workers workers, WriteOptions options)
            throws IOException {
        new ChunkWriter(forgetting(options), stored, fitting(options)).write(selection, data, workers);
    }

    /**
     * Writes a block over a region; chunks of nothing but fill value are not stored, unless the fill value is not stated:
     * readers differ on what is missing then.
     *
     * @throws IllegalArgumentException when the region is not inside the array or the block has another shape or type
     */
    public void write(Region region, NdArray data, Workers workers) throws IOException {
        write(region, data, workers, WriteOptions.DEFAULT);
    }

    /** As above, in another way. */
    public void write(Region region, NdArray data, Workers workers, WriteOptions options) throws IOException {
        new ChunkWriter(forgetting(options), stored, fitting(options)).write(region, data, workers);
    }

    /**
     * Takes regions that come in any order, and writes each object once if it can.
     *
     * @param budget bytes that may be held
     * @param workers closed by the caller, after the buffer
     */
    public ShardBuffer buffer(WriteOptions options, MemoryBudget budget, Workers workers) throws IOException {
        return new ShardBuffer(forgetting(options), stored, fitting(options), budget, workers);
    }

    private WriteOptions fitting(WriteOptions options) {
        return metadata.isFillStated() ? options : options.with(EmptyChunks.KEEP);
    }

    /**
     * Gives the array other extents. What is left out is gone for good: when the array grows again, there is fill value.
     *
     * @return the array as it is now; this one stays as it was and must not be used to write any more
     * @throws IllegalArgumentException when the rank differs
     * @throws dev.varve.store.ConflictException when someone else has changed the shape, or does not stop changing it
     */
    public ZarrArray resize(Shape shape, Workers workers, WriteOptions options) throws IOException {
        return new ZarrArray(
                store, path, new ArrayResize(forgetting(options), path, workers, options).resize(metadata, shape));
    }

    /**
     * Appends a block along an axis, at the end that the array has by now: several that append at the same time do so one
     * after another. The array is seen with all of it or without any.
     *
     * @return the array as it is now
     * @throws IllegalArgumentException when the block has another type, or other extents on the other axes
     */
    public ZarrArray append(int axis, NdArray data, Workers workers, WriteOptions options) throws IOException {
        return new ZarrArray(
                store, path, new ArrayResize(forgetting(options), path, workers, options).append(metadata, axis, data));
    }

    /**
     * Where the encoded bytes of a chunk lie, if it is there.
     *
     * @param chunkIndex its position on the grid of inner chunks when the array is sharded, else on the chunk grid
     */
    Optional<ChunkReference> reference(long[] chunkIndex) throws IOException {
        if (!(metadata.chain().serializer() instanceof ShardingCodec sharding)) {
            return wholeObject(chunkIndex);
        }
        RegularGrid inner = new RegularGrid(metadata.shape(), sharding.chunkShape());
        Region cell = inner.cell(chunkIndex);
        long[] objectIndex = new long[chunkIndex.length];
        for (int axis = 0; axis < objectIndex.length; axis++) {
            objectIndex[axis] = stored.grid().chunkAt(axis, cell.start(axis));
        }
        Region shard = stored.grid().cell(objectIndex);
        ChunkSpec spec = new ChunkSpec(metadata.type(), shard.shape(), metadata.fill());
        Optional<ShardLayout> layout = ShardLayout.of(metadata.chain(), spec);
        if (layout.isEmpty()) {
            return Optional.empty();
        }
        Key key = stored.key(objectIndex);
        Optional<ShardIndex> index = index(key, layout.get());
        if (index.isEmpty()) {
            return Optional.empty();
        }
        RegularGrid grid = layout.get().innerGrid();
        long[] inShard = new long[chunkIndex.length];
        for (int axis = 0; axis < inShard.length; axis++) {
            inShard[axis] = grid.chunkAt(axis, cell.start(axis) - shard.start(axis));
        }
        return index.get()
                .range((int) grid.ordinal(inShard))
                .map(range -> new ChunkReference(
                        store.name() + "/" + key,
                        range.start(),
                        range.stop() - range.start(),
                        sharding.codecs(),
                        cell));
    }

    private Optional<ShardIndex> index(Key key, ShardLayout layout) throws IOException {
        Optional<RangeReader> opened = store.open(key);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (RangeReader shard = opened.get()) {
            long start = layout.indexRange().startIn(shard.size());
            return Optional.of(layout.decodeIndex(shard.read(start, layout.indexBytes()), shard.size()));
        }
    }

    private Optional<ChunkReference> wholeObject(long[] chunkIndex) throws IOException {
        Key key = stored.key(chunkIndex);
        Optional<RangeReader> opened = store.open(key);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (RangeReader object = opened.get()) {
            object.read(0, 0); // who follows a reference goes past the manifest, with which any reading compares first
            Region cell = stored.grid().cell(chunkIndex);
            return Optional.of(new ChunkReference(store.name() + "/" + key, 0, object.size(), metadata.chain(), cell));
        }
    }
}
