package dev.varve.cli;

import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonBoolean;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.plan.CopyPlan;
import dev.varve.plan.partition.ObjectPartition;
import dev.varve.plan.partition.WorkPlan;
import dev.varve.run.partition.WorkOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How the work on a store is divided.
 *
 * @param input what is read
 * @param output the store
 * @param order what was planned
 * @param plan how variables are copied
 * @param isDryRun whether nothing was made
 */
record InitReport(String input, String output, WorkOrder order, CopyPlan plan, boolean isDryRun) {
    private LongSummaryStatistics loads() {
        WorkPlan work = order.plan();
        ObjectPartition partition = work.partition(work.ranks());
        return IntStream.range(0, work.ranks()).mapToLong(partition::load).summaryStatistics();
    }

    private long idle() {
        WorkPlan work = order.plan();
        ObjectPartition partition = work.partition(work.ranks());
        return IntStream.range(0, work.ranks())
                .filter(rank -> partition.load(rank) == 0)
                .count();
    }

    /** Options for smaller objects: shards down to single chunks first, then smaller chunks. */
    private String smaller() {
        boolean isSharded =
                plan.variables().stream().anyMatch(copy -> copy.layout().isSharded());
        long divided = plan.variables().stream()
                .filter(copy -> !isInitial(copy))
                .mapToLong(CopyPlan.VariableCopy::decodedBytes)
                .sum();
        long share = Math.max(1, (divided / order.plan().ranks()) >> 10);
        String size = share < 1 << 10 ? share + "KiB" : (share >> 10) + "MiB";
        return isSharded ? "--shard " + size + ", or --shard none" : "--inner-chunk " + size + " --shard none";
    }

    private boolean isInitial(CopyPlan.VariableCopy copy) {
        return order.plan().works().stream()
                .anyMatch(work ->
                        work.isInitial() && work.path().equals(copy.variable().path()));
    }

    /** For people. */
    List<String> text() {
        WorkPlan work = order.plan();
        LongSummaryStatistics loads = loads();
        List<String> lines = new ArrayList<>();
        lines.add(input + " to " + output + ", plan " + order.id());
        lines.add("");
        Table table = new Table("lllllr");
        table.row("name", "type", "shape", "chunk", "object", "objects");
        for (CopyPlan.VariableCopy copy : plan.variables()) {
            boolean isInitial = isInitial(copy);
            table.row(
                    copy.variable().path(),
                    copy.variable().type().toString(),
                    Sizes.shapeText(Optional.of(copy.variable().shape())),
                    Sizes.shapeText(Optional.of(copy.layout().chunks().largestCell())),
                    Sizes.shapeText(Optional.of(copy.layout().objects().largestCell())),
                    isInitial ? "at once" : Long.toString(copy.objectCount()));
        }
        lines.addAll(table.lines(DatasetText.WIDTH));
        lines.add("");
        lines.add(Plural.count(work.objects(), "object") + ", " + new ByteSize(plan.decodedBytes()) + " decoded, for "
                + work.ranks()
                + (work.ranks() == 1
                        ? " rank"
                        : " ranks: " + loads.getMin() + " to " + loads.getMax() + " objects each"));
        if (idle() > 0) {
            lines.add(idle() + (idle() == 1 ? " rank has" : " ranks have")
                    + " nothing to do; smaller objects would give more of them some: " + smaller());
        }
        lines.add(
                isDryRun
                        ? "Nothing was written."
                        : "next:     varve write " + CommandText.quoted(input) + " " + CommandText.quoted(output)
                                + (work.ranks() == 1 ? " --join" : " --rank N, for N from 0 to " + (work.ranks() - 1)));
        return lines;
    }

    /** For programs: schema {@code varve.init/1}. */
    JsonObject json() {
        WorkPlan work = order.plan();
        LongSummaryStatistics loads = loads();
        List<Json> variables = new ArrayList<>();
        for (CopyPlan.VariableCopy copy : plan.variables()) {
            variables.add(JsonObject.builder()
                    .put("path", "/" + copy.variable().path())
                    .put("shape", JsonArray.of(copy.variable().shape().extents()))
                    .put(
                            "chunk_shape",
                            JsonArray.of(copy.layout().chunks().largestCell().extents()))
                    .put(
                            "object_shape",
                            JsonArray.of(copy.layout().objects().largestCell().extents()))
                    .put("objects", copy.objectCount())
                    .put("initial", JsonBoolean.of(isInitial(copy)))
                    .build());
        }
        return JsonObject.builder()
                .put("schema", "varve.init/1")
                .put("input", input)
                .put("output", output)
                .put("plan", order.id())
                .put("ranks", JsonNumber.of(work.ranks()))
                .put("objects", work.objects())
                .put("least_objects_of_a_rank", loads.getMin())
                .put("most_objects_of_a_rank", loads.getMax())
                .put("idle_ranks", idle())
                .put("decoded_bytes", plan.decodedBytes())
                .put("variables", new JsonArray(variables))
                .put("dry_run", JsonBoolean.of(isDryRun))
                .build();
    }
}
