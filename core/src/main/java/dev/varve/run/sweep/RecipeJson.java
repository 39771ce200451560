package dev.varve.run.sweep;

import dev.varve.array.Shape;
import dev.varve.measure.FieldMeasures;
import dev.varve.measure.FieldStatistics;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.MetadataException;
import dev.varve.plan.sweep.Gate;
import dev.varve.plan.sweep.Gates;
import dev.varve.run.parquet.CellKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Recipes as members of a JSON object, and back to the same bits: chains as the {@code codecs} of {@code zarr.json}, errors by
 * the names of their columns. What is no finite number is the text {@code "NaN"}, {@code "Infinity"} or {@code "-Infinity"}.
 */
final class RecipeJson {
    private static final CodecRegistry REGISTRY = CodecRegistry.standard();

    private RecipeJson() {}

    static JsonObject toJson(Recipe recipe) {
        Recipe.SourceStamp source = recipe.source();
        Recipe.SampleStamp sample = recipe.sample();
        List<Json> indices = sample.indices().stream()
                .<Json>map(axis ->
                        new JsonArray(axis.stream().<Json>map(JsonNumber::of).toList()))
                .toList();
        JsonObject.Builder gates = JsonObject.builder();
        recipe.gates().thresholds().forEach((gate, threshold) -> gates.put(gate.label(), real(threshold)));
        return JsonObject.builder()
                .put("variable", recipe.variable())
                .put(
                        "source",
                        JsonObject.builder()
                                .put("name", source.name())
                                .put("digest", source.digest())
                                .put("size_bytes", source.sizeBytes())
                                .put("modified_millis", source.modifiedMillis())
                                .build())
                .put(
                        "sample",
                        JsonObject.builder()
                                .put("indices", new JsonArray(indices))
                                .put("shape", JsonArray.of(sample.shape().extents()))
                                .put("digest", sample.digest())
                                .build())
                .put("inner_chunk_bytes", recipe.innerChunkBytes())
                .put("chunk", JsonArray.of(recipe.chunk().extents()))
                .put("gates", gates.build())
                .put("statistics", statistics(recipe.statistics()))
                .put(
                        "ranked",
                        new JsonArray(recipe.ranked().stream()
                                .<Json>map(RecipeJson::ranked)
                                .toList()))
                .build();
    }

    private static JsonObject statistics(FieldStatistics field) {
        return JsonObject.builder()
                .put("cells", field.cells())
                .put("finite", field.finite())
                .put("missing", field.missing())
                .put("not_a_number", field.notANumber())
                .put("infinite", field.infinite())
                .put("min", real(field.min()))
                .put("max", real(field.max()))
                .put("mean", real(field.mean()))
                .put("mean_absolute", real(field.meanAbsolute()))
                .put("standard_deviation", real(field.standardDeviation()))
                .build();
    }

    private static JsonObject ranked(Recipe.Ranked ranked) {
        JsonObject.Builder errors = JsonObject.builder();
        ResultColumn.errors(ranked.errors())
                .forEach((name, cell) ->
                        errors.put(name, cell instanceof Double number ? real(number) : JsonNumber.of((Long) cell)));
        return JsonObject.builder()
                .put("label", ranked.label())
                .put("codecs", REGISTRY.toJson(ranked.chain()))
                .put("portable", ranked.isPortable())
                .put("ratio", real(ranked.ratio()))
                .put("errors", errors.build())
                .build();
    }

    static Json real(double value) {
        JsonNumber number = JsonNumber.of(value);
        return Double.isFinite(value) ? number : new JsonString(number.text());
    }

    /** A number of {@link #real(double)}. */
    static double real(JsonCursor number) throws MetadataException {
        if (number.value() instanceof JsonNumber finite) {
            return finite.toDouble();
        }
        return Double.parseDouble(number.oneOf(List.of("NaN", "Infinity", "-Infinity")));
    }

    static Recipe parse(JsonCursor recipe) throws MetadataException {
        JsonCursor source = recipe.get("source");
        List<Recipe.Ranked> ranked = new ArrayList<>();
        for (JsonCursor one : recipe.get("ranked").items()) {
            ranked.add(ranked(one));
        }
        if (ranked.isEmpty()) {
            throw recipe.get("ranked").error("is empty: no chain keeps the gates");
        }
        return new Recipe(
                recipe.get("variable").string(),
                new Recipe.SourceStamp(
                        source.get("name").string(),
                        source.get("digest").string(),
                        count(source.get("size_bytes")),
                        source.get("modified_millis").integer(Long.MIN_VALUE, Long.MAX_VALUE)),
                sample(recipe.get("sample")),
                count(recipe.get("inner_chunk_bytes")),
                Shape.of(recipe.get("chunk").integers(0)),
                gates(recipe.get("gates")),
                statistics(recipe.get("statistics")),
                ranked);
    }

    private static long count(JsonCursor count) throws MetadataException {
        return count.integer(0, Long.MAX_VALUE);
    }

    private static Recipe.SampleStamp sample(JsonCursor sample) throws MetadataException {
        List<List<Long>> indices = new ArrayList<>();
        for (JsonCursor axis : sample.get("indices").items()) {
            indices.add(Arrays.stream(axis.integers(0)).boxed().toList());
        }
        return new Recipe.SampleStamp(
                indices,
                Shape.of(sample.get("shape").integers(0)),
                sample.get("digest").string());
    }

    private static Gates gates(JsonCursor gates) throws MetadataException {
        SortedMap<Gate, Double> thresholds = new TreeMap<>();
        for (String label : gates.object().members().keySet()) {
            Gate gate = Arrays.stream(Gate.values())
                    .filter(one -> one.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> gates.error("gate \"" + label + "\" is not known"));
            thresholds.put(gate, real(gates.get(label)));
        }
        try {
            return new Gates(thresholds);
        } catch (IllegalArgumentException e) {
            throw gates.error(e.getMessage());
        }
    }

    private static FieldStatistics statistics(JsonCursor field) throws MetadataException {
        return new FieldStatistics(
                count(field.get("cells")),
                count(field.get("finite")),
                count(field.get("missing")),
                count(field.get("not_a_number")),
                count(field.get("infinite")),
                real(field.get("min")),
                real(field.get("max")),
                real(field.get("mean")),
                real(field.get("mean_absolute")),
                real(field.get("standard_deviation")));
    }

    private static Recipe.Ranked ranked(JsonCursor ranked) throws MetadataException {
        return new Recipe.Ranked(
                ranked.get("label").string(),
                REGISTRY.parseChain(ranked.get("codecs")),
                ranked.get("portable").bool(),
                real(ranked.get("ratio")),
                errors(ranked.get("errors")));
    }

    private static FieldMeasures errors(JsonCursor errors) throws MetadataException {
        Map<String, Object> cells = new HashMap<>();
        for (String name : errors.object().members().keySet()) {
            Optional<ResultColumn> column = ResultColumn.find(name);
            if (column.isPresent()) {
                boolean isReal = column.get().kind() == CellKind.REAL;
                cells.put(name, isReal ? (Object) real(errors.get(name)) : (Object) count(errors.get(name)));
            }
        }
        try {
            return new ResultCells(cells).errors();
        } catch (IllegalArgumentException e) {
            throw errors.error(e.getMessage());
        }
    }
}
