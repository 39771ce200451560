package dev.varve.metadata;

import dev.varve.codec.serializer.PcodecCodec;
import dev.varve.codec.serializer.PcodecCodec.DeltaSpec;
import dev.varve.codec.serializer.PcodecCodec.ModeSpec;
import dev.varve.metadata.CodecFormat.Parameter;
import dev.varve.metadata.CodecFormat.Standing;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** The configuration of the {@code numcodecs.pcodec} codec, as numcodecs has it. */
final class PcodecJson {
    private static final String LEVEL = "level";
    private static final String MODE = "mode_spec";
    private static final String DELTA = "delta_spec";
    private static final String PAGING = "paging_spec";
    private static final String ORDER = "delta_encoding_order";
    private static final String PAGES = "equal_pages_up_to";
    /** What numcodecs called {@code no_op} at first. */
    private static final String NONE = "none";

    private PcodecJson() {}

    static CodecFormat<PcodecCodec> format() {
        return new CodecFormat<>(
                PcodecCodec.NAME,
                PcodecCodec.class,
                List.of(
                        Parameter.usually(LEVEL, JsonNumber.of(PcodecCodec.USUAL_LEVEL)),
                        Parameter.usually(MODE, StandardCodecs.word(ModeSpec.AUTO)),
                        Parameter.usually(DELTA, StandardCodecs.word(DeltaSpec.AUTO)),
                        Parameter.usually(PAGING, new JsonString(PAGES)),
                        Parameter.usually(ORDER, JsonNull.NULL),
                        Parameter.usually(PAGES, JsonNumber.of(PcodecCodec.USUAL_PAGES))),
                Standing.LESS_PORTABLE,
                PcodecJson::read,
                Optional.of((codec, registry) -> write(codec)));
    }

    private static PcodecCodec read(JsonCursor configuration, CodecRegistry registry) throws MetadataException {
        configuration.get(PAGING).oneOf(List.of(PAGES));
        String mode = configuration.get(MODE).oneOf(List.of("auto", "classic"));
        String delta =
                configuration.get(DELTA).oneOf(List.of("auto", "no_op", NONE, "try_consecutive", "try_lookback"));
        JsonCursor order = configuration.get(ORDER);
        return new PcodecCodec(
                StandardCodecs.int32(configuration.get(LEVEL)),
                ModeSpec.valueOf(mode.toUpperCase(Locale.ROOT)),
                delta.equals(NONE) ? DeltaSpec.NO_OP : DeltaSpec.valueOf(delta.toUpperCase(Locale.ROOT)),
                order.value() == JsonNull.NULL ? OptionalInt.empty() : OptionalInt.of(StandardCodecs.int32(order)),
                StandardCodecs.int32(configuration.get(PAGES)));
    }

    private static JsonObject write(PcodecCodec codec) {
        OptionalInt order = codec.deltaEncodingOrder();
        return JsonObject.builder()
                .put(LEVEL, codec.level())
                .put(MODE, StandardCodecs.word(codec.modeSpec()))
                .put(DELTA, StandardCodecs.word(codec.deltaSpec()))
                .put(PAGING, PAGES)
                .put(ORDER, order.isPresent() ? JsonNumber.of(order.getAsInt()) : JsonNull.NULL)
                .put(PAGES, codec.equalPagesUpTo())
                .build();
    }
}
