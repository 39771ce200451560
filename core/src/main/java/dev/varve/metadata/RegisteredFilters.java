package dev.varve.metadata;

import dev.varve.codec.filter.CastValueCodec;
import dev.varve.codec.filter.LinearCodec;
import dev.varve.codec.filter.ReshapeCodec;
import dev.varve.codec.filter.Rounding;
import dev.varve.codec.filter.SqueezeCodec;
import dev.varve.metadata.CodecFormat.Parameter;
import dev.varve.metadata.CodecFormat.Standing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How the filters of the registered extensions, and of zarrs, are written. */
final class RegisteredFilters {
    private RegisteredFilters() {}

    static List<CodecFormat<?>> all() {
        return List.of(castValue(), scaleOffset(), reshape(), squeeze());
    }

    private static CodecFormat<CastValueCodec> castValue() {
        return new CodecFormat<>(
                CastValueCodec.NAME,
                CastValueCodec.class,
                List.of(
                        Parameter.required("data_type"),
                        Parameter.usually("rounding", new JsonString(Rounding.NEAREST_EVEN.label())),
                        Parameter.optional("out_of_range"),
                        Parameter.optional("scalar_map")),
                Standing.REGISTERED,
                RegisteredFilters::readCastValue,
                Optional.of((codec, registry) -> {
                    JsonObject.Builder json = JsonObject.builder()
                            .put("data_type", DataTypeJson.toJson(codec.dataType()))
                            .put("rounding", codec.rounding().label());
                    codec.outOfRange().ifPresent(mode -> json.put("out_of_range", StandardCodecs.word(mode)));
                    if (!codec.encoding().isEmpty() || !codec.decoding().isEmpty()) {
                        json.put(
                                "scalar_map",
                                JsonObject.of("encode", toJson(codec.encoding()))
                                        .with("decode", toJson(codec.decoding())));
                    }
                    return json.build();
                }));
    }

    private static CastValueCodec readCastValue(JsonCursor configuration, CodecRegistry registry)
            throws MetadataException {
        Map<String, Rounding> roundings =
                Arrays.stream(Rounding.values()).collect(Collectors.toMap(Rounding::label, each -> each));
        List<String> labels = roundings.keySet().stream().sorted().toList();
        Rounding rounding = roundings.get(configuration.get("rounding").oneOf(labels));
        Optional<JsonCursor> mode = configuration.find("out_of_range");
        Optional<CastValueCodec.OutOfRange> outOfRange = Optional.empty();
        if (mode.isPresent()) {
            boolean isClamped = mode.get().oneOf(List.of("clamp", "wrap")).equals("clamp");
            outOfRange = Optional.of(isClamped ? CastValueCodec.OutOfRange.CLAMP : CastValueCodec.OutOfRange.WRAP);
        }
        Optional<JsonCursor> map = configuration.find("scalar_map");
        if (map.isPresent()) {
            map.get().requireOnly(Set.of("encode", "decode"));
        }
        return new CastValueCodec(
                DataTypeJson.parse(configuration.get("data_type")),
                rounding,
                outOfRange,
                mappings(map, "encode"),
                mappings(map, "decode"));
    }

    private static List<CastValueCodec.Mapping> mappings(Optional<JsonCursor> map, String direction)
            throws MetadataException {
        List<CastValueCodec.Mapping> mappings = new ArrayList<>();
        Optional<JsonCursor> pairs =
                map.isEmpty() ? Optional.empty() : map.get().find(direction);
        if (pairs.isEmpty()) {
            return mappings;
        }
        for (JsonCursor pair : pairs.get().items()) {
            List<JsonCursor> sides = pair.items();
            if (sides.size() != 2) {
                throw pair.error("must be [from, to], not " + sides.size() + " items");
            }
            mappings.add(new CastValueCodec.Mapping(
                    NumcodecsFilters.constant(sides.get(0)), NumcodecsFilters.constant(sides.get(1))));
        }
        return mappings;
    }

    private static Json toJson(List<CastValueCodec.Mapping> mappings) {
        return new JsonArray(mappings.stream()
                .<Json>map(mapping -> new JsonArray(
                        List.of(NumcodecsFilters.toJson(mapping.from()), NumcodecsFilters.toJson(mapping.to()))))
                .toList());
    }

    private static CodecFormat<LinearCodec> scaleOffset() {
        return new CodecFormat<>(
                LinearCodec.NAME,
                LinearCodec.class,
                List.of(Parameter.usually("offset", JsonNumber.of(0)), Parameter.usually("scale", JsonNumber.of(1))),
                Standing.PORTABLE,
                (configuration, registry) -> new LinearCodec(
                        NumcodecsFilters.constant(configuration.get("offset")),
                        NumcodecsFilters.constant(configuration.get("scale"))),
                Optional.of((codec, registry) -> JsonObject.of("offset", NumcodecsFilters.toJson(codec.offset()))
                        .with("scale", NumcodecsFilters.toJson(codec.scale()))));
    }

    private static CodecFormat<ReshapeCodec> reshape() {
        return new CodecFormat<>(
                ReshapeCodec.NAME,
                ReshapeCodec.class,
                List.of(Parameter.required("shape")),
                Standing.REGISTERED,
                (configuration, registry) -> {
                    List<ReshapeCodec.Extent> shape = new ArrayList<>();
                    for (JsonCursor item : configuration.get("shape").items()) {
                        shape.add(extent(item));
                    }
                    return new ReshapeCodec(shape);
                },
                Optional.of((codec, registry) -> JsonObject.of(
                        "shape",
                        new JsonArray(codec.shape().stream()
                                .map(RegisteredFilters::toJson)
                                .toList()))));
    }

    private static ReshapeCodec.Extent extent(JsonCursor item) throws MetadataException {
        if (item.value() instanceof JsonArray) {
            List<Integer> axes = new ArrayList<>();
            for (JsonCursor axis : item.items()) {
                axes.add((int) axis.integer(0, ArrayMetadata.MAX_RANK));
            }
            return new ReshapeCodec.Axes(axes);
        }
        long extent = item.integer(-1, Long.MAX_VALUE);
        return extent == -1 ? new ReshapeCodec.Rest() : new ReshapeCodec.Fixed(extent);
    }

    private static Json toJson(ReshapeCodec.Extent extent) {
        if (extent instanceof ReshapeCodec.Axes axes) {
            return JsonArray.of(
                    axes.axes().stream().mapToLong(Integer::longValue).toArray());
        }
        return JsonNumber.of(extent instanceof ReshapeCodec.Fixed fixed ? fixed.extent() : -1);
    }

    private static CodecFormat<SqueezeCodec> squeeze() {
        return new CodecFormat<>(
                SqueezeCodec.NAME,
                SqueezeCodec.class,
                List.of(),
                Standing.LESS_PORTABLE,
                (configuration, registry) -> new SqueezeCodec(),
                Optional.of((codec, registry) -> JsonObject.EMPTY));
    }
}
