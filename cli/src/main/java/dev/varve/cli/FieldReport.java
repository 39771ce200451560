package dev.varve.cli;

import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import dev.varve.plan.sweep.Gate;
import dev.varve.run.compress.CompressionRecord;
import dev.varve.run.compress.FieldBudget;
import dev.varve.run.compress.FieldOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of one field.
 *
 * @param plan what was to be done
 * @param end what was done
 * @param driftLimit how far the ratio may be from what was predicted, relative to that, before it is a warning
 */
record FieldReport(FieldPlan plan, End end, double driftLimit) {
    /** What was done. */
    sealed interface End {
        /** It was compressed and kept its budget. */
        record Compressed(FieldOutcome outcome) implements End {}

        /** It was there already, compressed in the same way from the same input. */
        record Skipped(CompressionRecord record) implements End {}

        /** It is not there. */
        record Failed(Complaint complaint) implements End {}
    }

    /** Whether the field is not there. */
    boolean isFailed() {
        return end instanceof End.Failed;
    }

    /** What was compressed; bytes in memory. */
    long decodedBytes() {
        return end instanceof End.Compressed done ? done.outcome().decodedBytes() : 0;
    }

    long storedBytes() {
        return end instanceof End.Compressed done ? done.outcome().storedBytes() : 0;
    }

    /** The most memory that data took together. */
    long peakBytes() {
        return end instanceof End.Compressed done ? done.outcome().peakBudgetBytes() : 0;
    }

    private boolean isDrifting() {
        return end instanceof End.Compressed done && done.outcome().drift().orElse(0) > driftLimit;
    }

    private static String ratioText(OptionalDouble ratio) {
        return ratio.isPresent() ? String.format(Locale.ROOT, "%.2f", ratio.getAsDouble()) : "-";
    }

    /** A row of the table of fields: name, codecs, decoded, stored, ratio, predicted, chunks, of which lossless. */
    String[] row() {
        if (!(end instanceof End.Compressed done)) {
            boolean isSkipped = end instanceof End.Skipped;
            String codecs =
                    end instanceof End.Skipped skipped ? skipped.record().codecs() : plan.wanted();
            return new String[] {plan.path(), codecs, isSkipped ? "is there already" : "failed", "-", "-", "-", "-", "-"
            };
        }
        FieldOutcome outcome = done.outcome();
        return new String[] {
            plan.path(),
            outcome.attempt().label(),
            new ByteSize(outcome.decodedBytes()).toString(),
            new ByteSize(outcome.storedBytes()).toString(),
            ratioText(outcome.ratio()),
            ratioText(outcome.attempt().predictedRatio()),
            outcome.errors().isPresent() ? Long.toString(outcome.chunks()) : "-",
            outcome.errors().isPresent() ? Long.toString(outcome.sparedChunks()) : "-"
        };
    }

    /** What else people should know of the field. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        plan.notes().forEach(note -> lines.add(plan.path() + ": " + note));
        if (!(end instanceof End.Compressed done)) {
            return lines;
        }
        FieldOutcome outcome = done.outcome();
        outcome.broken().forEach(b -> lines.add(plan.path() + ": not " + b.label() + ": " + b.reason()));
        if (outcome.sparedChunks() > 0) {
            lines.add(plan.path() + ": " + outcome.sparedChunks() + " of " + outcome.chunks()
                    + " chunks would have broken the budget and are stored without loss");
        }
        if (outcome.errors().isPresent()) {
            lines.add(plan.path() + ": " + errorText(outcome));
        }
        if (isDrifting()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "warning: %s: ratio %.2f, predicted %.2f (%.0f %% off)",
                    plan.path(),
                    outcome.ratio().getAsDouble(),
                    outcome.attempt().predictedRatio().getAsDouble(),
                    100 * outcome.drift().getAsDouble()));
        }
        return lines;
    }

    private String errorText(FieldOutcome outcome) {
        List<String> parts = new ArrayList<>();
        if (plan.gates().thresholds().isEmpty()) {
            for (Gate gate : List.of(Gate.L1, Gate.LINF, Gate.MAX_ABS)) {
                parts.add(gate.label() + " "
                        + FieldBudget.number(gate.value(outcome.errors().get()).orElse(0)));
            }
            return String.join(", ", parts) + " (no budget)";
        }
        plan.gates().thresholds().forEach((gate, threshold) -> {
            OptionalDouble value = gate.value(outcome.errors().get());
            if (value.isPresent()) {
                parts.add(gate.label() + " " + FieldBudget.number(value.getAsDouble())
                        + (gate.isFloor() ? " >= " : " <= ") + FieldBudget.number(threshold));
            }
        });
        return String.join(", ", parts);
    }

    /** For programs. */
    JsonObject json() {
        JsonObject.Builder json = JsonObject.builder().put("path", "/" + plan.path());
        if (end instanceof End.Skipped skipped) {
            json.put("status", "skipped").put("codecs", skipped.record().codecs());
        } else if (end instanceof End.Failed failed) {
            json.put("status", "failed")
                    .put("codecs", plan.wanted())
                    .put("reason", failed.complaint().problem());
        } else if (end instanceof End.Compressed done) {
            outcome(json.put("status", "compressed"), done.outcome());
        }
        SortedMap<String, Double> gates = new TreeMap<>();
        plan.gates().thresholds().forEach((gate, threshold) -> gates.put(gate.label(), threshold));
        return json.put("gates", numbers(gates))
                .put(
                        "notes",
                        new JsonArray(
                                plan.notes().stream().<Json>map(JsonString::new).toList()))
                .build();
    }

    private void outcome(JsonObject.Builder json, FieldOutcome outcome) {
        json.put("codecs", outcome.attempt().label())
                .put("wanted_codecs", plan.wanted())
                .put("broken", CompressionRecord.json(outcome.broken()))
                .put("decoded_bytes", outcome.decodedBytes())
                .put("stored_bytes", outcome.storedBytes());
        outcome.ratio().ifPresent(ratio -> json.put("ratio", JsonNumber.of(ratio)));
        outcome.attempt().predictedRatio().ifPresent(ratio -> json.put("predicted_ratio", JsonNumber.of(ratio)));
        outcome.drift().ifPresent(drift -> json.put("ratio_drift", JsonNumber.of(drift))
                .put("drifting", isDrifting()));
        outcome.errors().ifPresent(errors -> json.put("chunks", outcome.chunks())
                .put("lossless_chunks", outcome.sparedChunks())
                .put("errors", numbers(CompressionRecord.errors(errors, plan.gates()))));
    }

    private static JsonObject numbers(SortedMap<String, Double> values) {
        JsonObject.Builder json = JsonObject.builder();
        values.forEach((name, value) -> json.put(name, JsonNumber.of(value)));
        return json.build();
    }
}
