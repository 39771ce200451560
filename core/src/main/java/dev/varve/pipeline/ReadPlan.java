package dev.varve.pipeline;

import dev.varve.array.Region;
import dev.varve.shard.ShardIndex;
import dev.varve.shard.ShardLayout;
import dev.varve.store.ByteRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a read has to fetch: pure, made before any IO. Objects that are not sharded are fetched whole, and so are shards of
 * which every inner chunk is wanted if they are no larger than one fetch may be; of other shards first the index, then the
 * wanted ranges.
 *
 * @param objects each stored object's share
 */
record ReadPlan(List<ObjectRead> objects) {
    /** One object's share of what is read; when it is a shard, with the wanted inner chunks. */
    record ObjectRead(Share share, StoredArray.Encoding encoding, Optional<ShardRead> shard) {}

    /** The wanted inner chunks of one shard. */
    record ShardRead(ShardLayout layout, List<Share> chunks) {
        /** Whether every inner chunk is wanted. */
        boolean isAll() {
            return chunks.size() == layout.chunkCount();
        }
    }

    /** Inner chunks that one fetch of a shard brings. */
    record Fetch(ByteRange.Between range, List<Part> parts) {}

    /** One inner chunk within a fetch. */
    record Part(ByteRange.Between range, Share share) {}

    static ReadPlan of(StoredArray array, Region region) {
        return of(
                array,
                array.grid().project(region).stream()
                        .map(projection -> (Share) BoxShare.of(projection))
                        .toList());
    }

    static ReadPlan of(StoredArray array, List<Share> shares) {
        List<ObjectRead> objects = new ArrayList<>(shares.size());
        for (Share share : shares) {
            StoredArray.Encoding encoding = array.encoding(share.chunkIndex());
            objects.add(new ObjectRead(
                    share,
                    encoding,
                    encoding.shard().map(layout -> new ShardRead(layout, share.within(layout.innerGrid())))));
        }
        return new ReadPlan(List.copyOf(objects));
    }

    /** The fetches that bring those of the chunks that are there, neighbours together, in the order of bytes. */
    static List<Fetch> fetches(ShardLayout layout, List<Share> chunks, ShardIndex index, Coalescing coalescing) {
        List<Part> parts = new ArrayList<>();
        for (Share chunk : chunks) {
            int ordinal = (int) layout.innerGrid().ordinal(chunk.chunkIndex());
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
