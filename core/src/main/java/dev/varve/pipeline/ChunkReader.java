package dev.varve.pipeline;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.codec.CodecException;
import dev.varve.grid.Projection;
import dev.varve.shard.ShardIndex;
import dev.varve.store.ByteRange;
import dev.varve.store.Key;
import dev.varve.store.Store;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads regions of a stored array: plan, fetch, decode, scatter. Chunks never overlap, so scattering takes no lock. */
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
        ReadPlan plan = ReadPlan.of(array, region);
        if (plan.objects().size() == 1 && plan.objects().get(0).projection().isComplete()) {
            return readOnlyObject(plan.objects().get(0), workers);
        }
        NdArray out = NdArray.allocate(array.fill().type(), region.shape());
        scatter(plan, out, workers);
        return out;
    }

    private NdArray readOnlyObject(ReadPlan.ObjectRead object, Workers workers) throws IOException {
        if (object.parts().isEmpty() && object.encoding().shard().isEmpty()) {
            Key key = array.key(object.projection().chunkIndex());
            Optional<Bytes> encoded = store.get(key);
            return encoded.isPresent()
                    ? decode(object, key, encoded.get())
                    : NdArray.filled(object.projection().inChunk().shape(), array.fill());
        }
        NdArray out = NdArray.allocate(
                array.fill().type(), object.projection().inChunk().shape());
        scatter(new ReadPlan(Region.whole(out.shape()), List.of(object)), out, workers);
        return out;
    }

    private NdArray decode(ReadPlan.ObjectRead object, Key key, Bytes encoded) throws IOException {
        try {
            return object.encoding().chain().decode(encoded);
        } catch (CodecException e) {
            throw damaged(key, object.projection(), e);
        }
    }

    private IOException damaged(Key key, Projection projection, CodecException cause) {
        return new IOException(
                store.name() + "/" + key + ": chunk " + Arrays.toString(projection.chunkIndex())
                        + " cannot be decoded: " + cause.getMessage(),
                cause);
    }

    private void scatter(ReadPlan plan, NdArray out, Workers workers) throws IOException {
        List<Runner> runners = new ArrayList<>();
        List<ReadPlan.ObjectRead> inParts = new ArrayList<>();
        for (ReadPlan.ObjectRead object : plan.objects()) {
            if (object.parts().isPresent()) {
                inParts.add(object);
            } else if (object.encoding().shard().isPresent()) {
                inParts.add(object);
            } else {
                runners.add(() -> readWhole(object, out));
            }
        }
        List<List<Runner>> found = new ArrayList<>();
        inParts.forEach(object -> found.add(List.of()));
        workers.forEach(inParts.size(), i -> found.set(i, shardRunners(inParts.get(i), out)));
        found.forEach(runners::addAll);
        workers.forEach(runners.size(), i -> runners.get(i).run());
    }

    /** One fetch, decode and scatter. */
    @FunctionalInterface
    private interface Runner {
        void run() throws IOException;
    }

    private void readWhole(ReadPlan.ObjectRead object, NdArray out) throws IOException {
        Projection projection = object.projection();
        Key key = array.key(projection.chunkIndex());
        Optional<Bytes> encoded = store.get(key);
        if (encoded.isPresent()) {
            out.paste(
                    decode(object, key, encoded.get()),
                    projection.inChunk(),
                    projection.inRegion().starts());
        } else {
            fill(out, projection.inRegion());
        }
    }

    /** The index round of one shard, and what is to be done then. */
    private List<Runner> shardRunners(ReadPlan.ObjectRead object, NdArray out) throws IOException {
        Key key = array.key(object.projection().chunkIndex());
        if (object.parts().isEmpty()) {
            return wholeShardRunners(object, key, out);
        }
        ReadPlan.ShardRead read = object.parts().get();
        Optional<Bytes> indexBytes = indexOf(key, read);
        if (indexBytes.isEmpty()) {
            fill(out, object.projection().inRegion());
            return List.of();
        }
        ShardIndex index = decodeIndex(object, key, indexBytes.get(), Long.MAX_VALUE);
        fillAbsent(object, read, index, out);
        List<Runner> runners = new ArrayList<>();
        for (ReadPlan.Fetch fetch : ReadPlan.fetches(read, index, coalescing)) {
            runners.add(() -> {
                Optional<Bytes> bytes = store.get(key, fetch.range());
                if (bytes.isEmpty()) {
                    throw new EOFException(store.name() + "/" + key + ": vanished while being read");
                }
                for (ReadPlan.Part part : fetch.parts()) {
                    pasteInner(object, read, part, bytes.get(), fetch.range().start(), out);
                }
            });
        }
        return runners;
    }

    private Optional<Bytes> indexOf(Key key, ReadPlan.ShardRead read) throws IOException {
        try {
            return store.get(key, read.layout().indexRange());
        } catch (EOFException e) {
            throw new IOException(
                    store.name() + "/" + key + ": the shard is shorter than its index of "
                            + read.layout().indexBytes() + " bytes",
                    e);
        }
    }

    /** A shard of which everything is wanted: one get, then its inner chunks in parallel. */
    private List<Runner> wholeShardRunners(ReadPlan.ObjectRead object, Key key, NdArray out) throws IOException {
        Optional<Bytes> shard = store.get(key);
        if (shard.isEmpty()) {
            fill(out, object.projection().inRegion());
            return List.of();
        }
        var layout = object.encoding().shard().orElseThrow();
        long size = shard.get().length();
        ByteRange indexRange = layout.indexRange();
        if (!indexRange.fits(size)) {
            throw new IOException(store.name() + "/" + key + ": the shard of " + size
                    + " bytes is shorter than its index of " + layout.indexBytes() + " bytes");
        }
        Bytes indexBytes = shard.get().slice((int) indexRange.startIn(size), layout.indexBytes());
        ShardIndex index = decodeIndex(object, key, indexBytes, size);
        ReadPlan.ShardRead read = new ReadPlan.ShardRead(
                layout, layout.innerGrid().project(object.projection().inChunk()));
        fillAbsent(object, read, index, out);
        List<Runner> runners = new ArrayList<>();
        for (ReadPlan.Fetch fetch : ReadPlan.fetches(read, index, coalescing)) {
            runners.add(() -> {
                for (ReadPlan.Part part : fetch.parts()) {
                    pasteInner(object, read, part, shard.get(), 0, out);
                }
            });
        }
        return runners;
    }

    private ShardIndex decodeIndex(ReadPlan.ObjectRead object, Key key, Bytes encoded, long shardBytes)
            throws IOException {
        try {
            return object.encoding().shard().orElseThrow().decodeIndex(encoded, shardBytes);
        } catch (CodecException e) {
            throw damaged(key, object.projection(), e);
        }
    }

    private void fillAbsent(ReadPlan.ObjectRead object, ReadPlan.ShardRead read, ShardIndex index, NdArray out) {
        for (Projection chunk : read.chunks()) {
            if (!index.isPresent((int) read.layout().innerGrid().ordinal(chunk.chunkIndex()))) {
                fill(out, shifted(object, chunk));
            }
        }
    }

    private void pasteInner(
            ReadPlan.ObjectRead object,
            ReadPlan.ShardRead read,
            ReadPlan.Part part,
            Bytes bytes,
            long bytesStart,
            NdArray out)
            throws IOException {
        int from = (int) (part.range().start() - bytesStart);
        int length = Math.toIntExact(part.range().stop() - part.range().start());
        try {
            NdArray chunk = read.layout().inner().decode(bytes.slice(from, length));
            out.paste(
                    chunk,
                    part.projection().inChunk(),
                    shifted(object, part.projection()).starts());
        } catch (CodecException e) {
            Key key = array.key(object.projection().chunkIndex());
            throw new IOException(
                    store.name() + "/" + key + ": inner chunk "
                            + Arrays.toString(part.projection().chunkIndex()) + " at byte "
                            + part.range().start() + " cannot be decoded: " + e.getMessage(),
                    e);
        }
    }

    /** Where an inner chunk's share lands in the output. */
    private static Region shifted(ReadPlan.ObjectRead object, Projection chunk) {
        long[] start = chunk.inRegion().starts();
        for (int axis = 0; axis < start.length; axis++) {
            start[axis] += object.projection().inRegion().start(axis);
        }
        return Region.of(start, chunk.inRegion().shape());
    }

    private void fill(NdArray out, Region region) {
        FillValue fill = array.fill();
        if (!fill.equals(FillValue.zero(fill.type()))) {
            out.paste(NdArray.filled(region.shape(), fill), Region.whole(region.shape()), region.starts());
        }
    }
}
