package dev.varve.run.sweep;

import dev.varve.array.Bytes;
import dev.varve.array.Shape;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.JsonWriter;
import dev.varve.metadata.MetadataException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the numbers of a sweep depend on, so that rows of two sweeps are never mixed: what is measured is the same
 * where all of it is. Gates are no part of it, because they are applied afterwards.
 *
 * @param entries names that people understand, and texts that are equal when the things are
 */
public record SweepState(Map<String, String> entries) {
    private static final String SCHEMA = "varve.sweep_state/1";

    public SweepState {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /**
     * The state of a sweep of one variable.
     *
     * @param source what is read; its name and times may differ, its description may not
     * @param sample which part of it is tried
     * @param chunk the shape of the sample's chunks
     * @param settings whatever else changes measured numbers or which parts there are, by names that people understand
     * @param space a digest of the candidates
     * @param measures the version of the measures
     */
    public static SweepState of(
            Recipe.SourceStamp source,
            Recipe.SampleStamp sample,
            Shape chunk,
            Map<String, String> settings,
            String space,
            String measures) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("description of the variable", source.digest());
        entries.put("shape of the sample", sample.shape().toString());
        entries.put("indices of the sample", sample.indices().toString());
        entries.put("data of the sample", sample.digest());
        entries.put("chunk shape", chunk.toString());
        entries.putAll(settings);
        entries.put("candidates", space);
        entries.put("version of the measures", measures);
        return new SweepState(entries);
    }

    /** The first thing that differs, with both values; nothing when nothing does. */
    Optional<String> firstDifference(SweepState other) {
        Map<String, String> all = new LinkedHashMap<>(entries);
        other.entries.forEach(all::putIfAbsent);
        for (String name : all.keySet()) {
            String mine = entries.getOrDefault(name, "nothing");
            String theirs = other.entries.getOrDefault(name, "nothing");
            if (!mine.equals(theirs)) {
                return Optional.of(name + ": was " + shown(mine) + ", is " + shown(theirs));
            }
        }
        return Optional.empty();
    }

    private static String shown(String value) {
        int most = 60;
        return value.length() <= most ? value : value.substring(0, most) + "...";
    }

    Bytes toBytes() {
        JsonObject.Builder state = JsonObject.builder();
        entries.forEach(state::put);
        return JsonWriter.prettyBytes(JsonObject.builder()
                .put("schema", SCHEMA)
                .put("state", state.build())
                .build());
    }

    static SweepState parse(Bytes document) throws MetadataException {
        JsonCursor whole = JsonCursor.of(JsonReader.read(document));
        whole.get("schema").oneOf(List.of(SCHEMA));
        Map<String, String> entries = new LinkedHashMap<>();
        for (Map.Entry<String, Json> entry :
                whole.get("state").object().members().entrySet()) {
            if (!(entry.getValue() instanceof JsonString text)) {
                throw whole.get("state").get(entry.getKey()).error("must be a string");
            }
            entries.put(entry.getKey(), text.value());
        }
        return new SweepState(entries);
    }
}
