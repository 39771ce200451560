package dev.varve.pipeline;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.CodecException;
import dev.varve.grid.ChunkGrid;
import dev.varve.grid.Projection;
import dev.varve.grid.RegularGrid;
import dev.varve.shard.ShardIndex;
import dev.varve.shard.ShardLayout;
import dev.varve.store.ByteRange;
import dev.varve.store.Key;
import dev.varve.store.Store;
import dev.varve.store.Upload;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes regions of a stored array: fetch what is not overwritten, merge, encode, set. A chunk that is overwritten
 * completely is not read; inner chunks that are not touched keep their encoded bytes.
 */
public final class ChunkWriter {
    private final Store store;
    private final StoredArray array;
    private final boolean isKeepingEmpty;

    /**
     * @param store where the objects lie
     * @param array the array
     * @param isKeepingEmpty whether chunks of nothing but fill value are stored all the same
     */
    public ChunkWriter(Store store, StoredArray array, boolean isKeepingEmpty) {
        this.store = store;
        this.array = array;
        this.isKeepingEmpty = isKeepingEmpty;
    }

    /**
     * Writes a block over a region.
     *
     * @throws IllegalArgumentException when the region is not inside the array or the block has another shape or type
     * @throws IOException when an object cannot be read or written
     */
    public void write(Region region, NdArray data, Workers workers) throws IOException {
        Shape shape = array.grid().array();
        if (region.rank() != shape.rank()
                || !Region.whole(shape).contains(region)
                || !data.shape().equals(region.shape())
                || !data.type().equals(array.fill().type())) {
            throw new IllegalArgumentException("cannot write " + data + " to region " + region + " of "
                    + array.fill().type() + " " + shape);
        }
        List<Projection> projections = array.grid().project(region);
        workers.forEach(projections.size(), i -> writeObject(projections.get(i), data));
    }

    private void writeObject(Projection projection, NdArray data) throws IOException {
        Key key = array.key(projection.chunkIndex());
        StoredArray.Encoding encoding = array.encoding(projection.chunkIndex());
        try {
            if (encoding.shard().isPresent()) {
                writeShard(key, encoding.shard().get(), projection, data);
            } else {
                writeChunk(key, encoding.chain(), projection, data);
            }
        } catch (CodecException e) {
            throw new IOException(
                    store.name() + "/" + key + ": chunk " + Arrays.toString(projection.chunkIndex()) + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private void writeChunk(Key key, CodecChain.Bound chain, Projection projection, NdArray data) throws IOException {
        Optional<Bytes> existing = covers(array.grid(), projection) ? Optional.empty() : store.get(key);
        NdArray merged = merge(existing.map(chain::decode), chain.decodedSpec().shape(), projection, data);
        if (isElided(merged)) {
            store.erase(key);
        } else {
            store.set(key, chain.encode(merged));
        }
    }

    /** Whether a projection overwrites every element of its chunk that lies inside the array. */
    private static boolean covers(ChunkGrid grid, Projection projection) {
        return projection
                .inChunk()
                .shape()
                .equals(grid.clip(projection.chunkIndex()).shape());
    }

    /** The chunk with the new elements: the block's own where it is the whole chunk, else a merged copy. */
    private NdArray merge(Optional<NdArray> existing, Shape chunk, Projection projection, NdArray data) {
        if (projection.isComplete()) {
            return data.slice(projection.inRegion());
        }
        NdArray merged = NdArray.filled(chunk, array.fill());
        existing.ifPresent(old -> merged.paste(old, Region.whole(chunk), new long[chunk.rank()]));
        merged.paste(data, projection.inRegion(), projection.inChunk().starts());
        return merged;
    }

    private boolean isElided(NdArray chunk) {
        return !isKeepingEmpty && chunk.isAll(array.fill());
    }

    private void writeShard(Key key, ShardLayout layout, Projection projection, NdArray data) throws IOException {
        Optional<Bytes> old = covers(array.grid(), projection) ? Optional.empty() : store.get(key);
        ShardIndex oldIndex = old.isPresent()
                ? indexOf(layout, old.get())
                : ShardIndex.builder(layout.chunkCount()).build();
        Projection[] touched = new Projection[layout.chunkCount()];
        RegularGrid inner = layout.innerGrid();
        for (Projection chunk : inner.project(projection.inChunk())) {
            touched[(int) inner.ordinal(chunk.chunkIndex())] = chunk;
        }
        NdArray block = data.slice(projection.inRegion());
        boolean isStored;
        try (Upload upload = store.upload(key)) {
            ShardAssembler assembler = new ShardAssembler(layout, upload);
            for (int i = 0; i < touched.length; i++) {
                Optional<Bytes> encoded = oldIndex.range(i).map(range -> slice(old.orElseThrow(), range));
                assembler.append(touched[i] == null ? encoded : mergeInner(layout, touched[i], encoded, block));
            }
            isStored = assembler.finish();
        }
        if (!isStored) {
            store.erase(key);
        }
    }

    private static ShardIndex indexOf(ShardLayout layout, Bytes shard) {
        ByteRange range = layout.indexRange();
        if (!range.fits(shard.length())) {
            throw new CodecException(
                    "sharding_indexed", "a shard of " + shard.length() + " bytes is shorter than its index");
        }
        return layout.decodeIndex(
                shard.slice((int) range.startIn(shard.length()), layout.indexBytes()), shard.length());
    }

    private static Bytes slice(Bytes shard, ByteRange.Between range) {
        return shard.slice((int) range.start(), (int) (range.stop() - range.start()));
    }

    private Optional<Bytes> mergeInner(ShardLayout layout, Projection chunk, Optional<Bytes> encoded, NdArray block) {
        Optional<NdArray> existing = chunk.isComplete() ? Optional.empty() : encoded.map(layout.inner()::decode);
        NdArray merged = merge(existing, layout.innerGrid().chunk(), chunk, block);
        return isElided(merged) ? Optional.empty() : Optional.of(layout.inner().encode(merged));
    }
}
