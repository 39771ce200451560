package dev.varve.shard;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.CodecException;
import dev.varve.store.ByteRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where each inner chunk lies in its shard: an offset and a length per chunk, in C order of the inner grid. Immutable.
 */
public final class ShardIndex {
    /** Offset and length of a chunk that is not there (all bits set, as the specification has it). */
    private static final long ABSENT = -1L;

    private final long[] entries;

    private ShardIndex(long[] entries) {
        this.entries = entries;
    }

    /** An index of {@code count} absent chunks, to be filled by a {@link Builder}. */
    public static Builder builder(int count) {
        return new Builder(count);
    }

    /**
     * Reads a decoded index of a shard.
     *
     * @param decoded {@code uint64} offsets and lengths: shape inner grid plus a last axis of 2
     * @param chunks the bytes of the stored object that the index does not take
     * @throws CodecException when an entry reaches beyond the object or into the index, or two entries overlap
     */
    static ShardIndex of(NdArray decoded, ByteRange.Between chunks) {
        Bytes data = decoded.data();
        long[] entries = new long[data.length() / Long.BYTES];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = data.getLong(i * Long.BYTES);
        }
        ShardIndex index = new ShardIndex(entries);
        index.requireInside(chunks);
        index.requireDisjoint();
        return index;
    }

    private void requireInside(ByteRange.Between chunks) {
        for (int i = 0; i < count(); i++) {
            long offset = entries[2 * i];
            long length = entries[2 * i + 1];
            boolean isAbsent = offset == ABSENT && length == ABSENT;
            boolean isBehind = offset >= (length == 0 ? 0 : chunks.start());
            if (!isAbsent && (!isBehind || length < 0 || offset > chunks.stop() - length)) {
                throw new CodecException(
                        ShardingCodec.NAME,
                        "inner chunk " + i + " is said to lie at " + Long.toUnsignedString(offset) + ", "
                                + Long.toUnsignedString(length) + " bytes; the shard has room for them from "
                                + chunks.start() + " to " + chunks.stop());
            }
        }
    }

    /** Whether each inner chunk lies behind the one before, as most writers lay them out. */
    private boolean isInOrder() {
        long end = 0;
        for (int i = 0; i < count(); i++) {
            if (isPresent(i) && length(i) > 0) {
                if (offset(i) < end) {
                    return false;
                }
                end = offset(i) + length(i);
            }
        }
        return true;
    }

    /** Ranges are disjoint, or the same, exactly when this holds for their starts and ends sorted apart. */
    private void requireDisjoint() {
        if (isInOrder()) {
            return;
        }
        long[] starts = new long[count()];
        long[] ends = new long[count()];
        int present = 0;
        for (int i = 0; i < count(); i++) {
            if (isPresent(i) && length(i) > 0) {
                starts[present] = offset(i);
                ends[present++] = offset(i) + length(i);
            }
        }
        Arrays.sort(starts, 0, present);
        Arrays.sort(ends, 0, present);
        for (int i = 1; i < present; i++) {
            boolean isSame = starts[i - 1] == starts[i] && ends[i - 1] == ends[i];
            if (!isSame && ends[i - 1] > starts[i]) {
                throw new CodecException(ShardingCodec.NAME, "inner chunks overlap at byte " + starts[i]);
            }
        }
    }

    /** How many inner chunks the shard has room for. */
    public int count() {
        return entries.length / 2;
    }

    /** Whether an inner chunk is there; one that is not is all fill value. */
    public boolean isPresent(int chunk) {
        return entries[2 * chunk] != ABSENT || entries[2 * chunk + 1] != ABSENT;
    }

    /** Whether no inner chunk is there. */
    public boolean isEmpty() {
        return Arrays.stream(entries).allMatch(entry -> entry == ABSENT);
    }

    /** The bytes of an inner chunk, or nothing when it is not there. */
    public Optional<ByteRange.Between> range(int chunk) {
        return isPresent(chunk)
                ? Optional.of(new ByteRange.Between(offset(chunk), offset(chunk) + length(chunk)))
                : Optional.empty();
    }

    /** Whether bytes of an inner chunk are another one's too. */
    public boolean isShared(int chunk) {
        for (int i = 0; i < count(); i++) {
            boolean isOther = i != chunk && isPresent(i) && isPresent(chunk);
            if (isOther && offset(i) < offset(chunk) + length(chunk) && offset(chunk) < offset(i) + length(i)) {
                return true;
            }
        }
        return false;
    }

    private long offset(int chunk) {
        return entries[2 * chunk];
    }

    private long length(int chunk) {
        return entries[2 * chunk + 1];
    }

    /** The index as its codecs take it. */
    NdArray toArray(Shape innerCounts) {
        ByteBuffer buffer = ByteBuffer.allocate(entries.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asLongBuffer().put(entries);
        return NdArray.of(NumericType.UINT64, indexShape(innerCounts), Bytes.wrap(buffer.array()));
    }

    /** The shape of the index array: the inner grid with a last axis of 2. */
    static Shape indexShape(Shape innerCounts) {
        long[] extents = Arrays.copyOf(innerCounts.extents(), innerCounts.rank() + 1);
        extents[innerCounts.rank()] = 2;
        return Shape.of(extents);
    }

    /** Collects the places of inner chunks as they are laid out. */
    public static final class Builder {
        private final long[] entries;

        private Builder(int count) {
            entries = new long[Math.multiplyExact(2, count)];
            Arrays.fill(entries, ABSENT);
        }

        /** Says where an inner chunk lies. */
        public void place(int chunk, long offset, long length) {
            entries[2 * chunk] = offset;
            entries[2 * chunk + 1] = length;
        }

        /** The index of all that was placed. */
        public ShardIndex build() {
            return new ShardIndex(entries.clone());
        }
    }
}
