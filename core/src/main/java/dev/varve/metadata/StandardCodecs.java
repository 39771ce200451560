package dev.varve.metadata;

import dev.varve.array.Shape;
import dev.varve.metadata.CodecFormat.Parameter;
import dev.varve.metadata.CodecFormat.Standing;
import dev.varve.shard.IndexLocation;
import dev.varve.shard.ShardingCodec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The codecs that Varve brings, as metadata spells them. One method per codec. */
final class StandardCodecs {
    private StandardCodecs() {}

    static List<CodecFormat<?>> all() {
        return List.of(sharding());
    }

    private static CodecFormat<ShardingCodec> sharding() {
        List<Parameter> parameters = List.of(
                Parameter.required("chunk_shape"),
                Parameter.required("codecs"),
                Parameter.required("index_codecs"),
                Parameter.usually("index_location", new JsonString("end")));
        return new CodecFormat<>(
                ShardingCodec.NAME,
                ShardingCodec.class,
                parameters,
                Standing.PORTABLE,
                StandardCodecs::readSharding,
                Optional.of(StandardCodecs::writeSharding));
    }

    private static ShardingCodec readSharding(JsonCursor configuration, CodecRegistry registry)
            throws MetadataException {
        String location = configuration.get("index_location").oneOf(List.of("start", "end"));
        return new ShardingCodec(
                Shape.of(configuration.get("chunk_shape").integers(1)),
                registry.parseChain(configuration.get("codecs")),
                registry.parseChain(configuration.get("index_codecs")),
                location.equals("start") ? IndexLocation.START : IndexLocation.END);
    }

    private static JsonObject writeSharding(ShardingCodec codec, CodecRegistry registry) {
        return JsonObject.builder()
                .put("chunk_shape", JsonArray.of(codec.chunkShape().extents()))
                .put("codecs", registry.toJson(codec.codecs()))
                .put("index_codecs", registry.toJson(codec.indexCodecs()))
                .put("index_location", codec.location().name().toLowerCase(Locale.ROOT))
                .build();
    }
}
