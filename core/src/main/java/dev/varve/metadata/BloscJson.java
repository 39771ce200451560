package dev.varve.metadata;

import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.compressor.BloscCodec;
import dev.varve.codec.compressor.BloscCompressor;
import dev.varve.codec.compressor.BloscShuffle;
import dev.varve.shard.ShardingCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The configuration of the {@code blosc} codec. */
final class BloscJson {
    /** Blosc takes larger elements for single bytes. */
    private static final int MAX_TYPE_BYTES = 255;

    private BloscJson() {}

    static BloscCodec read(JsonCursor configuration, CodecRegistry registry) throws MetadataException {
        List<String> shuffles =
                Arrays.stream(BloscShuffle.values()).map(BloscShuffle::label).toList();
        return read(
                configuration, BloscShuffle.named(configuration.get("shuffle").oneOf(shuffles)));
    }

    /** numcodecs numbers the shuffles; -1, "automatic", is the bits of single bytes, which is what zarr-python hands it. */
    static BloscCodec readNumbered(JsonCursor configuration, CodecRegistry registry) throws MetadataException {
        int number = (int) configuration.get("shuffle").integer(-1, 2);
        List<BloscShuffle> shuffles =
                List.of(BloscShuffle.BITSHUFFLE, BloscShuffle.NOSHUFFLE, BloscShuffle.SHUFFLE, BloscShuffle.BITSHUFFLE);
        return read(configuration, shuffles.get(number + 1));
    }

    private static BloscCodec read(JsonCursor configuration, BloscShuffle shuffle) throws MetadataException {
        List<String> names = Arrays.stream(BloscCompressor.values())
                .map(BloscCompressor::cname)
                .toList();
        Optional<JsonCursor> typeBytes = configuration.find("typesize");
        int blockBytes = StandardCodecs.int32(configuration.get("blocksize"));
        return new BloscCodec(
                BloscCompressor.named(configuration.get("cname").oneOf(names)),
                StandardCodecs.int32(configuration.get("clevel")),
                shuffle,
                typeBytes.isPresent() ? OptionalInt.of(StandardCodecs.int32(typeBytes.get())) : OptionalInt.empty(),
                blockBytes == 0 ? OptionalInt.empty() : OptionalInt.of(blockBytes));
    }

    static JsonObject write(BloscCodec codec) {
        JsonObject.Builder json = JsonObject.builder()
                .put("cname", codec.compressor().cname())
                .put("clevel", codec.level())
                .put("shuffle", codec.shuffle().label());
        codec.typeBytes().ifPresent(bytes -> json.put("typesize", bytes));
        return json.put("blocksize", codec.blockBytes().orElse(0)).build();
    }

    /** The members that numcodecs knows, which has the element size from the array. */
    static JsonObject writeNumbered(BloscCodec codec) {
        int number =
                switch (codec.shuffle()) {
                    case NOSHUFFLE -> 0;
                    case SHUFFLE -> 1;
                    case BITSHUFFLE -> 2;
                };
        return JsonObject.builder()
                .put("cname", codec.compressor().cname())
                .put("clevel", codec.level())
                .put("shuffle", number)
                .put("blocksize", codec.blockBytes().orElse(0))
                .build();
    }

    /**
     * The same chain with everything said that is left to the array's type, as the specifications want it: blosc's element
     * size, the types of filters.
     *
     * @param spec what goes into the chain
     * @throws IllegalArgumentException when a filter cannot take such chunks
     */
    static CodecChain withTypeSizes(CodecChain chain, ChunkSpec spec) {
        ChunkSpec filtered = spec;
        List<ArrayToArrayCodec> filters = new ArrayList<>();
        for (ArrayToArrayCodec filter : chain.filters()) {
            filters.add(filter.completedFor(filtered));
            filtered = filter.bind(filtered).encodedSpec();
        }
        ArrayToBytesCodec serializer = chain.serializer();
        if (serializer instanceof ShardingCodec shards) {
            ChunkSpec inner = new ChunkSpec(filtered.type(), shards.chunkShape(), filtered.fill());
            serializer = new ShardingCodec(
                    shards.chunkShape(),
                    withTypeSizes(shards.codecs(), inner),
                    shards.indexCodecs(),
                    shards.location());
        }
        int typeBytes = filtered.type().isFixedSize() ? filtered.type().sizeBytes() : 1;
        List<BytesToBytesCodec> compressors = new ArrayList<>();
        for (BytesToBytesCodec compressor : chain.compressors()) {
            compressors.add(compressor instanceof BloscCodec blosc ? withTypeSize(blosc, typeBytes) : compressor);
        }
        return new CodecChain(filters, serializer, compressors);
    }

    private static BloscCodec withTypeSize(BloscCodec codec, int typeBytes) {
        int size = codec.typeBytes().orElse(typeBytes > MAX_TYPE_BYTES ? 1 : typeBytes);
        return new BloscCodec(
                codec.compressor(), codec.level(), codec.shuffle(), OptionalInt.of(size), codec.blockBytes());
    }
}
