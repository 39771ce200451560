package dev.varve.metadata;

import dev.varve.array.VariableType;
import dev.varve.codec.Codec;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.compressor.BloscCodec;
import dev.varve.codec.compressor.GzipCodec;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.serializer.BytesCodec.Endian;
import dev.varve.codec.serializer.VlenBytesCodec;
import dev.varve.codec.serializer.VlenUtf8Codec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Codecs as Zarr v2 names them: {@code {"id": "zlib", "level": 1}}, the ids and members of numcodecs. An id is whatever the
 * registry knows under {@code numcodecs.<id>}, or an object codec, which makes bytes of Python objects.
 */
final class V2Ids {
    /** Object codecs, with the data type that stands for their objects. */
    private static final SortedMap<String, VariableType> OBJECTS =
            Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(
                    VlenUtf8Codec.NAME,
                    VariableType.STRING,
                    VlenBytesCodec.NAME,
                    VariableType.BYTES,
                    "categorize",
                    VariableType.STRING,
                    "json2",
                    VariableType.STRING,
                    "msgpack2",
                    VariableType.STRING)));

    private V2Ids() {}

    /** The data type of the objects that an object codec encodes. */
    static Optional<VariableType> objectType(String id) {
        return Optional.ofNullable(OBJECTS.get(id));
    }

    /** The ids of all object codecs. */
    static List<String> objectIds() {
        return List.copyOf(OBJECTS.keySet());
    }

    /** How the codec of an id is read. */
    static Optional<CodecFormat<?>> format(String id, CodecRegistry registry) {
        Optional<CodecFormat<?>> format = registry.format(NumcodecsNames.PREFIX + id);
        return format.isEmpty() && OBJECTS.containsKey(id) ? registry.format(id) : format;
    }

    /** All ids that are known. */
    static List<String> all(CodecRegistry registry) {
        List<String> ids = new ArrayList<>(OBJECTS.keySet());
        for (String name : registry.names()) {
            if (name.startsWith(NumcodecsNames.PREFIX)) {
                ids.add(NumcodecsNames.without(name));
            }
        }
        return ids.stream().distinct().sorted().toList();
    }

    /**
     * Writes a codec.
     *
     * @param endian the byte order of the array, which the types in a filter's configuration have too
     * @throws IllegalArgumentException when it has no id
     */
    static JsonObject toJson(Codec codec, Optional<Endian> endian, CodecRegistry registry) {
        if (codec instanceof ZstdCodec zstd) {
            JsonObject json = withId("zstd", JsonObject.of("level", JsonNumber.of(zstd.level())));
            // Readers before numcodecs 0.13 do not know the member.
            return zstd.checksum() ? json.with("checksum", JsonBoolean.TRUE) : json;
        }
        if (codec instanceof GzipCodec gzip) {
            return withId("gzip", JsonObject.of("level", JsonNumber.of(gzip.level())));
        }
        if (codec instanceof BloscCodec blosc) {
            return withId("blosc", BloscJson.writeNumbered(blosc));
        }
        if (codec instanceof Crc32cCodec) {
            return withId("crc32c", JsonObject.EMPTY);
        }
        CodecFormat<?> format = registry.formatOf(codec);
        boolean isObjectCodec = OBJECTS.containsKey(format.name());
        if (!isObjectCodec && !format.name().startsWith(NumcodecsNames.PREFIX)) {
            throw new IllegalArgumentException("codec " + format.name() + " is none of Zarr v2; choose one of "
                    + String.join(", ", all(registry)));
        }
        JsonObject configuration = format.configuration(codec, registry);
        return withId(
                NumcodecsNames.without(format.name()),
                endian.equals(Optional.of(Endian.BIG)) ? withOrder(configuration, "<", ">") : configuration);
    }

    private static JsonObject withId(String id, JsonObject configuration) {
        return JsonObject.builder().put("id", id).putAll(configuration).build();
    }

    /** A configuration whose type strings have another byte order. */
    static JsonObject withOrder(JsonObject configuration, String from, String to) {
        JsonObject changed = configuration;
        for (String name : V2ChainReader.TYPE_MEMBERS) {
            if (configuration.get(name).orElse(JsonNull.NULL) instanceof JsonString text
                    && text.value().startsWith(from)) {
                changed = changed.with(name, new JsonString(to + text.value().substring(from.length())));
            }
        }
        return changed;
    }
}
