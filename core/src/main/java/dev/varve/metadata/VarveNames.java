package dev.varve.metadata;

import dev.varve.codec.filter.AsinhCodec;
import dev.varve.codec.serializer.MaskedCodec;
import dev.varve.metadata.CodecFormat.Parameter;
import dev.varve.metadata.CodecFormat.Standing;
import java.util.List;
import java.util.Optional;

/** How codecs are written that only Varve has. */
final class VarveNames {
    private VarveNames() {}

    static List<CodecFormat<?>> all() {
        return List.of(asinh(), masked());
    }

    private static CodecFormat<AsinhCodec> asinh() {
        return new CodecFormat<>(
                AsinhCodec.NAME,
                AsinhCodec.class,
                List.of(Parameter.required("linear_width")),
                Standing.LESS_PORTABLE,
                (configuration, registry) -> new AsinhCodec(ZfpJson.number(configuration.get("linear_width"))),
                Optional.of((codec, registry) -> JsonObject.of("linear_width", JsonNumber.of(codec.linearWidth()))));
    }

    private static CodecFormat<MaskedCodec> masked() {
        return new CodecFormat<>(
                MaskedCodec.NAME,
                MaskedCodec.class,
                List.of(Parameter.required("codecs"), Parameter.required("mask")),
                Standing.LESS_PORTABLE,
                (configuration, registry) -> new MaskedCodec(
                        registry.parseChain(configuration.get("codecs")),
                        registry.parseChain(configuration.get("mask"))),
                Optional.of((codec, registry) -> JsonObject.of("codecs", registry.toJson(codec.codecs()))
                        .with("mask", registry.toJson(codec.mask()))));
    }
}
