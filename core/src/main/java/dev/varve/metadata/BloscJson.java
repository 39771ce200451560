package dev.varve.metadata;

import dev.varve.codec.compressor.BloscCodec;
import dev.varve.codec.compressor.BloscCompressor;
import dev.varve.codec.compressor.BloscShuffle;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The configuration of the {@code blosc} codec. */
final class BloscJson {
    private BloscJson() {}

    static BloscCodec read(JsonCursor configuration, CodecRegistry registry) throws MetadataException {
        List<String> names = Arrays.stream(BloscCompressor.values())
                .map(BloscCompressor::cname)
                .toList();
        List<String> shuffles =
                Arrays.stream(BloscShuffle.values()).map(BloscShuffle::label).toList();
        Optional<JsonCursor> typeBytes = configuration.find("typesize");
        int blockBytes = StandardCodecs.int32(configuration.get("blocksize"));
        return new BloscCodec(
                BloscCompressor.named(configuration.get("cname").oneOf(names)),
                StandardCodecs.int32(configuration.get("clevel")),
                BloscShuffle.named(configuration.get("shuffle").oneOf(shuffles)),
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
}
