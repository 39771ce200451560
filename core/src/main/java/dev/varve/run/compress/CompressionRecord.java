package dev.varve.run.compress;

import dev.varve.dataset.Attribute;
import dev.varve.dataset.Variable;
import dev.varve.measure.FieldMeasures;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.MetadataException;
import dev.varve.plan.sweep.Gate;
import dev.varve.plan.sweep.Gates;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a field was compressed, as its attribute {@link #NAME} says it: JSON in a text, which survives every format.
 *
 * @param codecs the chain, as people write it
 * @param wanted the chain that was wanted first; another one than {@code codecs} where that one broke the budget
 * @param gates what the field has to keep; may be none
 * @param errors what was measured, by the gates' names; what is not finite is left out
 * @param chunks how many chunks were encoded
 * @param losslessChunks how many of them were stored without loss, because they would have broken the budget
 * @param source what was read
 * @param digest the digest of its description
 */
public record CompressionRecord(
        String codecs,
        String wanted,
        Gates gates,
        SortedMap<String, Double> errors,
        long chunks,
        long losslessChunks,
        String source,
        String digest) {
    /** The attribute's name. */
    public static final String NAME = "varve_compression";

    private static final String SCHEMA = "varve.compression/1";

    public CompressionRecord {
        errors = Collections.unmodifiableSortedMap(new TreeMap<>(errors));
    }

    /** What was measured, by the gates' names; Q99 only where its cut was looked for. */
    public static SortedMap<String, Double> errors(FieldMeasures measures, Gates gates) {
        SortedMap<String, Double> errors = new TreeMap<>();
        for (Gate gate : Gate.values()) {
            boolean isMeasured = gate != Gate.Q99 || gates.thresholds().containsKey(Gate.Q99);
            gate.value(measures).stream()
                    .filter(value -> isMeasured && Double.isFinite(value))
                    .forEach(value -> errors.put(gate.label(), value));
        }
        return errors;
    }

    /** The attribute. */
    public Attribute attribute() {
        return new Attribute(NAME, new Attribute.Text(toJson().toText()));
    }

    private JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder().put("schema", SCHEMA).put("codecs", codecs);
        if (!wanted.equals(codecs)) {
            json.put("wanted_codecs", wanted);
        }
        return json.put("gates", gatesJson())
                .put("errors", numbers(errors))
                .put("chunks", chunks)
                .put("lossless_chunks", losslessChunks)
                .put("source", source)
                .put("source_digest", digest)
                .build();
    }

    private JsonObject gatesJson() {
        SortedMap<String, Double> named = new TreeMap<>();
        gates.thresholds().forEach((gate, threshold) -> named.put(gate.label(), threshold));
        return numbers(named);
    }

    private static JsonObject numbers(Map<String, Double> values) {
        JsonObject.Builder json = JsonObject.builder();
        values.forEach((name, value) -> json.put(name, JsonNumber.of(value)));
        return json.build();
    }

    /**
     * The record of a variable, where it has one.
     *
     * @throws MetadataException when its text is none that was ever written
     */
    public static Optional<CompressionRecord> of(Variable variable) throws MetadataException {
        Optional<Attribute> attribute = variable.attribute(NAME);
        if (attribute.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(text(attribute.get().value())));
        } catch (MetadataException e) {
            throw e.in("variable '" + variable.path() + "', attribute " + NAME);
        }
    }

    private static String text(Attribute.Value value) throws MetadataException {
        if (value instanceof Attribute.Text text) {
            return text.text();
        }
        if (value instanceof Attribute.Strings strings && strings.texts().size() == 1) {
            return strings.texts().get(0);
        }
        throw new MetadataException("", "is no text");
    }

    private static CompressionRecord parse(String text) throws MetadataException {
        JsonCursor json = JsonCursor.of(JsonReader.read(text));
        json.get("schema").oneOf(List.of(SCHEMA));
        String codecs = json.get("codecs").string();
        Optional<JsonCursor> wanted = json.find("wanted_codecs");
        return new CompressionRecord(
                codecs,
                wanted.isPresent() ? wanted.get().string() : codecs,
                gates(json.get("gates")),
                numbers(json.get("errors")),
                json.get("chunks").integer(0, Long.MAX_VALUE),
                json.get("lossless_chunks").integer(0, Long.MAX_VALUE),
                json.get("source").string(),
                json.get("source_digest").string());
    }

    private static Gates gates(JsonCursor json) throws MetadataException {
        SortedMap<Gate, Double> thresholds = new TreeMap<>();
        for (Map.Entry<String, Double> named : numbers(json).entrySet()) {
            Gate gate = Gate.find(named.getKey())
                    .orElseThrow(
                            () -> json.error("has a gate '" + named.getKey() + "' that this version does not know"));
            thresholds.put(gate, named.getValue());
        }
        try {
            return new Gates(thresholds);
        } catch (IllegalArgumentException e) {
            MetadataException failure = json.error(e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    private static SortedMap<String, Double> numbers(JsonCursor json) throws MetadataException {
        SortedMap<String, Double> numbers = new TreeMap<>();
        for (Map.Entry<String, Json> member : json.object().members().entrySet()) {
            if (!(member.getValue() instanceof JsonNumber number)) {
                throw json.get(member.getKey()).error("is no number");
            }
            numbers.put(member.getKey(), number.toDouble());
        }
        return numbers;
    }

    /** For reports: chains that were tried and broke the budget. */
    public static Json json(List<FieldOutcome.Broken> broken) {
        List<Json> items = new ArrayList<>();
        for (FieldOutcome.Broken one : broken) {
            items.add(JsonObject.builder()
                    .put("codecs", new JsonString(one.label()))
                    .put("reason", one.reason())
                    .build());
        }
        return new JsonArray(items);
    }
}
