package dev.varve.pipeline;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.grid.Projection;
import dev.varve.shard.ShardIndex;
import dev.varve.shard.ShardLayout;
import dev.varve.store.ByteRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a read of a region has to fetch: pure, made before any IO. Objects that are not sharded, and shards of which every
 * inner chunk is wanted, are fetched whole; of other shards first the index, then the wanted ranges.
 *
 * @param region what is read
 * @param objects each stored object's share
 */
record ReadPlan(Region region, List<ObjectRead> objects) {
    /** Shards larger than this, decoded, are read in parts even when all of them is wanted. */
    private static final long WHOLE_SHARD_BYTES = 256L << 20;

    /** One object's share of the region; parts are its inner chunks when the shard is read in parts. */
    record ObjectRead(Projection projection, StoredArray.Encoding encoding, Optional<ShardRead> parts) {}

    /** The wanted inner chunks of one shard. */
    record ShardRead(ShardLayout layout, List<Projection> chunks) {}

    /** Inner chunks that one fetch of a shard brings. */
    record Fetch(ByteRange.Between range, List<Part> parts) {}

    /** One inner chunk within a fetch. */
    record Part(ByteRange.Between range, Projection projection) {}

    static ReadPlan of(StoredArray array, Region region) {
        List<ObjectRead> objects = new ArrayList<>();
        for (Projection projection : array.grid().project(region)) {
            StoredArray.Encoding encoding = array.encoding(projection.chunkIndex());
            objects.add(new ObjectRead(projection, encoding, parts(array, projection, encoding)));
        }
        return new ReadPlan(region, List.copyOf(objects));
    }

    private static Optional<ShardRead> parts(StoredArray array, Projection projection, StoredArray.Encoding encoding) {
        if (encoding.shard().isEmpty()) {
            return Optional.empty();
        }
        ShardLayout layout = encoding.shard().get();
        List<Projection> chunks = layout.innerGrid().project(projection.inChunk());
        Shape shard = layout.innerGrid().array();
        boolean isSmall = !array.fill().type().isFixedSize()
                || shard.count() <= WHOLE_SHARD_BYTES / array.fill().type().sizeBytes();
        if (chunks.size() == layout.chunkCount() && isSmall) {
            return Optional.empty();
        }
        return Optional.of(new ShardRead(layout, chunks));
    }

    /** The fetches that bring a shard's wanted chunks that are there, neighbours together, in the order of bytes. */
    static List<Fetch> fetches(ShardRead read, ShardIndex index, Coalescing coalescing) {
        List<Part> parts = new ArrayList<>();
        for (Projection chunk : read.chunks()) {
            int ordinal = (int) read.layout().innerGrid().ordinal(chunk.chunkIndex());
            index.range(ordinal).ifPresent(range -> parts.add(new Part(range, chunk)));
        }
        parts.sort(Comparator.comparingLong(part -> part.range().start()));
        List<Fetch> fetches = new ArrayList<>();
        List<Part> group = new ArrayList<>();
        long start = 0;
        long stop = 0;
        for (Part part : parts) {
            boolean isNear = !group.isEmpty()
                    && part.range().start() - stop <= coalescing.maxGapBytes()
                    && part.range().stop() - start <= coalescing.maxSpanBytes();
            if (!isNear && !group.isEmpty()) {
                fetches.add(new Fetch(new ByteRange.Between(start, stop), List.copyOf(group)));
                group.clear();
            }
            if (group.isEmpty()) {
                start = part.range().start();
                stop = start;
            }
            stop = Math.max(stop, part.range().stop());
            group.add(part);
        }
        if (!group.isEmpty()) {
            fetches.add(new Fetch(new ByteRange.Between(start, stop), List.copyOf(group)));
        }
        return List.copyOf(fetches);
    }
}
