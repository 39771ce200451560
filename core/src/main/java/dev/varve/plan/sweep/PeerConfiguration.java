package dev.varve.plan.sweep;

import dev.varve.array.NumericType;
import dev.varve.codec.Codec;
import dev.varve.codec.compressor.BloscCodec;
import dev.varve.codec.compressor.BloscShuffle;
import dev.varve.codec.compressor.LzmaCodec;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.filter.AstypeCodec;
import dev.varve.codec.filter.Constant;
import dev.varve.codec.filter.DeltaCodec;
import dev.varve.codec.filter.FixedScaleOffsetCodec;
import dev.varve.codec.filter.QuantizeCodec;
import dev.varve.codec.serializer.PcodecCodec;
import dev.varve.codec.serializer.ZfpyCodec;
import dev.varve.codec.serializer.ZfpyFlatCodec;
import dev.varve.codec.serializer.zfp.ZfpMode;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import java.util.Locale;
import java.util.Optional;

/**
 * Codecs as dc_toolkit names them: with the arguments that it gives to zarr-python's numcodecs codecs, in the spelling that
 * it gives them. A codec with arguments that it never gives is written as metadata have it.
 */
final class PeerConfiguration {
    private PeerConfiguration() {}

    /** The codec in JSON; nothing where metadata have the same or dc_toolkit has no such codec. */
    static Optional<JsonObject> of(Codec codec) {
        if (codec instanceof ZstdCodec zstd && !zstd.checksum()) {
            return named("zstd", JsonObject.builder().put("level", zstd.level()));
        }
        if (codec instanceof BloscCodec blosc
                && blosc.blockBytes().isEmpty()
                && blosc.typeBytes().isPresent()) {
            return named(
                    "blosc",
                    JsonObject.builder()
                            .put("cname", blosc.compressor().cname())
                            .put("clevel", blosc.level())
                            .put("shuffle", number(blosc.shuffle()))
                            .put("typesize", blosc.typeBytes().getAsInt()));
        }
        if (codec instanceof LzmaCodec lzma && lzma.preset().isPresent() && isXz(lzma)) {
            return named(
                    "lzma", JsonObject.builder().put("preset", lzma.preset().getAsLong()));
        }
        if (codec instanceof PcodecCodec pcodec && pcodec.equalPagesUpTo() == PcodecCodec.USUAL_PAGES) {
            return pcodec(pcodec);
        }
        if (codec instanceof ZfpyCodec zfpy && !zfpy.isLossless()) {
            return named("zfpy", mode(zfpy.mode()));
        }
        if (codec instanceof ZfpyFlatCodec zfpy && !zfpy.isLossless()) {
            return named("zfpy_flat", mode(zfpy.mode()));
        }
        return filter(codec);
    }

    private static int number(BloscShuffle shuffle) {
        return switch (shuffle) {
            case NOSHUFFLE -> 0;
            case SHUFFLE -> 1;
            case BITSHUFFLE -> 2;
        };
    }

    private static boolean isXz(LzmaCodec lzma) {
        return lzma.format() == LzmaCodec.Format.XZ && lzma.check() == LzmaCodec.Check.USUAL;
    }

    private static Optional<JsonObject> pcodec(PcodecCodec pcodec) {
        JsonObject.Builder json = JsonObject.builder()
                .put("level", pcodec.level())
                .put("mode_spec", pcodec.modeSpec().name().toLowerCase(Locale.ROOT))
                .put("delta_spec", pcodec.deltaSpec().name().toLowerCase(Locale.ROOT));
        pcodec.deltaEncodingOrder().ifPresent(order -> json.put("delta_encoding_order", order));
        return named("pcodec", json);
    }

    private static JsonObject.Builder mode(ZfpMode mode) {
        JsonObject.Builder json = JsonObject.builder();
        if (mode instanceof ZfpMode.FixedAccuracy accuracy) {
            return json.put("mode", 4).put("tolerance", JsonNumber.of(accuracy.tolerance()));
        }
        if (mode instanceof ZfpMode.FixedPrecision precision) {
            return json.put("mode", 3).put("precision", precision.precision());
        }
        return json.put("mode", 2).put("rate", rate(((ZfpMode.FixedRate) mode).rate()));
    }

    private static Json rate(double rate) {
        return rate == Math.rint(rate) ? JsonNumber.of((long) rate) : JsonNumber.of(rate);
    }

    private static Optional<JsonObject> filter(Codec codec) {
        if (codec instanceof DeltaCodec delta) {
            return named("delta", types(JsonObject.builder(), delta.dtype(), delta.astype()));
        }
        if (codec instanceof QuantizeCodec quantize) {
            return named(
                    "quantize",
                    types(JsonObject.builder().put("digits", quantize.digits()), quantize.dtype(), quantize.astype()));
        }
        if (codec instanceof FixedScaleOffsetCodec scale
                && scale.scale() instanceof Constant.Real factor
                && scale.offset() instanceof Constant.Real offset) {
            return named(
                    "fixedscaleoffset",
                    types(
                            JsonObject.builder()
                                    .put("offset", JsonNumber.of(offset.value()))
                                    .put("scale", JsonNumber.of(factor.value())),
                            scale.dtype(),
                            scale.astype()));
        }
        if (codec instanceof AstypeCodec astype && astype.decodeDtype().isPresent()) {
            return named(
                    "astype",
                    JsonObject.builder()
                            .put("encode_dtype", astype.encodeDtype().toString())
                            .put("decode_dtype", astype.decodeDtype().get().toString()));
        }
        return Optional.empty();
    }

    private static JsonObject.Builder types(
            JsonObject.Builder json, Optional<NumericType> dtype, Optional<NumericType> astype) {
        dtype.ifPresent(type -> json.put("dtype", type.toString()));
        astype.ifPresent(type -> json.put("astype", type.toString()));
        return json;
    }

    private static Optional<JsonObject> named(String name, JsonObject.Builder configuration) {
        return Optional.of(JsonObject.builder()
                .put("name", "numcodecs." + name)
                .put("configuration", configuration.build())
                .build());
    }
}
