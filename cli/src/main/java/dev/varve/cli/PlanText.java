package dev.varve.cli;

import dev.varve.array.Shape;
import dev.varve.dataset.Layout;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.plan.CopyPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A conversion's plan, shown instead of carried out. */
final class PlanText {
    private PlanText() {}

    /** For people. */
    static List<String> lines(Conversion conversion) {
        List<String> lines = new ArrayList<>();
        lines.add(conversion.source().name() + " ("
                + conversion.source().describe().format() + ") to "
                + conversion.target().name() + " (" + conversion.target().format() + ")");
        lines.add("");
        lines.addAll(lines(conversion.plan()));
        return lines;
    }

    /** How variables are cut up, and the memory that this takes. */
    static List<String> lines(CopyPlan plan) {
        List<String> lines = new ArrayList<>();
        Table table = new Table("lllllrrr");
        table.row("name", "type", "shape", "chunk", "shard", "objects", "blocks", "decodes");
        for (CopyPlan.VariableCopy copy : plan.variables()) {
            table.row(
                    copy.variable().path(),
                    copy.variable().type().toString(),
                    Sizes.shapeText(Optional.of(copy.variable().shape())),
                    Sizes.shapeText(Optional.of(copy.layout().chunks().largestCell())),
                    Sizes.shapeText(shard(copy.layout())),
                    Long.toString(copy.objectCount()),
                    Long.toString(copy.blockCount()),
                    String.format(Locale.ROOT, "%.2f", copy.block().decodeFactor()));
        }
        lines.addAll(table.lines(DatasetText.WIDTH));
        lines.add("");
        lines.add(new ByteSize(plan.decodedBytes()) + " decoded, " + Plural.count(plan.objectCount(), "object") + ", "
                + Plural.count(plan.threads(), "thread"));
        lines.add("memory: data take at most " + new ByteSize(plan.predictedPeakBytes()) + " of the "
                + new ByteSize(plan.budgetBytes()) + " that they may");
        lines.add("Nothing was written. 'decodes' is how often each chunk of the input is decoded.");
        return lines;
    }

    /** The shape of the stored objects, where they are known before the sink makes them. */
    private static Optional<Shape> shard(Layout layout) {
        if (layout.objects().counts().isEmpty()) {
            return Optional.empty();
        }
        return layout.isSharded() ? Optional.of(layout.objects().largestCell()) : Optional.empty();
    }

    /** For programs: schema {@code varve.plan/1}. */
    static JsonObject json(Conversion conversion) {
        JsonObject.Builder json = JsonObject.builder()
                .put("schema", "varve.plan/1")
                .put("input", conversion.source().name())
                .put("output", conversion.target().name());
        return put(json, conversion.plan()).build();
    }

    /** Adds how variables are cut up, and the memory that this takes. */
    static JsonObject.Builder put(JsonObject.Builder json, CopyPlan plan) {
        List<Json> variables = new ArrayList<>();
        for (CopyPlan.VariableCopy copy : plan.variables()) {
            JsonObject.Builder variable = JsonObject.builder()
                    .put("path", "/" + copy.variable().path())
                    .put("type", copy.variable().type().toString())
                    .put("shape", JsonArray.of(copy.variable().shape().extents()))
                    .put(
                            "chunk_shape",
                            JsonArray.of(copy.layout().chunks().largestCell().extents()));
            shard(copy.layout()).ifPresent(shard -> variable.put("shard_shape", JsonArray.of(shard.extents())));
            variables.add(variable.put("codecs", copy.layout().chain().name())
                    .put("objects", copy.objectCount())
                    .put("blocks", copy.blockCount())
                    .put("block_peak_bytes", copy.blockPeakBytes())
                    .put("decodes_per_source_chunk", JsonNumber.of(copy.block().decodeFactor()))
                    .build());
        }
        return json.put("variables", new JsonArray(variables))
                .put("decoded_bytes", plan.decodedBytes())
                .put("objects", plan.objectCount())
                .put("threads", plan.threads())
                .put("budget_bytes", plan.budgetBytes())
                .put("predicted_data_bytes", plan.predictedPeakBytes());
    }
}
