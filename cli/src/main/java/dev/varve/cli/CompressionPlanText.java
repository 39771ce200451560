package dev.varve.cli;

import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import dev.varve.run.compress.FieldBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A compression's plan, shown instead of carried out. */
final class CompressionPlanText {
    private CompressionPlanText() {}

    /** For people. */
    static List<String> lines(Compression compression, String input, String output) {
        List<String> lines = new ArrayList<>();
        lines.add(input + " to " + output + " (Zarr v3)");
        lines.add("");
        Table table = new Table("lllr");
        table.row("field", "codecs", "budget", "predicted");
        for (FieldPlan field : compression.fields()) {
            table.row(
                    field.path(),
                    field.wanted(),
                    compression.isThere(field) ? "is there already" : budget(field),
                    field.attempts().get(0).predictedRatio().isPresent()
                            ? String.format(
                                    Locale.ROOT,
                                    "%.2f",
                                    field.attempts().get(0).predictedRatio().getAsDouble())
                            : "-");
        }
        lines.addAll(table.lines(DatasetText.WIDTH));
        lines.add("");
        compression.fields().forEach(field -> field.notes().forEach(note -> lines.add(field.path() + ": " + note)));
        lines.addAll(PlanText.lines(compression.copies()));
        return lines;
    }

    private static String budget(FieldPlan field) {
        List<String> parts = new ArrayList<>();
        field.gates()
                .thresholds()
                .forEach((gate, threshold) ->
                        parts.add(gate.label() + (gate.isFloor() ? " >= " : " <= ") + FieldBudget.number(threshold)));
        return parts.isEmpty() ? "none" : String.join(", ", parts);
    }

    /** For programs: schema {@code varve.compress_plan/1}. */
    static JsonObject json(Compression compression, String input, String output) {
        List<Json> fields = new ArrayList<>();
        for (FieldPlan field : compression.fields()) {
            JsonObject.Builder gates = JsonObject.builder();
            field.gates().thresholds().forEach((gate, threshold) -> gates.put(gate.label(), JsonNumber.of(threshold)));
            List<Json> attempts = new ArrayList<>();
            field.attempts().forEach(attempt -> attempts.add(new JsonString(attempt.label())));
            fields.add(JsonObject.builder()
                    .put("path", "/" + field.path())
                    .put("codecs", new JsonArray(attempts))
                    .put("gates", gates.build())
                    .put("present", compression.isThere(field))
                    .build());
        }
        JsonObject.Builder json = JsonObject.builder()
                .put("schema", "varve.compress_plan/1")
                .put("input", input)
                .put("output", output)
                .put("fields", new JsonArray(fields));
        return PlanText.put(json, compression.copies()).build();
    }
}
