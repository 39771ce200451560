package dev.varve.pipeline;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecException;
import dev.varve.codec.Scratch;
import dev.varve.grid.PointProjection;
import dev.varve.grid.PointSelection;
import dev.varve.grid.Selection;
import dev.varve.grid.SelectionProjection;
import dev.varve.store.ByteRange;
import dev.varve.store.Key;
import dev.varve.store.RangeReader;
import dev.varve.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads regions of a stored array: plan, fetch, decode, scatter. Chunks never overlap, so scattering takes no lock. Encoded
 * and decoded chunks lie in what the working thread keeps, not in new arrays, unless they are the result themselves.
 */
public final class ChunkReader {
    private final Store store;
    private final StoredArray array;
    private final Coalescing coalescing;

    /** A reader of {@code array}'s objects in {@code store}. */
    public ChunkReader(Store store, StoredArray array, Coalescing coalescing) {
        this.store = store;
        this.array = array;
        this.coalescing = coalescing;
    }

    /**
     * Reads a region; elements that are not stored are the fill value.
     *
     * @throws IllegalArgumentException when the region is not inside the array
     * @throws IOException when an object cannot be read, or its bytes cannot be decoded; names key and chunk
     */
    public NdArray read(Region region, Workers workers) throws IOException {
        if (region.rank() != array.grid().array().rank()
                || !Region.whole(array.grid().array()).contains(region)) {
            throw new IllegalArgumentException("region " + region + " is not inside the array "
                    + array.grid().array());
        }
        return read(ReadPlan.of(array, region), region.shape(), workers);
    }

    /**
     * Reads a selection; elements that are not stored are the fill value.
     *
     * @throws IllegalArgumentException when the selection is not inside the array
     * @throws IOException when an object cannot be read, or its bytes cannot be decoded; names key and chunk
     */
    public NdArray read(Selection selection, Workers workers) throws IOException {
        Optional<Region> region = selection.asRegion();
        if (region.isPresent()) {
            return read(region.get(), workers);
        }
        List<Share> shares = new ArrayList<>();
        for (SelectionProjection projection : SelectionProjection.of(array.grid(), selection)) {
            shares.add(new IndexedShare(projection));
        }
        return read(ReadPlan.of(array, shares), selection.shape(), workers);
    }

    /**
     * Reads single elements, each chunk once; elements that are not stored are the fill value.
     *
     * @throws IllegalArgumentException when the selection is not inside the array
     * @throws IOException when an object cannot be read, or its bytes cannot be decoded; names key and chunk
     */
    public NdArray read(PointSelection selection, Workers workers) throws IOException {
        List<Share> shares = new ArrayList<>();
        for (PointProjection projection : PointProjection.of(array.grid(), selection)) {
            shares.add(new PointShare(projection));
        }
        return read(ReadPlan.of(array, shares), selection.shape(), workers);
    }

    private NdArray read(ReadPlan plan, Shape shape, Workers workers) throws IOException {
        if (plan.objects().size() == 1) {
            Optional<NdArray> only = readOnly(plan.objects().get(0), workers);
            if (only.isPresent()) {
                return only.get();
            }
        }
        NdArray out = NdArray.allocate(array.fill().type(), shape);
        int count = plan.objects().size();
        long bytesEach = count == 0
                ? 0
                : shape.count() / count * StoredArray.elementBytes(array.fill().type());
        boolean isSharded = count > 0 && plan.objects().get(0).shard().isPresent();
        Set<RangeReader> open = ConcurrentHashMap.newKeySet();
        try {
            workers.run(
                    count,
                    bytesEach,
                    isSharded,
                    (i, worker) -> read(plan.objects().get(i), out, open, worker));
        } finally {
            for (RangeReader value : open) {
                value.close();
            }
        }
        return out;
    }

    private String name(Share share) {
        return store.name() + "/" + array.key(share.chunkIndex());
    }

    /** The result when it is one whole chunk: what its codecs make, not pasted into something else. */
    private Optional<NdArray> readOnly(ReadPlan.ObjectRead object, Workers workers) throws IOException {
        Share share = object.share();
        Key key = array.key(share.chunkIndex());
        if (object.shard().isEmpty() && share.isWhole()) {
            return Optional.of(workers.decode(scratch -> {
                Optional<Bytes> encoded = store.get(
                        key,
                        ByteRange.ALL,
                        Workers.roomForKept(object.encoding().chain(), scratch));
                return encoded.isPresent()
                        ? decode(object, encoded.get(), scratch)
                        : NdArray.filled(object.encoding().chain().decodedSpec().shape(), array.fill());
            }));
        }
        if (object.shard().isPresent()
                && object.shard().get().chunks().size() == 1
                && object.shard().get().chunks().get(0).isWhole()
                && !object.shard().get().isAll()) {
            ReadPlan.ShardRead read = object.shard().get();
            Optional<RangeReader> opened = store.open(key);
            if (opened.isEmpty()) {
                return Optional.of(NdArray.filled(read.layout().innerGrid().chunk(), array.fill()));
            }
            try (RangeReader value = opened.get()) {
                return Optional.of(ShardReader.readOnly(name(share), value, read, array.fill(), workers));
            }
        }
        return Optional.empty();
    }

    private void read(ReadPlan.ObjectRead object, NdArray out, Set<RangeReader> open, Worker worker)
            throws IOException {
        Share share = object.share();
        Key key = array.key(share.chunkIndex());
        if (object.shard().isPresent()) {
            Optional<RangeReader> opened = store.open(key);
            if (opened.isEmpty()) {
                share.fill(out, array.fill());
                return;
            }
            open.add(opened.get());
            new ShardReader(name(share), opened.get(), object.shard().get(), array.fill(), out, open)
                    .run(coalescing, worker);
            return;
        }
        Scratch scratch = worker.scratch();
        Optional<Bytes> encoded = store.get(key, ByteRange.ALL, size -> scratch.room(Scratch.Slot.FETCHED, size));
        if (encoded.isPresent()) {
            share.scatter(decode(object, encoded.get(), scratch), out);
        } else {
            share.fill(out, array.fill());
        }
    }

    private NdArray decode(ReadPlan.ObjectRead object, Bytes encoded, Scratch scratch) throws IOException {
        try {
            return object.encoding().chain().decode(encoded, scratch);
        } catch (CodecException e) {
            throw new IOException(
                    name(object.share()) + ": chunk "
                            + Arrays.toString(object.share().chunkIndex())
                            + " cannot be decoded: " + e.getMessage(),
                    e);
        }
    }
}
