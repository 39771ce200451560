package dev.varve.pipeline;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.codec.CodecChain;
import dev.varve.codec.CodecException;
import dev.varve.codec.Scratch;
import dev.varve.shard.ShardIndex;
import dev.varve.shard.ShardLayout;
import dev.varve.store.ByteRange;
import dev.varve.store.RangeReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads the wanted inner chunks of one shard that is held open: index, then ranges, each decoded and scattered by whoever
 * is free. The value is closed when its last range is done.
 */
final class ShardReader {
    /** Inner chunks of about this many decoded bytes are decoded together. */
    private static final long BATCH_BYTES = 512 << 10;

    private final String name;
    private final RangeReader value;
    private final ReadPlan.ShardRead read;
    private final FillValue fill;
    private final NdArray out;
    private final Set<RangeReader> open;
    private final AtomicInteger outstanding = new AtomicInteger(1);

    /** @param open where the value is until it is closed */
    ShardReader(
            String name,
            RangeReader value,
            ReadPlan.ShardRead read,
            FillValue fill,
            NdArray out,
            Set<RangeReader> open) {
        this.name = name;
        this.value = value;
        this.read = read;
        this.fill = fill;
        this.out = out;
        this.open = open;
    }

    /** Reads the index and hands the rest over. */
    void run(Coalescing coalescing, Worker worker) throws IOException {
        ShardLayout layout = read.layout();
        if (read.isAll() && value.size() <= coalescing.maxSpanBytes()) {
            Bytes whole = value.read(0, (int) value.size());
            ShardIndex index = index(layout, whole, name);
            fillAbsent(index);
            share(parts(ReadPlan.fetches(layout, read.chunks(), index, coalescing)), whole, 0, worker);
        } else {
            ShardIndex index = readIndex(layout, value, name);
            fillAbsent(index);
            List<ReadPlan.Fetch> fetches = ReadPlan.fetches(layout, read.chunks(), index, coalescing);
            boolean isEnough = fetches.size() >= 2 * worker.threads() || worker.threads() == 1;
            for (ReadPlan.Fetch fetch : fetches) {
                handOver(worker, helper -> fetch(fetch, isEnough, helper));
            }
        }
        done();
    }

    private static List<ReadPlan.Part> parts(List<ReadPlan.Fetch> fetches) {
        List<ReadPlan.Part> parts = new ArrayList<>();
        fetches.forEach(fetch -> parts.addAll(fetch.parts()));
        return parts;
    }

    private void handOver(Worker worker, Workers.Part part) {
        outstanding.incrementAndGet();
        worker.handOver(helper -> {
            part.run(helper);
            done();
        });
    }

    private void done() throws IOException {
        if (outstanding.decrementAndGet() == 0) {
            value.close();
            open.remove(value);
        }
    }

    /** Fetches a range; its chunks are decoded here, or shared when there is too little else to do. */
    private void fetch(ReadPlan.Fetch fetch, boolean isEnough, Worker worker) throws IOException {
        long start = fetch.range().start();
        int length = Math.toIntExact(fetch.range().stop() - start);
        if (isEnough || fetch.parts().size() == 1) {
            Scratch scratch = worker.scratch();
            Bytes bytes = value.read(start, length, size -> scratch.room(Scratch.Slot.FETCHED, size));
            decode(fetch.parts(), bytes, start, scratch);
        } else {
            share(fetch.parts(), value.read(start, length), start, worker);
        }
    }

    private void share(List<ReadPlan.Part> parts, Bytes bytes, long bytesStart, Worker worker) {
        long chunkBytes = read.layout().innerGrid().chunk().count() * StoredArray.elementBytes(fill.type());
        int batch = (int) Math.max(1, Math.min(BATCH_BYTES / chunkBytes, parts.size() / (2L * worker.threads())));
        for (int from = 0; from < parts.size(); from += batch) {
            List<ReadPlan.Part> some = parts.subList(from, Math.min(parts.size(), from + batch));
            handOver(worker, helper -> decode(some, bytes, bytesStart, helper.scratch()));
        }
    }

    private void decode(List<ReadPlan.Part> parts, Bytes bytes, long bytesStart, Scratch scratch) throws IOException {
        for (ReadPlan.Part part : parts) {
            int from = (int) (part.range().start() - bytesStart);
            int length = Math.toIntExact(part.range().stop() - part.range().start());
            try {
                part.share().scatter(read.layout().inner().decode(bytes.slice(from, length), scratch), out);
            } catch (CodecException e) {
                throw damaged(name, part, e);
            }
        }
    }

    /** One inner chunk that is all that is wanted: what its codecs make is the result, not pasted into something else. */
    static NdArray readOnly(String name, RangeReader value, ReadPlan.ShardRead read, FillValue fill, Workers workers)
            throws IOException {
        Share share = read.chunks().get(0);
        ShardIndex index = readIndex(read.layout(), value, name);
        int ordinal = (int) read.layout().innerGrid().ordinal(share.chunkIndex());
        if (!index.isPresent(ordinal)) {
            return NdArray.filled(read.layout().innerGrid().chunk(), fill);
        }
        ByteRange.Between range = index.range(ordinal).orElseThrow();
        int length = Math.toIntExact(range.stop() - range.start());
        CodecChain.Bound inner = read.layout().inner();
        try {
            return workers.decode(scratch ->
                    inner.decode(value.read(range.start(), length, Workers.roomForKept(inner, scratch)), scratch));
        } catch (CodecException e) {
            throw damaged(name, new ReadPlan.Part(range, share), e);
        }
    }

    private static IOException damaged(String name, ReadPlan.Part part, CodecException cause) {
        return new IOException(
                name + ": inner chunk " + Arrays.toString(part.share().chunkIndex()) + " at byte "
                        + part.range().start() + " cannot be decoded: " + cause.getMessage(),
                cause);
    }

    private void fillAbsent(ShardIndex index) {
        for (Share chunk : read.chunks()) {
            if (!index.isPresent((int) read.layout().innerGrid().ordinal(chunk.chunkIndex()))) {
                chunk.fill(out, fill);
            }
        }
    }

    /** Fetches and decodes a shard's index. */
    static ShardIndex readIndex(ShardLayout layout, RangeReader value, String name) throws IOException {
        requireRoom(layout, value.size(), name);
        long start = layout.indexRange().startIn(value.size());
        return decodeIndex(layout, value.read(start, layout.indexBytes()), value.size(), name);
    }

    private static ShardIndex index(ShardLayout layout, Bytes whole, String name) throws IOException {
        requireRoom(layout, whole.length(), name);
        int start = (int) layout.indexRange().startIn(whole.length());
        return decodeIndex(layout, whole.slice(start, layout.indexBytes()), whole.length(), name);
    }

    private static void requireRoom(ShardLayout layout, long size, String name) throws IOException {
        if (!layout.indexRange().fits(size)) {
            throw new IOException(name + ": the shard of " + size + " bytes is shorter than its index of "
                    + layout.indexBytes() + " bytes");
        }
    }

    private static ShardIndex decodeIndex(ShardLayout layout, Bytes encoded, long size, String name)
            throws IOException {
        try {
            return layout.decodeIndex(encoded, size);
        } catch (CodecException e) {
            throw new IOException(name + ": the shard's index cannot be decoded: " + e.getMessage(), e);
        }
    }
}
