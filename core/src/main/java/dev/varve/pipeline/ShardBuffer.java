package dev.varve.pipeline;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.grid.Projection;
import dev.varve.grid.RegularGrid;
import dev.varve.store.Store;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Writes an array from regions that come in any order, each object once if it can be: an inner chunk is encoded as soon as
 * all its elements are there, a shard is stored as soon as all its inner chunks are. Only what is not complete is held,
 * decoded, and its memory is taken from a budget; when that is used up, the object that holds most of it is stored as far
 * as it has come, by reading and writing back the rest. Used by one thread at a time, which has its workers.
 */
public final class ShardBuffer implements Closeable {
    private final StoredArray array;
    private final ChunkMerge merge;
    private final ChunkWriter writer;
    private final MemoryBudget budget;
    private final Workers workers;
    private final Map<Long, PendingObject> pending = new TreeMap<>();
    private long earlyObjects;
    private boolean isFailed;

    /**
     * A buffer without elements.
     *
     * @param budget bytes that may be held
     */
    public ShardBuffer(Store store, StoredArray array, WriteOptions options, MemoryBudget budget, Workers workers) {
        this.array = array;
        this.merge = new ChunkMerge(array.fill(), options.empty());
        this.writer = new ChunkWriter(store, array, options);
        this.budget = budget;
        this.workers = workers;
    }

    /** How many objects had to be stored before they were complete, for want of memory. */
    public long earlyObjects() {
        return earlyObjects;
    }

    /**
     * Takes a block; what of it is not stored yet when this returns is not needed from the caller any more.
     *
     * @throws IllegalArgumentException when the region is not inside the array or the block has another shape or type
     */
    public void write(Region region, NdArray data) throws IOException {
        writer.requireWritable(region, data);
        boolean isDone = false;
        try {
            for (Projection projection : array.grid().project(region)) {
                write(BoxShare.of(projection), data);
            }
            isDone = true;
        } finally {
            isFailed |= !isDone;
        }
    }

    private void write(Share share, NdArray data) throws IOException {
        long[] index = share.chunkIndex();
        long ordinal = array.grid().ordinal(index);
        Region inside = array.inside(index);
        if (share.covers(inside)) {
            forget(ordinal);
            writer.write(List.of(share), data, workers);
            return;
        }
        RegularGrid cells = cells(index);
        List<Share> parts = share.within(cells);
        PendingObject earlier = pending.get(ordinal);
        if (earlier != null
                && parts.stream().anyMatch(part -> earlier.isEncoded((int) cells.ordinal(part.chunkIndex())))) {
            flush(ordinal); // elements come a second time: what came first is stored, and changed there
        }
        if (!reserve(ordinal, index, parts, cells)) {
            earlyObjects++;
            flush(ordinal);
            writer.write(List.of(share), data, workers);
            return;
        }
        PendingObject object = pending.get(ordinal);
        object.take(parts, data);
        encode(object, object.complete());
        if (object.isComplete()) {
            pending.remove(ordinal);
            writer.write(index, object.changes(), true, workers);
            object.close();
        }
    }

    private void forget(long ordinal) {
        PendingObject object = pending.remove(ordinal);
        if (object != null) {
            object.close();
        }
    }

    /** The chunks of an object, as a grid over it; one chunk when it is no shard. */
    private RegularGrid cells(long... index) {
        StoredArray.Encoding encoding = array.encoding(index);
        Shape whole = array.grid().cell(index).shape();
        return encoding.shard().isPresent() ? encoding.shard().get().innerGrid() : new RegularGrid(whole, whole);
    }

    private CodecChain.Bound chain(long... index) {
        StoredArray.Encoding encoding = array.encoding(index);
        return encoding.shard().isPresent() ? encoding.shard().get().inner() : encoding.chain();
    }

    /** Takes memory for the chunks that an object does not hold yet; other objects may have to go for it. */
    private boolean reserve(long ordinal, long[] index, List<Share> parts, RegularGrid cells) throws IOException {
        PendingObject object = pending.computeIfAbsent(
                ordinal, unused -> new PendingObject(index, cells, array.inside(index), array.fill()));
        for (Share part : parts) {
            int chunk = (int) cells.ordinal(part.chunkIndex());
            if (object.holds(chunk)) {
                continue;
            }
            Optional<MemoryBudget.Lease> lease = budget.tryAcquire(object.chunkBytes());
            while (lease.isEmpty() && flushLargestBut(ordinal)) {
                lease = budget.tryAcquire(object.chunkBytes());
            }
            if (lease.isEmpty()) {
                return false;
            }
            object.add(chunk, lease.get());
        }
        return true;
    }

    private boolean flushLargestBut(long ordinal) throws IOException {
        Optional<Long> largest = pending.keySet().stream()
                .filter(other -> other != ordinal)
                .max(Comparator.comparingLong(other -> pending.get(other).heldBytes()));
        if (largest.isPresent()) {
            earlyObjects++;
            flush(largest.get());
        }
        return largest.isPresent();
    }

    private void encode(PendingObject object, List<Integer> chunks) throws IOException {
        CodecChain.Bound chain = chain(object.index());
        AtomicReferenceArray<Optional<Bytes>> encoded = new AtomicReferenceArray<>(chunks.size());
        workers.run(chunks.size(), object.chunkBytes(), false, (i, worker) -> {
            int chunk = chunks.get(i);
            Optional<Bytes> made =
                    merge.encode(chain, Optional.empty(), object.change(chunk), object.inside(chunk), worker.scratch());
            encoded.set(i, made.map(bytes -> Bytes.wrap(bytes.toArray())));
        });
        for (int i = 0; i < chunks.size(); i++) {
            object.replace(chunks.get(i), encoded.get(i));
        }
    }

    /** Stores an object as far as it has come. */
    private void flush(long ordinal) throws IOException {
        PendingObject object = pending.remove(ordinal);
        if (object != null && !object.changes().isEmpty()) {
            writer.write(object.index(), object.changes(), false, workers);
            object.close();
        }
    }

    /** Stores all that is held; chunks that are not complete keep what is stored of them already. */
    public void flush() throws IOException {
        for (Long ordinal : new ArrayList<>(pending.keySet())) {
            flush(ordinal);
        }
    }

    /** Stores all that is held, unless something has failed: then it is given up. */
    @Override
    public void close() throws IOException {
        try {
            if (!isFailed) {
                flush();
            }
        } finally {
            pending.values().forEach(PendingObject::close);
            pending.clear();
        }
    }
}
