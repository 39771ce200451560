package dev.varve.report;

import dev.varve.measure.FieldMeasures;
import dev.varve.measure.FieldStatistics;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonNull;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import dev.varve.plan.sweep.Gate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What the page's script reads. Rows are columns: codecs and measures are numbered, because thousands of candidates share
 * dozens of codecs and, as lossless compressors change no error, hundreds of measures.
 */
final class ReportJson {
    /** The script numbers them in this order. */
    private static final List<ReportRow.Status> STATUSES = List.of(
            ReportRow.Status.MEASURED, ReportRow.Status.ESTIMATED, ReportRow.Status.SKIPPED, ReportRow.Status.FAILED);

    private final ReportField field;
    private final Map<String, Integer> words = new LinkedHashMap<>();
    private final Map<FieldMeasures, Integer> measures = new LinkedHashMap<>();

    private ReportJson(ReportField field) {
        this.field = field;
    }

    /** The object of a field. */
    static JsonObject of(ReportField field, CandidateClusters clusters) {
        return new ReportJson(field).build(clusters);
    }

    private JsonObject build(CandidateClusters clusters) {
        JsonObject.Builder json = JsonObject.builder()
                .put("variable", field.variable())
                .put("facts", facts())
                .put("source", field.source())
                .put("source_share", JsonNumber.of(field.sourceBytesShare()))
                .put("gates", gates())
                .put("winner", field.winner().<Json>map(JsonString::new).orElse(JsonNull.NULL))
                .put("rows", rows(clusters))
                .put("clusters", clusters(clusters));
        field.statistics().ifPresent(statistics -> json.put("statistics", statistics(statistics)));
        field.portrait().ifPresent(portrait -> json.put("portrait", FieldPortraitJson.toJson(portrait)));
        return json.build();
    }

    private JsonArray facts() {
        return new JsonArray(field.facts().stream()
                .<Json>map(fact -> JsonArray.of(new JsonString(fact.name()), new JsonString(fact.text())))
                .toList());
    }

    private JsonArray gates() {
        List<Json> gates = new ArrayList<>();
        for (Gate gate : Gate.values()) {
            Double threshold = field.gates().thresholds().get(gate);
            gates.add(JsonObject.builder()
                    .put("name", gate.label())
                    .put("is_floor", gate.isFloor())
                    .put("threshold", threshold == null ? JsonNull.NULL : JsonNumber.of(threshold))
                    .build());
        }
        return new JsonArray(gates);
    }

    private static JsonObject statistics(FieldStatistics statistics) {
        return JsonObject.builder()
                .put("cells", statistics.cells())
                .put("finite", statistics.finite())
                .put("missing", statistics.missing())
                .put("min", JsonNumber.of(finite(statistics.min())))
                .put("max", JsonNumber.of(finite(statistics.max())))
                .put("mean", JsonNumber.of(finite(statistics.mean())))
                .put("deviation", JsonNumber.of(finite(statistics.standardDeviation())))
                .build();
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : 0;
    }

    private JsonObject rows(CandidateClusters clusters) {
        List<ReportRow> rows = field.rows();
        double[] ratios = column(ReportRow::ratio);
        JsonObject.Builder json = JsonObject.builder()
                .put("count", rows.size())
                .put("compressor", numbered(ReportRow::compressor))
                .put("filter", numbered(ReportRow::filter))
                .put("serializer", numbered(ReportRow::serializer))
                .put("reason", numbered(ReportRow::reason))
                .put(
                        "status",
                        PackedNumbers.shorts(rows.stream()
                                .mapToInt(row -> STATUSES.indexOf(row.status()))
                                .toArray()))
                .put(
                        "portable",
                        PackedNumbers.shorts(rows.stream()
                                .mapToInt(row -> row.isPortable() ? 1 : 0)
                                .toArray()))
                .put("ratio", PackedNumbers.doubles(ratios))
                .put("encode", PackedNumbers.floats(floats(ReportRow::encodeRate)))
                .put("decode", PackedNumbers.floats(floats(ReportRow::decodeRate)))
                .put("peak", PackedNumbers.floats(floats(ReportRow::peakBytes)))
                .put("errors", PackedNumbers.floats(errors()))
                .put("cluster", cluster(clusters));
        return json.put(
                        "words",
                        new JsonArray(words.keySet().stream()
                                .<Json>map(JsonString::new)
                                .toList()))
                .put("measures", measures())
                .build();
    }

    private Json numbered(Function<ReportRow, String> text) {
        // Whole numbers up to 2^24 are exact in float32.
        float[] numbers = new float[field.rows().size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = words.computeIfAbsent(text.apply(field.rows().get(i)), word -> words.size());
        }
        return PackedNumbers.floats(numbers);
    }

    private double[] column(Function<ReportRow, OptionalDouble> value) {
        return field.rows().stream()
                .mapToDouble(row -> value.apply(row).orElse(Double.NaN))
                .toArray();
    }

    private float[] floats(Function<ReportRow, OptionalDouble> value) {
        return narrowed(column(value));
    }

    private static float[] narrowed(double[] column) {
        float[] floats = new float[column.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) column[i];
        }
        return floats;
    }

    /** The number of each row's measures; NaN without any. */
    private float[] errors() {
        return narrowed(field.rows().stream()
                .mapToDouble(row -> row.errors()
                        .map(seen -> (double) measures.computeIfAbsent(seen, unseen -> measures.size()))
                        .orElse(Double.NaN))
                .toArray());
    }

    /** Of each gate what all distinct measures show, exactly, so that the page judges as the sweep did. */
    private JsonObject measures() {
        JsonObject.Builder json = JsonObject.builder();
        for (Gate gate : Gate.values()) {
            json.put(
                    gate.label(),
                    PackedNumbers.doubles(measures.keySet().stream()
                            .mapToDouble(seen -> shown(gate, gate.value(seen)))
                            .toArray()));
        }
        return json.build();
    }

    /** NaN tells the page that a gate does not apply; a measure that is NaN keeps no gate, and is infinitely bad there. */
    private static double shown(Gate gate, OptionalDouble value) {
        if (value.isEmpty()) {
            return Double.NaN;
        }
        double worst = gate.isFloor() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        return Double.isNaN(value.getAsDouble()) ? worst : value.getAsDouble();
    }

    private Json cluster(CandidateClusters clusters) {
        int[] labels = new int[field.rows().size()];
        for (int i = 0; i < labels.length; i++) {
            // Clusters are counted from 1 there: 0 stands for none.
            labels[i] = clusters.count() == 0 ? 0 : clusters.labels().get(i).orElse(-1) + 1;
        }
        return PackedNumbers.shorts(labels);
    }

    private static JsonArray clusters(CandidateClusters clusters) {
        return new JsonArray(clusters.trials().stream()
                .<Json>map(trial -> JsonObject.builder()
                        .put("clusters", trial.clusters())
                        .put("inertia", JsonNumber.of(trial.inertia()))
                        .put("silhouette", JsonNumber.of(trial.silhouette()))
                        .build())
                .toList());
    }
}
