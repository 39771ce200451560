package dev.varve.pipeline;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.Scratch;
import dev.varve.shard.ShardIndex;
import dev.varve.shard.ShardLayout;
import dev.varve.store.ByteRange;
import dev.varve.store.Claim;
import dev.varve.store.Key;
import dev.varve.store.RangeReader;
import dev.varve.store.Store;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The change of one shard. Inner chunks that change are encoded by whoever is free, and laid into the new shard in their
 * order; of the old shard only those are read and decoded of which elements are left. All others keep their encoded bytes,
 * which are copied from the old shard to the new one. Whoever is done last stores the shard.
 */
final class ShardWrite implements Closeable {
    /** Inner chunks of about this many decoded bytes are encoded together. */
    private static final long BATCH_BYTES = 512 << 10;

    private final Store store;
    private final Key key;
    private final ShardLayout layout;
    private final Region inside;
    private final Map<Integer, Change> changes;
    private final ChunkMerge merge;
    private final WriteOptions options;
    private final ShardIndex oldIndex;
    private final Optional<RangeReader> old;
    private final Claim claim;
    private final OrderedChunks encoded;
    private final boolean mayBePatched;
    private final Set<ShardWrite> open;
    private final AtomicInteger outstanding = new AtomicInteger(1);

    private ShardWrite(
            ShardTarget target,
            Map<Integer, Change> changes,
            WriteOptions options,
            Optional<RangeReader> old,
            Set<ShardWrite> open)
            throws IOException {
        this.open = open;
        this.store = target.store();
        this.key = target.key();
        this.layout = target.layout();
        this.inside = target.inside();
        this.claim = target.claim();
        this.changes = changes;
        this.options = options;
        this.merge = new ChunkMerge(layout.inner().decodedSpec().fill(), options.empty());
        this.old = old;
        this.oldIndex = old.isPresent()
                ? ShardReader.readIndex(layout, old.get(), name())
                : ShardIndex.builder(layout.chunkCount()).build();
        ShardAssembler assembler = new ShardAssembler(layout, () -> store.upload(key));
        this.encoded = new OrderedChunks(assembler, changes.keySet(), this::kept, old, layout.chunkCount());
        this.mayBePatched = mayBePatched();
        if (mayBePatched) {
            encoded.holdBack();
        }
    }

    /**
     * The shard that is to be changed.
     *
     * @param inside what of it lies inside the array, counted from its first element
     * @param claim the right to change it; closed with the write
     */
    record ShardTarget(Store store, Key key, ShardLayout layout, Region inside, Claim claim) {}

    /**
     * Prepares a change.
     *
     * @param changes by the ordinal of the inner chunk
     * @param isComplete whether nothing of the old shard is left
     * @param open where the write is until it is done
     */
    static ShardWrite of(
            ShardTarget target,
            Map<Integer, Change> changes,
            boolean isComplete,
            WriteOptions options,
            Set<ShardWrite> open)
            throws IOException {
        Optional<RangeReader> old =
                isComplete ? Optional.empty() : target.store().open(target.key());
        try {
            ShardWrite shard = new ShardWrite(target, changes, options, old, open);
            open.add(shard);
            return shard;
        } catch (IOException | RuntimeException e) {
            if (old.isPresent()) {
                old.get().close();
            }
            throw e;
        }
    }

    private String name() {
        return store.name() + "/" + key;
    }

    /** Hands out the work; the last part of it stores the shard. */
    void run(Worker worker) throws IOException {
        List<Integer> complete = new ArrayList<>();
        List<Share> partial = new ArrayList<>();
        for (Integer ordinal : changes.keySet()) {
            Region cell = layout.innerGrid().cell(layout.innerGrid().index(ordinal));
            boolean isRead = !changes.get(ordinal).isComplete(insideOf(cell)) && oldIndex.isPresent(ordinal);
            if (isRead) {
                partial.addAll(BoxShare.whole(layout.innerGrid(), ordinal));
            } else {
                complete.add(ordinal);
            }
        }
        Coalescing coalescing = options.coalescing().orElseGet(() -> Coalescing.of(store));
        // By the first ordinal of each part.
        TreeMap<Integer, Workers.Part> parts = new TreeMap<>();
        for (ReadPlan.Fetch fetch : ReadPlan.fetches(layout, partial, oldIndex, coalescing)) {
            parts.put(firstOrdinal(fetch), helper -> fetch(fetch, helper.scratch()));
        }
        long chunkBytes = layout.innerGrid().chunk().count()
                * StoredArray.elementBytes(layout.inner().decodedSpec().type());
        int batch = (int) Math.max(1, Math.min(BATCH_BYTES / chunkBytes, complete.size() / (2L * worker.threads())));
        for (int from = 0; from < complete.size(); from += batch) {
            List<Integer> some = complete.subList(from, Math.min(complete.size(), from + batch));
            parts.put(some.get(0), helper -> {
                for (Integer ordinal : some) {
                    encode(ordinal, Optional.empty(), helper.scratch());
                }
            });
        }
        // The last that is handed over is taken first, and the first chunks should come first.
        parts.descendingMap().values().forEach(part -> handOver(worker, part));
        done();
    }

