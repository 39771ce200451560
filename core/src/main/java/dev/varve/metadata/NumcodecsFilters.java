package dev.varve.metadata;

import dev.varve.array.NumericType;
import dev.varve.codec.filter.AstypeCodec;
import dev.varve.codec.filter.BoolPackingCodec;
import dev.varve.codec.filter.Constant;
import dev.varve.codec.filter.DeltaCodec;
import dev.varve.codec.filter.FixedScaleOffsetCodec;
import dev.varve.codec.filter.QuantizeCodec;
import dev.varve.metadata.CodecFormat.Parameter;
import dev.varve.metadata.CodecFormat.Standing;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** How numcodecs' filters are written; their members are those of its {@code get_config}. */
final class NumcodecsFilters {
    private static final String DTYPE = "dtype";
    private static final String ASTYPE = "astype";

    private NumcodecsFilters() {}

    static List<CodecFormat<?>> all() {
        return List.of(delta(), astype(), fixedScaleOffset(), quantize(), packbits());
    }

    private static CodecFormat<DeltaCodec> delta() {
        return new CodecFormat<>(
                DeltaCodec.NAME,
                DeltaCodec.class,
                List.of(Parameter.optional(DTYPE), Parameter.optional(ASTYPE)),
                Standing.LESS_PORTABLE,
                (configuration, registry) -> new DeltaCodec(type(configuration, DTYPE), type(configuration, ASTYPE)),
                Optional.of((codec, registry) -> types(JsonObject.builder(), codec.dtype(), codec.astype())));
    }

    private static CodecFormat<AstypeCodec> astype() {
        return new CodecFormat<>(
                AstypeCodec.NAME,
                AstypeCodec.class,
                List.of(Parameter.required("encode_dtype"), Parameter.optional("decode_dtype")),
                Standing.LESS_PORTABLE,
                (configuration, registry) -> new AstypeCodec(
                        NumpyType.parse(configuration.get("encode_dtype")), type(configuration, "decode_dtype")),
                Optional.of((codec, registry) -> {
                    JsonObject.Builder json =
                            JsonObject.builder().put("encode_dtype", NumpyType.toJson(codec.encodeDtype()));
                    codec.decodeDtype().ifPresent(type -> json.put("decode_dtype", NumpyType.toJson(type)));
                    return json.build();
                }));
    }

    private static CodecFormat<FixedScaleOffsetCodec> fixedScaleOffset() {
        return new CodecFormat<>(
                FixedScaleOffsetCodec.NAME,
                FixedScaleOffsetCodec.class,
                List.of(
                        Parameter.required("scale"),
                        Parameter.required("offset"),
                        Parameter.optional(DTYPE),
                        Parameter.optional(ASTYPE)),
                Standing.LESS_PORTABLE,
                (configuration, registry) -> new FixedScaleOffsetCodec(
                        constant(configuration.get("scale")),
                        constant(configuration.get("offset")),
                        type(configuration, DTYPE),
                        type(configuration, ASTYPE)),
                Optional.of((codec, registry) -> types(
                        JsonObject.builder().put("scale", toJson(codec.scale())).put("offset", toJson(codec.offset())),
                        codec.dtype(),
                        codec.astype())));
    }

    private static CodecFormat<QuantizeCodec> quantize() {
        return new CodecFormat<>(
                QuantizeCodec.NAME,
                QuantizeCodec.class,
                List.of(Parameter.required("digits"), Parameter.optional(DTYPE), Parameter.optional(ASTYPE)),
                Standing.LESS_PORTABLE,
                (configuration, registry) -> new QuantizeCodec(
                        StandardCodecs.int32(configuration.get("digits")),
                        type(configuration, DTYPE),
                        type(configuration, ASTYPE)),
                Optional.of((codec, registry) -> types(
                        JsonObject.builder().put("digits", JsonNumber.of(codec.digits())),
                        codec.dtype(),
                        codec.astype())));
    }

    private static CodecFormat<BoolPackingCodec> packbits() {
        return new CodecFormat<>(
                BoolPackingCodec.NAME,
                BoolPackingCodec.class,
                List.of(),
                Standing.LESS_PORTABLE,
                (configuration, registry) -> new BoolPackingCodec(),
                Optional.of((codec, registry) -> JsonObject.EMPTY));
    }

    /** A type that need not be named; zarr-python writes null for one that is not. */
    private static Optional<NumericType> type(JsonCursor configuration, String member) throws MetadataException {
        Optional<JsonCursor> type = configuration.find(member);
        return type.isEmpty() || type.get().value() == JsonNull.NULL
                ? Optional.empty()
                : Optional.of(NumpyType.parse(type.get()));
    }

    private static JsonObject types(
            JsonObject.Builder json, Optional<NumericType> dtype, Optional<NumericType> astype) {
        dtype.ifPresent(type -> json.put(DTYPE, NumpyType.toJson(type)));
        astype.ifPresent(type -> json.put(ASTYPE, NumpyType.toJson(type)));
        return json.build();
    }

    /** A number, or a floating-point number in the spellings of fill values that are texts. */
    static Constant constant(JsonCursor cursor) throws MetadataException {
        if (cursor.value() instanceof JsonNumber number) {
            Optional<BigInteger> whole = number.isInteger() ? number.toInteger() : Optional.empty();
            return whole.isPresent() ? new Constant.Whole(whole.get()) : new Constant.Real(number.toDouble());
        }
        String text = cursor.string();
        if (text.startsWith("0x")) {
            return new Constant.Hex(text.substring(2));
        }
        return new Constant.Real(
                switch (text) {
                    case "NaN" -> Double.NaN;
                    case "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
                    case "-Infinity" -> Double.NEGATIVE_INFINITY;
                    default -> throw cursor.error("must be a number, not " + cursor.quoted());
                });
    }

    static Json toJson(Constant constant) {
        if (constant instanceof Constant.Whole whole) {
            return new JsonNumber(whole.value().toString());
        }
        if (constant instanceof Constant.Real real && Double.isFinite(real.value())) {
            return JsonNumber.of(real.value());
        }
        return new JsonString(constant.toString());
    }
}
