package dev.varve.bench;

import dev.varve.array.FillValue;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.compressor.BloscCodec;
import dev.varve.codec.compressor.BloscCompressor;
import dev.varve.codec.compressor.BloscShuffle;
import dev.varve.codec.compressor.GzipCodec;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.grid.RegularGrid;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.shard.IndexLocation;
import dev.varve.shard.ShardingCodec;
import java.util.Map;

/**
 * How an array of {@link ZarrTimings} is cut up and encoded.
 *
 * @param type the elements
 * @param object the edge of a stored object
 * @param inner the edge of an inner chunk; that of the object when it is not sharded
 * @param chain how a chunk is encoded
 */
record ZarrCase(NumericType type, int object, int inner, CodecChain chain) {
    private static final Map<String, ZarrCase> LAYOUTS = Map.of(
            "c64", new ZarrCase(NumericType.FLOAT32, 64, 64, CodecChain.of(BytesCodec.LITTLE)),
            "s32", new ZarrCase(NumericType.FLOAT32, 256, 32, CodecChain.of(BytesCodec.LITTLE)),
            "s64", new ZarrCase(NumericType.FLOAT32, 256, 64, CodecChain.of(BytesCodec.LITTLE)),
            "u32", new ZarrCase(NumericType.UINT16, 32, 32, CodecChain.of(BytesCodec.LITTLE)));

    private static final Map<String, CodecChain> CHAINS = Map.of(
            "none", CodecChain.of(BytesCodec.LITTLE),
            "zstd", CodecChain.of(BytesCodec.LITTLE, new ZstdCodec(5, false)),
            "blosc", CodecChain.of(BytesCodec.LITTLE, new BloscCodec(BloscCompressor.ZSTD, 5, BloscShuffle.SHUFFLE)),
            "gzip", CodecChain.of(BytesCodec.LITTLE, new GzipCodec(5)));

    /** The case of a name such as {@code s32_zstd}. */
    static ZarrCase of(String name) {
        String[] parts = name.split("_", 2);
        ZarrCase layout = LAYOUTS.get(parts[0]);
        CodecChain chain = parts.length == 2 ? CHAINS.get(parts[1]) : null;
        if (layout == null || chain == null) {
            throw new IllegalArgumentException("no configuration " + name);
        }
        return new ZarrCase(layout.type, layout.object, layout.inner, chain);
    }

    /** The metadata of an array with it. */
    ArrayMetadata metadata(Shape shape) {
        CodecChain index = CodecChain.of(BytesCodec.LITTLE, new Crc32cCodec());
        CodecChain stored = inner == object
                ? chain
                : CodecChain.of(new ShardingCodec(Shape.of(inner, inner, inner), chain, index, IndexLocation.END));
        return ArrayMetadata.of(new RegularGrid(shape, Shape.of(object, object, object)), FillValue.zero(type), stored);
    }
}
