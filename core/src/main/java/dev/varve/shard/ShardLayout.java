package dev.varve.shard;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import dev.varve.grid.RegularGrid;
import dev.varve.store.ByteRange;
import java.util.Optional;

/**
 * A shard that knows its chunk: answers which bytes of a stored object are the index and which are each inner chunk, and
 * decodes both. Immutable but for the indexes that it remembers, shared by threads, does no IO.
 */
public final class ShardLayout {
    private final ShardingCodec codec;
    private final RegularGrid innerGrid;
    private final CodecChain.Bound inner;
    private final CodecChain.Bound index;
    private final int indexBytes;
    private final RecentIndexes recent = new RecentIndexes();

    ShardLayout(ShardingCodec codec, ChunkSpec shard) {
        this.codec = codec;
        this.innerGrid = new RegularGrid(shard.shape(), codec.chunkShape());
        requireDividing(shard.shape(), codec.chunkShape());
        this.inner = codec.codecs().bind(new ChunkSpec(shard.type(), codec.chunkShape(), shard.fill()));
        Shape indexShape = ShardIndex.indexShape(innerGrid.counts());
        this.index = codec.indexCodecs()
                .bind(new ChunkSpec(NumericType.UINT64, indexShape, FillValue.zero(NumericType.UINT64)));
        if (!(index.encodedSize() instanceof EncodedSize.Exactly size)) {
            throw new IllegalArgumentException(
                    "index codecs " + codec.indexCodecs().name() + " of a shard have no fixed size");
        }
        if (size.bytes() > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException("a shard of " + innerGrid.counts() + " inner chunks has an index of "
                    + size.bytes() + " bytes; use larger inner chunks or smaller shards");
        }
        this.indexBytes = (int) size.bytes();
    }

    /**
     * The layout of objects that a chain encodes, when it is a sharding codec alone: with a filter before it or a
     * compressor behind it, parts of an object mean nothing by themselves.
     */
    public static Optional<ShardLayout> of(CodecChain chain, ChunkSpec shard) {
        boolean isAlone = chain.filters().isEmpty() && chain.compressors().isEmpty();
        return isAlone && chain.serializer() instanceof ShardingCodec sharding
                ? Optional.of(sharding.layout(shard))
                : Optional.empty();
    }

    private static void requireDividing(Shape shard, Shape chunk) {
        for (int axis = 0; axis < chunk.rank(); axis++) {
            if (shard.extent(axis) % chunk.extent(axis) != 0) {
                throw new IllegalArgumentException("inner chunks " + chunk + " do not divide the shard " + shard);
            }
        }
    }

    /** The inner chunks as a grid over the shard. */
    public RegularGrid innerGrid() {
        return innerGrid;
    }

    /** How an inner chunk is encoded. */
    public CodecChain.Bound inner() {
        return inner;
    }

    /** How many inner chunks a shard has. */
    public int chunkCount() {
        return Math.toIntExact(innerGrid.counts().count());
    }

    /** The bytes of the index within a stored object. */
    public ByteRange indexRange() {
        return codec.location() == IndexLocation.END
                ? new ByteRange.Last(indexBytes)
                : new ByteRange.Between(0, indexBytes);
    }

    /** How many bytes the encoded index takes. */
    public int indexBytes() {
        return indexBytes;
    }

    /** Where the first inner chunk may start. */
    public long firstChunkOffset() {
        return codec.location() == IndexLocation.START ? indexBytes : 0;
    }

    /** Where the index lies. */
    public IndexLocation location() {
        return codec.location();
    }

    /**
     * Decodes an index.
     *
     * @param encoded the bytes of {@link #indexRange()}
     * @param shardBytes the length of the stored object
     * @throws CodecException when the index is damaged, reaches beyond the object or into itself, or chunks overlap
     */
    public ShardIndex decodeIndex(Bytes encoded, long shardBytes) {
        if (shardBytes < indexBytes) {
            throw new CodecException(
                    ShardingCodec.NAME,
                    "a shard of " + shardBytes + " bytes has no room for its index of " + indexBytes);
        }
        Optional<ShardIndex> known = recent.find(encoded, shardBytes);
        if (known.isPresent()) {
            return known.get();
        }
        long start = firstChunkOffset();
        ByteRange.Between chunks = new ByteRange.Between(start, start + shardBytes - indexBytes);
        ShardIndex decoded = ShardIndex.of(index.decode(encoded), chunks);
        recent.add(encoded, shardBytes, decoded);
        return decoded;
    }

    /** Encodes an index; always {@link #indexBytes()} long. */
    public Bytes encodeIndex(ShardIndex shardIndex) {
        Bytes encoded = index.encode(shardIndex.toArray(innerGrid.counts()));
        if (encoded.length() != indexBytes) {
            throw new CodecException(
                    ShardingCodec.NAME,
                    "index of " + encoded.length() + " bytes where " + indexBytes + " were promised");
        }
        return encoded;
    }
}
