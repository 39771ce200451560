package dev.varve.metadata;

import dev.varve.codec.serializer.N5DefaultCodec;
import dev.varve.codec.serializer.PackBitsCodec;
import dev.varve.codec.serializer.VlenBytesCodec;
import dev.varve.codec.serializer.VlenV2Codec;
import dev.varve.metadata.CodecFormat.Parameter;
import dev.varve.metadata.CodecFormat.Standing;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How the serializers of the registered extensions beyond the usual ones, and of zarrs, are written. */
final class RegisteredSerializers {
    private static final int MAX_BIT = 63;

    private RegisteredSerializers() {}

    static List<CodecFormat<?>> all() {
        return List.of(packBits(), n5Default(), vlenV2(), vlenArray());
    }

    private static CodecFormat<PackBitsCodec> packBits() {
        return new CodecFormat<>(
                PackBitsCodec.NAME,
                PackBitsCodec.class,
                List.of(
                        Parameter.usually("padding_encoding", new JsonString(PackBitsCodec.Padding.NONE.label())),
                        Parameter.usually("first_bit", JsonNull.NULL),
                        Parameter.usually("last_bit", JsonNull.NULL)),
                Standing.REGISTERED,
                (configuration, registry) -> new PackBitsCodec(
                        padding(configuration.get("padding_encoding")),
                        bit(configuration.get("first_bit")),
                        bit(configuration.get("last_bit"))),
                Optional.of((codec, registry) -> {
                    JsonObject.Builder json = JsonObject.builder()
                            .put("padding_encoding", codec.padding().label());
                    codec.firstBit().ifPresent(bit -> json.put("first_bit", bit));
                    codec.lastBit().ifPresent(bit -> json.put("last_bit", bit));
                    return json.build();
                }));
    }

    private static PackBitsCodec.Padding padding(JsonCursor cursor) throws MetadataException {
        List<String> labels = Arrays.stream(PackBitsCodec.Padding.values())
                .map(PackBitsCodec.Padding::label)
                .toList();
        String label = cursor.oneOf(labels);
        return Arrays.stream(PackBitsCodec.Padding.values())
                .filter(padding -> padding.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static OptionalInt bit(JsonCursor cursor) throws MetadataException {
        return cursor.value() == JsonNull.NULL ? OptionalInt.empty() : OptionalInt.of((int) cursor.integer(0, MAX_BIT));
    }

    private static CodecFormat<N5DefaultCodec> n5Default() {
        return new CodecFormat<>(
                N5DefaultCodec.NAME,
                N5DefaultCodec.class,
                List.of(Parameter.required("codecs")),
                Standing.REGISTERED,
                (configuration, registry) -> new N5DefaultCodec(registry.parseChain(configuration.get("codecs"))),
                Optional.of((codec, registry) -> JsonObject.of("codecs", registry.toJson(codec.codecs()))));
    }

    private static CodecFormat<VlenV2Codec> vlenV2() {
        return new CodecFormat<>(
                VlenV2Codec.NAME,
                VlenV2Codec.class,
                List.of(),
                Standing.LESS_PORTABLE,
                (configuration, registry) -> new VlenV2Codec(),
                Optional.of((codec, registry) -> JsonObject.EMPTY));
    }

    /** numcodecs' arrays of arrays as zarrs reads them in v3: each array is the bytes of its elements. */
    private static CodecFormat<VlenBytesCodec> vlenArray() {
        return new CodecFormat<>(
                "numcodecs.vlen-array",
                VlenBytesCodec.class,
                List.of(),
                Standing.LESS_PORTABLE,
                (configuration, registry) -> new VlenBytesCodec(),
                Optional.empty());
    }
}