    private int firstOrdinal(ReadPlan.Fetch fetch) {
        return fetch.parts().stream()
                .mapToInt(part -> (int) layout.innerGrid().ordinal(part.share().chunkIndex()))
                .min()
                .orElseThrow();
    }

    /** What of an inner chunk lies inside the array, counted from its first element; empty when nothing does. */
    private Region insideOf(Region cell) {
        return inside.intersection(cell)
                .map(common -> common.relativeTo(cell.starts()))
                .orElse(Region.of(new long[cell.rank()], Shape.of(new long[cell.rank()])));
    }

    private void handOver(Worker worker, Workers.Part part) {
        outstanding.incrementAndGet();
        worker.handOver(helper -> {
            part.run(helper);
            done();
        });
    }

    private void fetch(ReadPlan.Fetch fetch, Scratch scratch) throws IOException {
        long start = fetch.range().start();
        int length = Math.toIntExact(fetch.range().stop() - start);
        Bytes bytes = old.orElseThrow().read(start, length, size -> scratch.room(Scratch.Slot.FETCHED, size));
        for (ReadPlan.Part part : fetch.parts()) {
            int from = (int) (part.range().start() - start);
            int partLength = (int) (part.range().stop() - part.range().start());
            int ordinal = (int) layout.innerGrid().ordinal(part.share().chunkIndex());
            encode(ordinal, Optional.of(bytes.slice(from, partLength)), scratch);
        }
    }

    private void encode(int ordinal, Optional<Bytes> oldBytes, Scratch scratch) throws IOException {
        Region cell = layout.innerGrid().cell(layout.innerGrid().index(ordinal));
        try {
            Optional<NdArray> oldChunk = oldBytes.map(bytes -> layout.inner().decode(bytes, scratch));
            Optional<Bytes> made =
                    merge.encode(layout.inner(), oldChunk, changes.get(ordinal), insideOf(cell), scratch);
            encoded.add(ordinal, made, scratch);
        } catch (CodecException e) {
            throw new IOException(
                    name() + ": inner chunk "
                            + Arrays.toString(layout.innerGrid().index(ordinal)) + ": " + e.getMessage(),
                    e);
        }
    }

    private void done() throws IOException {
        if (outstanding.decrementAndGet() == 0) {
            if (mayBePatched && fitsWhereItLies()) {
                patch();
            } else if (!encoded.finish(claim::requireHeld)) {
                claim.requireHeld();
                store.erase(key);
            }
            close();
            open.remove(this);
        }
    }

    private boolean mayBePatched() {
        return options.patching() == ShardPatching.IN_PLACE
                && options.empty() == EmptyChunks.KEEP
                && old.isPresent()
                && store.rangeWrites().isPresent()
                && layout.inner().encodedSize() instanceof EncodedSize.Exactly;
    }

    /** Whether every change fits exactly where its inner chunk lies, and nothing else lies there. */
    private boolean fitsWhereItLies() {
        for (Integer ordinal : changes.keySet()) {
            Optional<ByteRange.Between> range = oldIndex.range(ordinal);
            Optional<Bytes> bytes = encoded.waiting(ordinal);
            if (bytes.isEmpty()
                    || range.isEmpty()
                    || range.get().stop() - range.get().start() != bytes.get().length()
                    || oldIndex.isShared(ordinal)) {
                return false;
            }
        }
        return true;
    }

    private void patch() throws IOException {
        claim.requireHeld();
        for (Integer ordinal : changes.keySet()) {
            long offset = oldIndex.range(ordinal).orElseThrow().start();
            Bytes bytes = encoded.waiting(ordinal).orElseThrow();
            store.rangeWrites().orElseThrow().setRange(key, offset, bytes);
        }
    }

    /** Bytes of the old shard that an inner chunk keeps. */
    private Optional<ByteRange.Between> kept(int ordinal) {
        if (changes.containsKey(ordinal)) {
            return Optional.empty();
        }
        Region cell = layout.innerGrid().cell(layout.innerGrid().index(ordinal));
        return inside.intersection(cell).isPresent() ? oldIndex.range(ordinal) : Optional.empty();
    }

    /** Gives back the claim, whether the shard was stored or not. */
    @Override
    public void close() throws IOException {
        try (claim;
                encoded) {
            if (old.isPresent()) {
                old.get().close();
            }
        }
    }
}
