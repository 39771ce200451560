package dev.varve.pipeline;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.CodecException;
import dev.varve.codec.Scratch;
import dev.varve.grid.PointProjection;
import dev.varve.grid.PointSelection;
import dev.varve.grid.Projection;
import dev.varve.grid.Selection;
import dev.varve.grid.SelectionProjection;
import dev.varve.shard.ShardLayout;
import dev.varve.store.ByteRange;
import dev.varve.store.Claim;
import dev.varve.store.Key;
import dev.varve.store.Store;
import dev.varve.store.Upload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes regions of a stored array: fetch what is not overwritten, merge, encode, set. A chunk that is overwritten
 * completely is not read; inner chunks that are not touched keep their encoded bytes. Each object is changed under a
 * {@link Claim}, so that those who change different parts of it at the same time lose nothing, be they threads or
 * processes.
 */
public final class ChunkWriter {
    private final Store store;
    private final StoredArray array;
    private final WriteOptions options;

    /** A writer of {@code array}'s objects in {@code store}. */
    public ChunkWriter(Store store, StoredArray array, WriteOptions options) {
        this.store = store;
        this.array = array;
        this.options = options;
    }

    /**
     * Writes a block over a region.
     *
     * @throws IllegalArgumentException when the region is not inside the array or the block has another shape or type
     * @throws dev.varve.store.ConflictException when someone else does not stop changing an object
     * @throws IOException when an object cannot be read or written
     */
    public void write(Region region, NdArray data, Workers workers) throws IOException {
        requireWritable(region, data);
        List<Share> shares = new ArrayList<>();
        for (Projection projection : array.grid().project(region)) {
            shares.add(BoxShare.of(projection));
        }
        write(shares, data, workers);
    }

    /** Refuses what {@link #write} refuses. */
    void requireWritable(Region region, NdArray data) {
        Shape shape = array.grid().array();
        if (region.rank() != shape.rank()
                || !Region.whole(shape).contains(region)
                || !data.shape().equals(region.shape())
                || !data.type().equals(array.fill().type())) {
            throw new IllegalArgumentException("cannot write " + data + " to region " + region + " of "
                    + array.fill().type() + " " + shape);
        }
    }

    /**
     * Writes a block over a selection; where an element is selected several times, the last value stays.
     *
     * @throws IllegalArgumentException when the selection is not inside the array or the block has another shape or type
     * @throws dev.varve.store.ConflictException when someone else does not stop changing an object
     * @throws IOException when an object cannot be read or written
     */
    public void write(Selection selection, NdArray data, Workers workers) throws IOException {
        Optional<Region> region = selection.asRegion();
        if (region.isPresent()) {
            write(region.get(), data, workers);
            return;
        }
        List<Share> shares = new ArrayList<>();
        for (SelectionProjection projection : SelectionProjection.of(array.grid(), selection)) {
            shares.add(new IndexedShare(projection));
        }
        requireBlock(data, selection.shape());
        write(shares, data, workers);
    }

    /**
     * Writes single elements, each chunk once; where one is selected several times, the last value stays.
     *
     * @throws IllegalArgumentException when the selection is not inside the array or the block has another shape or type
     * @throws dev.varve.store.ConflictException when someone else does not stop changing an object
     * @throws IOException when an object cannot be read or written
     */
    public void write(PointSelection selection, NdArray data, Workers workers) throws IOException {
        requireBlock(data, selection.shape());
        List<Share> shares = new ArrayList<>();
        for (PointProjection projection : PointProjection.of(array.grid(), selection)) {
            shares.add(new PointShare(projection));
        }
        write(shares, data, workers);
    }

    private void requireBlock(NdArray data, Shape shape) {
        if (!data.shape().equals(shape) || !data.type().equals(array.fill().type())) {
            throw new IllegalArgumentException("cannot write " + data + " to a selection of " + shape + " "
                    + array.fill().type());
        }
    }

    /** Writes shares of different chunks. */
    void write(List<Share> shares, NdArray data, Workers workers) throws IOException {
        if (shares.isEmpty()) {
            return;
        }
        long bytesEach = data.shape().count()
                / shares.size()
                * StoredArray.elementBytes(array.fill().type());
        boolean isSharded = array.encoding(shares.get(0).chunkIndex()).shard().isPresent();
        Set<ShardWrite> open = ConcurrentHashMap.newKeySet();
        try {
            workers.run(shares.size(), bytesEach, isSharded, (i, worker) -> write(shares.get(i), data, open, worker));
        } finally {
            for (ShardWrite shard : open) {
                shard.close();
            }
        }
    }

