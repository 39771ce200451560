package dev.varve.metadata;

import dev.varve.array.DataType;
import dev.varve.array.FixedUtf32;
import dev.varve.array.VariableType;
import dev.varve.codec.filter.CategorizeCodec;
import dev.varve.codec.serializer.Json2Codec;
import dev.varve.codec.serializer.Msgpack2Codec;
import dev.varve.metadata.CodecFormat.Parameter;
import dev.varve.metadata.CodecFormat.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the codecs of numcodecs that take Python objects are written, of which text alone is read. zarr-python has them in Zarr v2 only. */
final class NumcodecsObjects {
    private NumcodecsObjects() {}

    static List<CodecFormat<?>> all() {
        return List.of(json2(), msgpack2(), categorize());
    }

    /** What an encoder is told has no meaning for a decoder, but for the encoding. */
    private static CodecFormat<Json2Codec> json2() {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.usually("encoding", new JsonString("utf-8")));
        for (String heeded : List.of(
                "skipkeys",
                "ensure_ascii",
                "check_circular",
                "allow_nan",
                "sort_keys",
                "indent",
                "separators",
                "strict")) {
            parameters.add(Parameter.optional(heeded));
        }
        return new CodecFormat<>(
                Json2Codec.NAME,
                Json2Codec.class,
                parameters,
                Standing.ZARR_V2_ONLY,
                (configuration, registry) -> {
                    configuration.get("encoding").oneOf(List.of("utf-8", "utf8", "UTF-8", "ascii"));
                    return new Json2Codec();
                },
                Optional.of((codec, registry) -> JsonObject.EMPTY));
    }

    private static CodecFormat<Msgpack2Codec> msgpack2() {
        return new CodecFormat<>(
                Msgpack2Codec.NAME,
                Msgpack2Codec.class,
                List.of(
                        Parameter.usually("raw", JsonBoolean.FALSE),
                        Parameter.optional("use_single_float"),
                        Parameter.optional("use_bin_type")),
                Standing.ZARR_V2_ONLY,
                (configuration, registry) -> {
                    if (configuration.get("raw").bool()) {
                        throw configuration.get("raw").error("true makes bytes of text, which Varve does not read");
                    }
                    return new Msgpack2Codec();
                },
                Optional.of((codec, registry) -> JsonObject.EMPTY));
    }

    private static CodecFormat<CategorizeCodec> categorize() {
        return new CodecFormat<>(
                CategorizeCodec.NAME,
                CategorizeCodec.class,
                List.of(
                        Parameter.required("labels"),
                        Parameter.required("dtype"),
                        Parameter.usually("astype", new JsonString("|u1"))),
                Standing.ZARR_V2_ONLY,
                (configuration, registry) -> {
                    List<String> labels = new ArrayList<>();
                    for (JsonCursor label : configuration.get("labels").items()) {
                        labels.add(label.string());
                    }
                    return new CategorizeCodec(
                            labels, text(configuration.get("dtype")), NumpyType.parse(configuration.get("astype")));
                },
                Optional.of((codec, registry) -> JsonObject.builder()
                        .put(
                                "labels",
                                new JsonArray(codec.labels().stream()
                                        .<Json>map(JsonString::new)
                                        .toList()))
                        .put("dtype", text(codec.dtype()))
                        .put("astype", NumpyType.toJson(codec.astype()))
                        .build()));
    }

    private static DataType text(JsonCursor dtype) throws MetadataException {
        boolean isObject = dtype.value().equals(new JsonString(V2TypeJson.OBJECT));
        return isObject ? VariableType.STRING : V2TypeJson.parse(dtype).type();
    }

    private static JsonString text(DataType type) {
        return new JsonString(type instanceof FixedUtf32 text ? "<U" + text.length() : V2TypeJson.OBJECT);
    }
}
