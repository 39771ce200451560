package dev.varve.shard;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import dev.varve.store.ByteRange;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Packs a grid of inner chunks and their index into one stored object.
 *
 * <p>Specification: <a href="https://zarr-specs.readthedocs.io/en/latest/v3/codecs/sharding-indexed/index.html">Zarr v3
 * sharding codec</a>. v3 name: {@code sharding_indexed}. v2 ids: none.
 *
 * <pre>{@code {"name": "sharding_indexed", "configuration": {"chunk_shape": [10, 10],
 *   "codecs": [{"name": "bytes", "configuration": {"endian": "little"}}],
 *   "index_codecs": [{"name": "bytes", "configuration": {"endian": "little"}}, {"name": "crc32c"}],
 *   "index_location": "end"}}}</pre>
 *
 * <p>Differences from the reference: inner chunks are laid out in C order (zarr-python: Morton order); an index whose
 * entries overlap partly or reach beyond the object is an error.
 *
 * @param chunkShape the shape of an inner chunk; divides the shard
 * @param codecs how an inner chunk is encoded
 * @param indexCodecs how the index is encoded; of fixed size
 * @param location where the index lies
 */
public record ShardingCodec(Shape chunkShape, CodecChain codecs, CodecChain indexCodecs, IndexLocation location)
        implements ArrayToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "sharding_indexed";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isLossless() {
        return codecs.isLossless();
    }

    @Override
    public boolean isIdempotent() {
        return codecs.isIdempotent();
    }

    @Override
    public OptionalDouble errorBound() {
        return codecs.errorBound();
    }

    /** The layout of shards that look like {@code shard}. */
    public ShardLayout layout(ChunkSpec shard) {
        return new ShardLayout(this, shard);
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        return new BoundShard(layout(decoded), decoded);
    }

    /** Encodes and decodes whole shards in memory; the general path that every partial read and write must equal. */
    private record BoundShard(ShardLayout layout, ChunkSpec shard) implements Bound {
        @Override
        public EncodedSize encodedSize() {
            long chunks = Math.multiplyExact(layout.inner().encodedSize().maxBytes(), (long) layout.chunkCount());
            return new EncodedSize.AtMost(Math.addExact(chunks, layout.indexBytes()));
        }

        @Override
        public Bytes encode(NdArray decoded) {
            Bytes[] pieces = new Bytes[layout.chunkCount()];
            ShardIndex.Builder index = ShardIndex.builder(pieces.length);
            long end = layout.firstChunkOffset();
            for (int i = 0; i < pieces.length; i++) {
                NdArray chunk =
                        decoded.slice(layout.innerGrid().cell(layout.innerGrid().index(i)));
                if (!chunk.isAll(shard.fill())) {
                    pieces[i] = layout.inner().encode(chunk);
                    index.place(i, end, pieces[i].length());
                    end += pieces[i].length();
                }
            }
            Bytes encodedIndex = layout.encodeIndex(index.build());
            boolean isLast = layout.location() == IndexLocation.END;
            byte[] object = new byte[Math.toIntExact(isLast ? end + encodedIndex.length() : end)];
            encodedIndex.copyTo(object, isLast ? (int) end : 0);
            int at = (int) layout.firstChunkOffset();
            for (Bytes piece : pieces) {
                if (piece != null) {
                    piece.copyTo(object, at);
                    at += piece.length();
                }
            }
            return Bytes.wrap(object);
        }

        @Override
        public NdArray decode(Bytes encoded) {
            ByteRange indexRange = layout.indexRange();
            if (!indexRange.fits(encoded.length())) {
                throw new CodecException(
                        NAME,
                        "a shard of " + encoded.length() + " bytes is shorter than its index of "
                                + layout.indexBytes());
            }
            Bytes indexBytes = encoded.slice((int) indexRange.startIn(encoded.length()), layout.indexBytes());
            ShardIndex index = layout.decodeIndex(indexBytes, encoded.length());
            NdArray decoded = NdArray.filled(shard.shape(), shard.fill());
            for (int i = 0; i < index.count(); i++) {
                Optional<ByteRange.Between> range = index.range(i);
                if (range.isPresent()) {
                    long length = range.get().stop() - range.get().start();
                    NdArray chunk = layout.inner()
                            .decode(encoded.slice((int) range.get().start(), (int) length));
                    Region cell = layout.innerGrid().cell(layout.innerGrid().index(i));
                    decoded.paste(chunk, Region.whole(chunk.shape()), cell.starts());
                }
            }
            return decoded;
        }
    }
}
