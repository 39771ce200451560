package dev.varve.metadata;

import dev.varve.codec.Codec;
import dev.varve.codec.serializer.ZfpCodec;
import dev.varve.codec.serializer.ZfpyCodec;
import dev.varve.codec.serializer.ZfpyFlatCodec;
import dev.varve.codec.serializer.zfp.ZfpMode;
import dev.varve.metadata.CodecFormat.Parameter;
import dev.varve.metadata.CodecFormat.Standing;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The configurations of zfp: that of the extension, and that of numcodecs. */
final class ZfpJson {
    /** The modes as the extension spells them. */
    private static final String RATE = "fixed_rate";

    private static final String PRECISION = "fixed_precision";
    private static final String ACCURACY = "fixed_accuracy";
    private static final String REVERSIBLE = "reversible";
    private static final String EXPERT = "expert";

    /** The modes as numcodecs numbers them. */
    private static final int RATE_NUMBER = 2;

    private static final int PRECISION_NUMBER = 3;
    private static final int ACCURACY_NUMBER = 4;
    private static final int REVERSIBLE_NUMBER = 5;

    private ZfpJson() {}

    static CodecFormat<ZfpCodec> zfp() {
        return new CodecFormat<>(
                ZfpCodec.NAME,
                ZfpCodec.class,
                List.of(
                        Parameter.required("mode"),
                        Parameter.optional("tolerance"),
                        Parameter.optional("rate"),
                        Parameter.optional("precision"),
                        Parameter.optional("minbits"),
                        Parameter.optional("maxbits"),
                        Parameter.optional("maxprec"),
                        Parameter.optional("minexp")),
                Standing.REGISTERED,
                (configuration, registry) -> new ZfpCodec(read(configuration)),
                Optional.of((codec, registry) -> write(codec.mode())));
    }

    private static ZfpMode read(JsonCursor configuration) throws MetadataException {
        String mode = configuration.get("mode").oneOf(List.of(REVERSIBLE, ACCURACY, PRECISION, RATE, EXPERT));
        return switch (mode) {
            case ACCURACY -> {
                configuration.requireOnly(Set.of("mode", "tolerance"));
                yield new ZfpMode.FixedAccuracy(number(configuration.get("tolerance")));
            }
            case PRECISION -> {
                configuration.requireOnly(Set.of("mode", "precision"));
                yield new ZfpMode.FixedPrecision(StandardCodecs.int32(configuration.get("precision")));
            }
            case RATE -> {
                configuration.requireOnly(Set.of("mode", "rate"));
                yield new ZfpMode.FixedRate(number(configuration.get("rate")));
            }
            case EXPERT -> {
                configuration.requireOnly(Set.of("mode", "minbits", "maxbits", "maxprec", "minexp"));
                yield new ZfpMode.Expert(
                        StandardCodecs.int32(configuration.get("minbits")),
                        StandardCodecs.int32(configuration.get("maxbits")),
                        StandardCodecs.int32(configuration.get("maxprec")),
                        StandardCodecs.int32(configuration.get("minexp")));
            }
            default -> {
                configuration.requireOnly(Set.of("mode"));
                yield new ZfpMode.Reversible();
            }
        };
    }

    private static JsonObject write(ZfpMode mode) {
        JsonObject.Builder json = JsonObject.builder();
        if (mode instanceof ZfpMode.FixedAccuracy accuracy) {
            return json.put("mode", ACCURACY)
                    .put("tolerance", JsonNumber.of(accuracy.tolerance()))
                    .build();
        }
        if (mode instanceof ZfpMode.FixedPrecision precision) {
            return json.put("mode", PRECISION)
                    .put("precision", precision.precision())
                    .build();
        }
        if (mode instanceof ZfpMode.FixedRate rate) {
            return json.put("mode", RATE)
                    .put("rate", JsonNumber.of(rate.rate()))
                    .build();
        }
        if (mode instanceof ZfpMode.Expert expert) {
            return json.put("mode", EXPERT)
                    .put("minbits", expert.minBits())
                    .put("maxbits", expert.maxBits())
                    .put("maxprec", expert.maxPrecision())
                    .put("minexp", expert.minExponent())
                    .build();
        }
        return json.put("mode", REVERSIBLE).build();
    }

    static CodecFormat<ZfpyCodec> zfpy() {
        return numbered(ZfpyCodec.NAME, ZfpyCodec.class, ZfpyCodec::new, ZfpyCodec::mode);
    }

    /** Known to zarr-python with dc_toolkit only, whose streams numcodecs decodes under the other name. */
    static CodecFormat<ZfpyFlatCodec> zfpyFlat() {
        return numbered(ZfpyFlatCodec.NAME, ZfpyFlatCodec.class, ZfpyFlatCodec::new, ZfpyFlatCodec::mode);
    }

    private static <C extends Codec> CodecFormat<C> numbered(
            String name, Class<C> type, Function<ZfpMode, C> made, Function<C, ZfpMode> mode) {
        return new CodecFormat<>(
                name,
                type,
                List.of(
                        Parameter.usually("mode", JsonNumber.of(ACCURACY_NUMBER)),
                        Parameter.usually("tolerance", JsonNumber.of(-1)),
                        Parameter.usually("rate", JsonNumber.of(-1)),
                        Parameter.usually("precision", JsonNumber.of(-1)),
                        Parameter.optional("compression_kwargs")),
                Standing.LESS_PORTABLE,
                (configuration, registry) -> made.apply(readNumbered(configuration)),
                Optional.of((codec, registry) -> writeNumbered(mode.apply(codec))));
    }

    /** Heeds the parameter of the mode alone; one below 0 asks zfpy for nothing, which is to lose nothing. */
    private static ZfpMode readNumbered(JsonCursor configuration) throws MetadataException {
        long mode = configuration.get("mode").integer(RATE_NUMBER, REVERSIBLE_NUMBER);
        if (mode == RATE_NUMBER) {
            double rate = number(configuration.get("rate"));
            return rate < 0 ? new ZfpMode.Reversible() : new ZfpMode.FixedRate(rate);
        }
        if (mode == PRECISION_NUMBER) {
            int precision = StandardCodecs.int32(configuration.get("precision"));
            return precision < 0 ? new ZfpMode.Reversible() : new ZfpMode.FixedPrecision(precision);
        }
        double tolerance = mode == REVERSIBLE_NUMBER ? -1 : number(configuration.get("tolerance"));
        return tolerance < 0 ? new ZfpMode.Reversible() : new ZfpMode.FixedAccuracy(tolerance);
    }

    private static JsonObject writeNumbered(ZfpMode mode) {
        JsonObject.Builder json = JsonObject.builder();
        if (mode instanceof ZfpMode.FixedAccuracy accuracy) {
            return json.put("mode", ACCURACY_NUMBER)
                    .put("tolerance", JsonNumber.of(accuracy.tolerance()))
                    .build();
        }
        if (mode instanceof ZfpMode.FixedPrecision precision) {
            return json.put("mode", PRECISION_NUMBER)
                    .put("precision", precision.precision())
                    .build();
        }
        if (mode instanceof ZfpMode.FixedRate rate) {
            return json.put("mode", RATE_NUMBER)
                    .put("rate", JsonNumber.of(rate.rate()))
                    .build();
        }
        return json.put("mode", REVERSIBLE_NUMBER).build();
    }

    static double number(JsonCursor cursor) throws MetadataException {
        if (cursor.value() instanceof JsonNumber number) {
            return number.toDouble();
        }
        throw cursor.error("must be a number, not " + cursor.quoted());
    }
}
