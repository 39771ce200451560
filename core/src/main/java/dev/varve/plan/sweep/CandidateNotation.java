package dev.varve.plan.sweep;

import dev.varve.array.DataType;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.Codec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.filter.NumcodecsBitroundCodec;
import dev.varve.metadata.ChainNotation;
import dev.varve.metadata.CodecFormat;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonNull;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.JsonWriter;
import dev.varve.metadata.MetadataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Candidates as text, in the way of dc_toolkit, so that tables of both can be laid side by side.
 *
 * <p>The identity is JSON on one line, members sorted, codecs with the configuration that zarr-python's numcodecs codecs
 * have: {@code {"compressor":{"configuration":{"level":9},"name":"numcodecs.zstd"},"filter":null,"serializer":null}}. The
 * usual serializer is null; several codecs in a place are a list. The label is for people:
 * {@code zstd(level=9) | bitround(keepbits=12) | -}. It is dc_toolkit's, and a chain in the notation of {@link ChainNotation} that
 * stores the same: numcodecs' bitround, which hands on integers, is named with its prefix where a serializer would see that.
 */
public final class CandidateNotation {
    private static final String COMPRESSOR = "compressor";
    private static final String FILTER = "filter";
    private static final String SERIALIZER = "serializer";
    private static final String NONE = "-";
    private static final String PREFIX = "numcodecs.";

    private final CodecRegistry registry;

    /** The notation of the codecs of a registry. */
    public CandidateNotation(CodecRegistry registry) {
        this.registry = registry;
    }

    /** The one text that stands for a candidate on elements of a type. */
    public String identity(Candidate candidate, DataType type) {
        return JsonWriter.compact(sorted(JsonObject.builder()
                .put(COMPRESSOR, place(candidate.compressors()))
                .put(FILTER, place(candidate.stage().filters()))
                .put(SERIALIZER, place(serializers(candidate, type)))
                .build()));
    }

    /** The text for people: {@code compressor | filter | serializer}, arguments sorted by name. */
    public String label(Candidate candidate, DataType type) {
        String filters = candidate.stage().filters().isEmpty()
                ? NONE
                : candidate.stage().filters().stream()
                        .map(filter -> label(filter, isOwn(filter, candidate.stage())))
                        .collect(Collectors.joining("+"));
        return label(candidate.compressors()) + " | " + filters + " | " + label(serializers(candidate, type));
    }

    /** Whether a name without numcodecs' prefix would mean another codec, with which other bytes would be stored. */
    private static boolean isOwn(ArrayToArrayCodec filter, Stage stage) {
        return filter instanceof NumcodecsBitroundCodec && !stage.serializer().seesBitsOnly();
    }

    /** What stands in the serializer's place: nothing where it is the usual one. */
    private static List<ArrayToBytesCodec> serializers(Candidate candidate, DataType type) {
        ArrayToBytesCodec serializer = candidate.stage().serializer();
        return serializer.equals(ChainNotation.usualSerializer(type)) ? List.of() : List.of(serializer);
    }

    private Json place(List<? extends Codec> codecs) {
        List<Json> items = codecs.stream().<Json>map(this::json).toList();
        return items.isEmpty() ? JsonNull.NULL : items.size() == 1 ? items.get(0) : new JsonArray(items);
    }

    private JsonObject json(Codec codec) {
        return PeerConfiguration.of(codec).orElseGet(() -> registry.toJson(codec));
    }

    private static Json sorted(Json json) {
        if (json instanceof JsonObject object) {
            Map<String, Json> members = new TreeMap<>();
            object.members().forEach((name, value) -> members.put(name, sorted(value)));
            return new JsonObject(members);
        }
        if (json instanceof JsonArray array) {
            return new JsonArray(
                    array.items().stream().map(CandidateNotation::sorted).toList());
        }
        return json;
    }

    private String label(List<? extends Codec> codecs) {
        return codecs.isEmpty() ? NONE : codecs.stream().map(this::label).collect(Collectors.joining("+"));
    }

    private String label(Codec codec) {
        return label(codec, false);
    }

    private String label(Codec codec, boolean isOwn) {
        JsonObject json = (JsonObject) sorted(json(codec));
        String name = ((JsonString) json.get("name").orElseThrow()).value();
        String word = name.startsWith(PREFIX) && !isOwn ? name.substring(PREFIX.length()) : name;
        JsonObject configuration = (JsonObject) json.get("configuration").orElse(JsonObject.EMPTY);
        return word
                + configuration.members().entrySet().stream()
                        .map(member -> member.getKey() + "=" + word(member.getValue()))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String word(Json value) {
        return value instanceof JsonString text ? text.value() : JsonWriter.compact(value);
    }

    /**
     * The candidate that an identity stands for.
     *
     * @param type of the elements, which decides the serializer where none is named
     * @throws MetadataException when the text is none
     */
    public Candidate parse(String identity, DataType type) throws MetadataException {
        JsonCursor places = JsonCursor.of(JsonReader.read(identity));
        places.requireOnly(Set.of(COMPRESSOR, FILTER, SERIALIZER));
        List<BytesToBytesCodec> compressors = codecs(places.get(COMPRESSOR), BytesToBytesCodec.class);
        List<ArrayToArrayCodec> filters = codecs(places.get(FILTER), ArrayToArrayCodec.class);
        List<ArrayToBytesCodec> serializers = codecs(places.get(SERIALIZER), ArrayToBytesCodec.class);
        if (serializers.size() > 1) {
            throw places.get(SERIALIZER).error("names " + serializers.size() + " codecs; one is possible");
        }
        ArrayToBytesCodec serializer = serializers.isEmpty() ? ChainNotation.usualSerializer(type) : serializers.get(0);
        return new Candidate(new Stage(filters, serializer), compressors);
    }

    private <C extends Codec> List<C> codecs(JsonCursor place, Class<C> kind) throws MetadataException {
        List<C> codecs = new ArrayList<>();
        if (place.value() == JsonNull.NULL) {
            return codecs;
        }
        for (JsonCursor item : place.value() instanceof JsonArray ? place.items() : List.of(place)) {
            Codec codec = registry.parse(item).orElseThrow(() -> item.error("is not known"));
            if (!kind.isInstance(codec)) {
                throw item.error("codec \"" + codec.name() + "\" does not belong here");
            }
            codecs.add(kind.cast(codec));
        }
        return codecs;
    }

    /**
     * Whether any reader of Zarr v3 may be expected to decode the chain: every codec that a store names is
     * {@link CodecFormat.Standing#PORTABLE}. Codecs whose work is done by encoding are not named.
     */
    public boolean isPortable(Candidate candidate) {
        return isPortable(candidate.chain());
    }

    /** Whether any reader of Zarr v3 may be expected to decode a chain. */
    public boolean isPortable(CodecChain chain) {
        return chain.withoutWhatEncodingDoes().codecs().stream().allMatch(codec -> registry.format(codec.getClass())
                .filter(format -> format.standing() == CodecFormat.Standing.PORTABLE)
                .isPresent());
    }
}
