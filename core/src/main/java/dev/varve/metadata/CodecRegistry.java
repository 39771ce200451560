package dev.varve.metadata;

import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.Codec;
import dev.varve.codec.CodecChain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The codecs that metadata can name: an open family, keyed by name. Immutable; {@link #with} gives a registry that knows one
 * more.
 */
public final class CodecRegistry {
    private static final CodecRegistry STANDARD = new CodecRegistry(Map.of())
            .withAll(StandardCodecs.all())
            .withAll(RegisteredFilters.all())
            .withAll(RegisteredSerializers.all())
            .withAll(NumcodecsNames.all())
            .withAll(NumcodecsFilters.all())
            .withAll(NumcodecsObjects.all())
            .withAll(ZarrsNames.all())
            .withAll(VarveNames.all());

    private final Map<String, CodecFormat<?>> formats;
    private final Map<Class<?>, CodecFormat<?>> written;

    private CodecRegistry(Map<String, CodecFormat<?>> formats) {
        this.formats = Collections.unmodifiableMap(new LinkedHashMap<>(formats));
        this.written = formats.values().stream()
                .filter(format -> format.writing().isPresent())
                .collect(Collectors.toUnmodifiableMap(CodecFormat::type, format -> format));
    }

    /** All codecs that Varve brings. */
    public static CodecRegistry standard() {
        return STANDARD;
    }

    /**
     * A registry that knows one codec more.
     *
     * @throws IllegalArgumentException when the name is taken, or the class already is written under another name
     */
    public CodecRegistry with(CodecFormat<?> format) {
        return withAll(List.of(format));
    }

    private CodecRegistry withAll(List<CodecFormat<?>> more) {
        Map<String, CodecFormat<?>> all = new LinkedHashMap<>(formats);
        for (CodecFormat<?> format : more) {
            if (all.put(format.name(), format) != null) {
                throw new IllegalArgumentException("codec \"" + format.name() + "\" is registered twice");
            }
        }
        requireOneNameEach(all);
        return new CodecRegistry(all);
    }

    private static void requireOneNameEach(Map<String, CodecFormat<?>> all) {
        Map<Class<?>, String> names = new LinkedHashMap<>();
        for (CodecFormat<?> format : all.values()) {
            String other = format.writing().isPresent() ? names.put(format.type(), format.name()) : null;
            if (other != null) {
                throw new IllegalArgumentException(format.type().getSimpleName() + " is written as both \"" + other
                        + "\" and \"" + format.name() + "\"");
            }
        }
    }

    /** All names, aliases among them. */
    public Set<String> names() {
        return formats.keySet();
    }

    /** How a codec of this name is written. */
    public Optional<CodecFormat<?>> format(String name) {
        return Optional.ofNullable(formats.get(name));
    }

    /** How a codec of this class is written. */
    public Optional<CodecFormat<?>> format(Class<? extends Codec> type) {
        return Optional.ofNullable(written.get(type));
    }

    /**
     * Whether a name is in the Zarr core or its registered extensions, so that any software may be expected to know it.
     *
     * @throws IllegalArgumentException when the name is not registered
     */
    public boolean isPortable(String name) {
        return format(name)
                        .orElseThrow(() -> new IllegalArgumentException("no codec \"" + name + "\""))
                        .standing()
                == CodecFormat.Standing.PORTABLE;
    }

    /** The codecs of a chain, and those inside them, that other software knows in Zarr v2 only: their names, each once, sorted. */
    public SortedSet<String> zarrV2Only(CodecChain chain) {
        SortedSet<String> found = new TreeSet<>();
        collectZarrV2Only(toJson(chain), found);
        return found;
    }

    private void collectZarrV2Only(Json json, SortedSet<String> found) {
        if (json instanceof JsonArray array) {
            array.items().forEach(item -> collectZarrV2Only(item, found));
        } else if (json instanceof JsonObject object) {
            if (object.get("name").orElse(JsonNull.NULL) instanceof JsonString name) {
                format(name.value())
                        .filter(format -> format.standing() == CodecFormat.Standing.ZARR_V2_ONLY)
                        .ifPresent(format -> found.add(format.name()));
            }
            object.members().values().forEach(member -> collectZarrV2Only(member, found));
        }
    }

    /** Reads one codec; nothing when it is unknown and says that it need not be understood. */
    public Optional<Codec> parse(JsonCursor cursor) throws MetadataException {
        Extension codec = Extension.parse(cursor);
        CodecFormat<?> format = formats.get(ZarrsNames.registered(codec.name()));
        if (format != null) {
            return Optional.of(format.parse(codec.configuration(), this));
        }
        if (!codec.mustUnderstand()) {
            return Optional.empty();
        }
        Optional<String> refusal = RefusedCodecs.reason(ZarrsNames.registered(codec.name()));
        if (refusal.isPresent()) {
            throw codec.at().error("codec " + codec.at().quoted() + " is not supported: " + refusal.get());
        }
        throw codec.at()
                .error("codec " + codec.at().quoted() + " is not known"
                        + NearestNames.hint(NumcodecsNames.without(codec.name()), shortNames()) + ". Known: "
                        + String.join(", ", names())
                        + ". Rewrite the array with one of these, using the software that wrote it");
    }

    /** All names without numcodecs' prefix, each once, sorted: what people type. */
    List<String> shortNames() {
        return names().stream().map(NumcodecsNames::without).distinct().sorted().toList();
    }

    /** Reads a list of codecs: filters, one serializer, then compressors. */
    public CodecChain parseChain(JsonCursor codecs) throws MetadataException {
        List<ArrayToArrayCodec> filters = new ArrayList<>();
        List<ArrayToBytesCodec> serializers = new ArrayList<>();
        List<BytesToBytesCodec> compressors = new ArrayList<>();
        for (JsonCursor item : codecs.items()) {
            Optional<Codec> codec = parse(item);
            if (codec.isEmpty()) {
                continue;
            }
            if (codec.get() instanceof ArrayToArrayCodec filter) {
                requireBefore(serializers.isEmpty(), item, "the codec that makes bytes of the array");
                filters.add(filter);
            } else if (codec.get() instanceof ArrayToBytesCodec serializer) {
                requireBefore(serializers.isEmpty(), item, "another codec that makes bytes of the array");
                requireBefore(compressors.isEmpty(), item, "a codec that takes bytes");
                serializers.add(serializer);
            } else if (codec.get() instanceof BytesToBytesCodec compressor) {
                compressors.add(compressor);
            }
        }
        if (serializers.isEmpty()) {
            throw codecs.error("no codec here makes bytes of the array, such as \"bytes\" or \"sharding_indexed\"");
        }
        return new CodecChain(filters, serializers.get(0), compressors);
    }

    private static void requireBefore(boolean isInOrder, JsonCursor codec, String other) throws MetadataException {
        if (!isInOrder) {
            throw codec.error("stands after " + other);
        }
    }

    /**
     * Writes one codec.
     *
     * @throws IllegalArgumentException when Zarr metadata has no name for it
     */
    public JsonObject toJson(Codec codec) {
        CodecFormat<?> format = format(codec.getClass())
                .orElseThrow(() -> new IllegalArgumentException("codec " + codec.name()
                        + " has no name in Zarr metadata; choose one of " + String.join(", ", names())));
        JsonObject configuration = format.configuration(codec, this);
        // zarr-python refuses a codec of numcodecs without a configuration, even one that has nothing to say.
        return configuration.isEmpty() && format.name().startsWith(NumcodecsNames.PREFIX)
                ? Extension.toJson(format.name(), configuration).with("configuration", configuration)
                : Extension.toJson(format.name(), configuration);
    }

    /** How a codec is written. */
    CodecFormat<?> formatOf(Codec codec) {
        return format(codec.getClass())
                .orElseThrow(() -> new IllegalArgumentException("codec " + codec.name()
                        + " has no name in Zarr metadata; choose one of " + String.join(", ", names())));
    }

    /** Writes all codecs of a chain. */
    public JsonArray toJson(CodecChain chain) {
        return new JsonArray(chain.codecs().stream().<Json>map(this::toJson).toList());
    }
}