    private void write(Share share, NdArray data, Set<ShardWrite> open, Worker worker) throws IOException {
        long[] index = share.chunkIndex();
        StoredArray.Encoding encoding = array.encoding(index);
        Region inside = array.inside(index);
        if (encoding.shard().isPresent()) {
            ShardLayout layout = encoding.shard().get();
            Map<Integer, Change> changes = new TreeMap<>();
            for (Share inner : share.within(layout.innerGrid())) {
                int ordinal = (int) layout.innerGrid().ordinal(inner.chunkIndex());
                changes.put(ordinal, new Change.FromBlock(inner, data));
            }
            writeShard(index, changes, share.covers(inside), open, worker);
        } else {
            writeChunk(index, encoding.chain(), new Change.FromBlock(share, data), worker.scratch());
        }
    }

    /** Writes an object again that reaches beyond the array: what of it lies outside becomes fill value. */
    public void trim(Workers workers, long... chunkIndex) throws IOException {
        if (store.size(array.key(chunkIndex)).isEmpty()) {
            return;
        }
        StoredArray.Encoding encoding = array.encoding(chunkIndex);
        if (encoding.shard().isEmpty()) {
            write(chunkIndex, Map.of(0, nothing(encoding.chain().decodedSpec().shape())), false, workers);
            return;
        }
        ShardLayout layout = encoding.shard().get();
        Region inside = array.inside(chunkIndex);
        Map<Integer, Change> changes = new TreeMap<>();
        for (Projection edge : layout.innerGrid().project(inside)) {
            if (!edge.isComplete()) {
                changes.put(
                        (int) layout.innerGrid().ordinal(edge.chunkIndex()),
                        nothing(layout.innerGrid().chunk()));
            }
        }
        write(chunkIndex, changes, false, workers);
    }

    /**
     * Changes one object.
     *
     * @param changes by the ordinal of the inner chunk; of 0 when it is no shard
     * @param isComplete whether nothing of the old object is left
     */
    void write(long[] index, Map<Integer, Change> changes, boolean isComplete, Workers workers) throws IOException {
        StoredArray.Encoding encoding = array.encoding(index);
        if (encoding.shard().isEmpty()) {
            workers.run(
                    1, 0, false, (i, worker) -> writeChunk(index, encoding.chain(), changes.get(0), worker.scratch()));
            return;
        }
        Set<ShardWrite> open = ConcurrentHashMap.newKeySet();
        try {
            workers.run(1, 0, true, (i, worker) -> writeShard(index, changes, isComplete, open, worker));
        } finally {
            for (ShardWrite shard : open) {
                shard.close();
            }
        }
    }

    private Change nothing(Shape chunk) {
        return new Change.Masked(NdArray.filled(chunk, array.fill()), new BitSet());
    }

    /** Changes a shard; whoever is done last stores it. */
    void writeShard(long[] index, Map<Integer, Change> changes, boolean isComplete, Set<ShardWrite> open, Worker worker)
            throws IOException {
        Key key = array.key(index);
        ShardLayout layout = array.encoding(index).shard().orElseThrow();
        Claim claim = store.claim(key, options.patience());
        ShardWrite shard;
        try {
            ShardWrite.ShardTarget target = new ShardWrite.ShardTarget(store, key, layout, array.inside(index), claim);
            shard = ShardWrite.of(target, changes, isComplete, options, open);
        } catch (IOException | RuntimeException e) {
            claim.close();
            throw e;
        }
        shard.run(worker);
    }

    /** Changes an object that is one chunk. */
    private void writeChunk(long[] index, CodecChain.Bound chain, Change change, Scratch scratch) throws IOException {
        Key key = array.key(index);
        Region inside = array.inside(index);
        ChunkMerge merge = new ChunkMerge(array.fill(), options.empty());
        try {
            if (change.isComplete(inside)) {
                store.replace(key, merge.encode(chain, Optional.empty(), change, inside, scratch), options.patience());
                return;
            }
            try (Claim claim = store.claim(key, options.patience())) {
                Optional<Bytes> old = store.get(key, ByteRange.ALL, size -> scratch.room(Scratch.Slot.FETCHED, size));
                Optional<Bytes> encoded =
                        merge.encode(chain, old.map(bytes -> chain.decode(bytes, scratch)), change, inside, scratch);
                if (encoded.isPresent()) {
                    set(key, encoded.get(), claim);
                } else {
                    claim.requireHeld();
                    store.erase(key);
                }
            }
        } catch (CodecException e) {
            throw new IOException(
                    store.name() + "/" + key + ": chunk " + Arrays.toString(index) + ": " + e.getMessage(), e);
        }
    }

    private void set(Key key, Bytes encoded, Claim claim) throws IOException {
        try (Upload upload = store.upload(key)) {
            upload.append(encoded);
            claim.requireHeld();
            upload.commit();
        }
    }
}
