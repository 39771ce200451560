package dev.varve.shard;

import dev.varve.array.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The shard indexes that were decoded last. Decoding one costs as much as decoding a small inner chunk, and whoever reads
 * inner chunks at random meets the same few again and again. What is stored is asked for all the same, and only the same
 * bytes are the same index, so that a shard that was changed meanwhile is never read by its old one. Safe for use by many
 * threads.
 */
final class RecentIndexes {
    /** Of encoded indexes; decoded they take as much again. There may be hundreds of arrays. */
    private static final int MAX_BYTES = 256 << 10;

    /** By the length of the shard, the latest last. */
    private final Map<Long, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    private long heldBytes;

    private record Known(Bytes encoded, ShardIndex index) {}

    /** The index that these bytes are in a shard of this length, if it is remembered. */
    synchronized Optional<ShardIndex> find(Bytes encoded, long shardBytes) {
        Known found = known.get(shardBytes);
        return found != null && found.encoded.equals(encoded) ? Optional.of(found.index) : Optional.empty();
    }

    /** Remembers what these bytes are in a shard of this length, and forgets what was not asked for longest. */
    synchronized void add(Bytes encoded, long shardBytes, ShardIndex index) {
        if (encoded.length() > MAX_BYTES) {
            return;
        }
        Known old = known.put(shardBytes, new Known(Bytes.wrap(encoded.toArray()), index));
        heldBytes += encoded.length() - (old == null ? 0 : old.encoded.length());
        while (heldBytes > MAX_BYTES) {
            Long eldest = known.keySet().iterator().next();
            heldBytes -= known.remove(eldest).encoded.length();
        }
    }
}
