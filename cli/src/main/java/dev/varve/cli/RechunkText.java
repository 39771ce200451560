package dev.varve.cli;

import dev.varve.array.Shape;
import dev.varve.dataset.Layout;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.plan.rechunk.RechunkCost;
import dev.varve.plan.rechunk.RechunkPlan;
import dev.varve.plan.rechunk.RechunkWay;
import dev.varve.plan.rechunk.VariablePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A rechunk's plan, shown instead of carried out. */
final class RechunkText {
    private RechunkText() {}

    /** For people. */
    static List<String> lines(Rechunking rechunking) {
        RechunkPlan plan = rechunking.plan();
        List<String> lines = new ArrayList<>();
        lines.add(rechunking.source().name() + " ("
                + rechunking.source().describe().format() + ") to "
                + rechunking.target().name() + " (" + rechunking.target().format() + ")");
        lines.add("");
        Table shapes = new Table("llllll");
        shapes.row("name", "type", "shape", "from chunks", "to chunks", "in shards");
        for (VariablePlan variable : plan.variables()) {
            shapes.row(
                    variable.variable().path(),
                    variable.variable().type().toString(),
                    Sizes.shapeText(Optional.of(variable.variable().shape())),
                    Sizes.shapeText(variable.variable().storage().chunkShape()),
                    Sizes.shapeText(Optional.of(variable.layout().chunks().largestCell())),
                    Sizes.shapeText(shard(variable.layout())));
        }
        lines.addAll(shapes.lines(DatasetText.WIDTH));
        lines.add("");
        lines.addAll(ways(plan));
        lines.add("");
        lines.add(new ByteSize(plan.decodedBytes()) + " decoded, " + Plural.count(plan.objectCount(), "object") + ", "
                + Plural.count(plan.threads(), "thread")
                + String.format(Locale.ROOT, ", about %.1f s by estimate", plan.seconds()));
        lines.add("memory: data take at most " + new ByteSize(plan.peakBytes()) + " of the "
                + new ByteSize(plan.limits().budgetBytes()) + " that they may");
        lines.add("disk: temporary files take at most " + new ByteSize(plan.temporaryBytes()));
        lines.add("Nothing was written. * is taken. 'decodes' is how often a chunk of the input is decoded,"
                + " on average and at most.");
        return lines;
    }

    private static List<String> ways(RechunkPlan plan) {
        Table table = new Table("lllrrrrrr");
        table.row("name", "", "way", "decodes", "moved", "requests", "temporary", "memory", "seconds");
        for (VariablePlan variable : plan.variables()) {
            for (RechunkWay way : variable.ways()) {
                RechunkCost cost = way.cost();
                table.row(
                        variable.variable().path(),
                        way.equals(variable.chosen()) ? "*" : "",
                        way.name(),
                        String.format(Locale.ROOT, "%.2f / %d", cost.decodesPerChunk(), cost.mostDecodes()),
                        new ByteSize(cost.movedBytes()).toString(),
                        Long.toString(cost.requests()),
                        new ByteSize(cost.temporaryBytes()).toString(),
                        new ByteSize(cost.peakBytes()).toString(),
                        String.format(Locale.ROOT, "%.1f", cost.seconds()));
            }
        }
        return table.lines(DatasetText.WIDTH);
    }

    private static Optional<Shape> shard(Layout layout) {
        return layout.isSharded() && !layout.objects().counts().isEmpty()
                ? Optional.of(layout.objects().largestCell())
                : Optional.empty();
    }

    /** For programs: schema {@code varve.rechunk-plan/1}. */
    static JsonObject json(Rechunking rechunking) {
        RechunkPlan plan = rechunking.plan();
        List<Json> variables =
                plan.variables().stream().<Json>map(RechunkText::json).toList();
        return JsonObject.builder()
                .put("schema", "varve.rechunk-plan/1")
                .put("input", rechunking.source().name())
                .put("output", rechunking.target().name())
                .put("variables", new JsonArray(variables))
                .put("decoded_bytes", plan.decodedBytes())
                .put("objects", plan.objectCount())
                .put("threads", plan.threads())
                .put("budget_bytes", plan.limits().budgetBytes())
                .put("predicted_data_bytes", plan.peakBytes())
                .put("temporary_bytes", plan.temporaryBytes())
                .put("estimated_seconds", JsonNumber.of(plan.seconds()))
                .build();
    }

    private static JsonObject json(VariablePlan plan) {
        JsonObject.Builder variable = JsonObject.builder()
                .put("path", "/" + plan.variable().path())
                .put("type", plan.variable().type().toString())
                .put("shape", JsonArray.of(plan.variable().shape().extents()));
        plan.variable()
                .storage()
                .chunkShape()
                .ifPresent(chunk -> variable.put("source_chunk_shape", JsonArray.of(chunk.extents())));
        variable.put(
                "chunk_shape", JsonArray.of(plan.layout().chunks().largestCell().extents()));
        shard(plan.layout()).ifPresent(shard -> variable.put("shard_shape", JsonArray.of(shard.extents())));
        return variable.put("codecs", plan.layout().chain().name())
                .put("objects", plan.objectCount())
                .put("way", plan.chosen().name())
                .put(
                        "ways",
                        new JsonArray(plan.ways().stream()
                                .<Json>map(RechunkText::json)
                                .toList()))
                .build();
    }

    private static JsonObject json(RechunkWay way) {
        RechunkCost cost = way.cost();
        return JsonObject.builder()
                .put("name", way.name())
                .put("threads", way.threads())
                .put("bands", way.bands().counts().count())
                .put("decodes_per_source_chunk", JsonNumber.of(cost.decodesPerChunk()))
                .put("most_decodes_of_a_source_chunk", cost.mostDecodes())
                .put("moved_bytes", cost.movedBytes())
                .put("requests", cost.requests())
                .put("temporary_bytes", cost.temporaryBytes())
                .put("predicted_data_bytes", cost.peakBytes())
                .put("estimated_seconds", JsonNumber.of(cost.seconds()))
                .build();
    }
}
