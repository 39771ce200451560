package dev.varve.metadata;

import dev.varve.codec.compressor.LzmaCodec;
import dev.varve.codec.compressor.LzmaFilter;
import dev.varve.metadata.CodecFormat.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToIntFunction;

/** The configuration of the {@code numcodecs.lzma} codec: numbers and names of Python's lzma module. */
final class LzmaJson {
    private static final long DELTA_USUAL = 1;

    private LzmaJson() {}

    static List<Parameter> parameters() {
        return List.of(
                Parameter.usually("format", JsonNumber.of(LzmaCodec.Format.XZ.number())),
                Parameter.usually("check", JsonNumber.of(LzmaCodec.Check.USUAL.number())),
                Parameter.usually("preset", JsonNull.NULL),
                Parameter.usually("filters", JsonNull.NULL));
    }

    static LzmaCodec read(JsonCursor configuration, CodecRegistry registry) throws MetadataException {
        LzmaCodec.Format format =
                numbered(configuration.get("format"), LzmaCodec.Format.values(), LzmaCodec.Format::number);
        LzmaCodec.Check check = numbered(configuration.get("check"), LzmaCodec.Check.values(), LzmaCodec.Check::number);
        JsonCursor preset = configuration.get("preset");
        OptionalLong level = preset.value() == JsonNull.NULL
                ? OptionalLong.empty()
                : OptionalLong.of(preset.integer(0, 0xffffffffL));
        return new LzmaCodec(format, check, level, filters(configuration.get("filters")));
    }

    private static <E> E numbered(JsonCursor cursor, E[] constants, ToIntFunction<E> number) throws MetadataException {
        long wanted = StandardCodecs.int32(cursor);
        for (E constant : constants) {
            if (number.applyAsInt(constant) == wanted) {
                return constant;
            }
        }
        int[] numbers = Arrays.stream(constants).mapToInt(number).toArray();
        throw cursor.error(wanted + " is not one of " + Arrays.toString(numbers));
    }

    private static List<LzmaFilter> filters(JsonCursor filters) throws MetadataException {
        List<LzmaFilter> steps = new ArrayList<>();
        if (filters.value() != JsonNull.NULL) {
            for (JsonCursor item : filters.items()) {
                steps.add(filter(item));
            }
        }
        return steps;
    }

    private static LzmaFilter filter(JsonCursor item) throws MetadataException {
        long id = item.get("id").integer(0, Long.MAX_VALUE);
        if (id == LzmaFilter.DELTA_ID) {
            item.requireOnly(Set.of("id", "dist"));
            Optional<JsonCursor> distance = item.find("dist");
            return new LzmaFilter.Delta(
                    (int) (distance.isEmpty() ? DELTA_USUAL : distance.get().integer(1, 256)));
        }
        if (id != LzmaFilter.LZMA1_ID && id != LzmaFilter.LZMA2_ID) {
            item.requireOnly(Set.of("id", "start_offset"));
            Optional<JsonCursor> start = item.find("start_offset");
            return new LzmaFilter.Branch(id, start.isEmpty() ? 0 : StandardCodecs.int32(start.get()));
        }
        Set<String> known = new HashSet<>(Set.of("id"));
        Map<LzmaFilter.Setting, Long> settings = new EnumMap<>(LzmaFilter.Setting.class);
        for (LzmaFilter.Setting setting : LzmaFilter.Setting.values()) {
            known.add(name(setting));
            Optional<JsonCursor> value = item.find(name(setting));
            if (value.isPresent()) {
                settings.put(setting, value.get().integer(0, 0xffffffffL));
            }
        }
        item.requireOnly(known);
        return new LzmaFilter.Lzma(id == LzmaFilter.LZMA2_ID, settings);
    }

    private static String name(LzmaFilter.Setting setting) {
        return setting.name().toLowerCase(Locale.ROOT);
    }

    static JsonObject write(LzmaCodec codec) {
        return JsonObject.builder()
                .put("format", codec.format().number())
                .put("check", codec.check().number())
                .put(
                        "preset",
                        codec.preset().isEmpty()
                                ? JsonNull.NULL
                                : JsonNumber.of(codec.preset().getAsLong()))
                .put(
                        "filters",
                        codec.filters().isEmpty()
                                ? JsonNull.NULL
                                : new JsonArray(codec.filters().stream()
                                        .map(LzmaJson::toJson)
                                        .toList()))
                .build();
    }

    private static Json toJson(LzmaFilter filter) {
        JsonObject.Builder json = JsonObject.builder().put("id", filter.id());
        if (filter instanceof LzmaFilter.Delta delta) {
            json.put("dist", delta.distance());
        } else if (filter instanceof LzmaFilter.Branch branch) {
            json.put("start_offset", branch.startOffset());
        } else if (filter instanceof LzmaFilter.Lzma lzma) {
            for (LzmaFilter.Setting setting : LzmaFilter.Setting.values()) {
                if (lzma.settings().containsKey(setting)) {
                    json.put(name(setting), lzma.settings().get(setting));
                }
            }
        }
        return json.build();
    }
}
