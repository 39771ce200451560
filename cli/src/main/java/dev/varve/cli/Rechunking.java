package dev.varve.cli;

import dev.varve.array.Shape;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.metadata.ZarrFormat;
import dev.varve.pipeline.Workers;
import dev.varve.plan.InfeasiblePlanException;
import dev.varve.plan.LayoutRule;
import dev.varve.plan.LayoutRule.Extent;
import dev.varve.plan.rechunk.RechunkLimits;
import dev.varve.plan.rechunk.RechunkPlan;
import dev.varve.plan.rechunk.RechunkTarget;
import dev.varve.run.Progress;
import dev.varve.run.rechunk.RechunkRun;
import dev.varve.zarr.ZarrSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One rechunk of a dataset: its plan, made and shown before anything is written, and its run. */
final class Rechunking {
    private final Source source;
    private final Dataset dataset;
    private final ZarrTarget target;
    private final RechunkPlan plan;

    private Rechunking(Source source, Dataset dataset, ZarrTarget target, RechunkPlan plan) {
        this.source = source;
        this.dataset = dataset;
        this.target = target;
        this.plan = plan;
    }

    /**
     * Plans a rechunk.
     *
     * @param dataset what the target shall hold: the source's variables or some of them
     * @param budgetBytes the memory that data may take at once
     * @throws UsageException when options do not fit a variable
     * @throws InfeasibleRechunkException when the memory does not suffice
     */
    static Rechunking plan(Source source, Dataset dataset, ZarrTarget target, int threads, long budgetBytes)
            throws IOException {
        List<RechunkTarget> targets = new ArrayList<>();
        try {
            for (Variable variable : dataset.variables()) {
                RechunkTarget one = new RechunkTarget(variable, layout(variable, target), false);
                targets.add(new RechunkTarget(variable, one.layout(), RechunkRun.isEncodedAlike(source, one)));
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), "varve rechunk --help");
        }
        // The same on the same machine, whatever else runs there, so that a killed rechunk can be gone on with.
        long cacheBytes = ProcessMemory.machineBytes().orElse(0) / 2;
        RechunkLimits limits = new RechunkLimits(threads, budgetBytes, cacheBytes);
        try {
            return new Rechunking(source, dataset, target, RechunkPlan.of(targets, limits));
        } catch (InfeasiblePlanException e) {
            throw new InfeasibleRechunkException(e);
        }
    }

    private static Layout layout(Variable variable, ZarrTarget target) {
        LayoutRule rule = target.isSized() ? target.rule() : keeping(target.rule(), variable, target.isKeepingGrids());
        if (target.version() == ZarrFormat.V2) {
            return ZarrSink.layoutV2(variable, rule.layout(variable));
        }
        Optional<Layout> kept = target.isKeepingGrids() ? target.rule().kept(variable) : Optional.empty();
        return ZarrSink.layoutV3(variable, kept.orElseGet(() -> rule.layout(variable)));
    }

    /** Chunks stay along dimensions that are not named, and so do shards where none is. */
    private static LayoutRule keeping(LayoutRule rule, Variable variable, boolean isKeepingShards) {
        Optional<Shape> chunk = variable.storage().chunkShape();
        if (chunk.isEmpty() && !rule.names(variable)) {
            return rule;
        }
        Map<String, Extent> chunks = new HashMap<>(rule.chunkExtents());
        Map<String, Extent> shards = new HashMap<>(rule.shardExtents());
        Optional<Shape> shard = rule.names(variable) || !isKeepingShards
                ? Optional.empty()
                : variable.storage().shardShape();
        for (int axis = 0; axis < variable.dimensions().size(); axis++) {
            Dimension dimension = variable.dimensions().get(axis);
            int here = axis;
            if (!chunks.containsKey(dimension.path()) && !chunks.containsKey(dimension.name())) {
                Extent stays = chunk.<Extent>map(shape -> new Extent.Elements(Math.max(1, shape.extent(here))))
                        .orElseGet(Extent.Whole::new);
                chunks.put(dimension.path(), stays);
            }
            shard.ifPresent(
                    shape -> shards.put(dimension.path(), new Extent.Elements(Math.max(1, shape.extent(here)))));
        }
        return new LayoutRule(rule.targets(), chunks, shards, rule.chain());
    }

    /** What would be done. */
    RechunkPlan plan() {
        return plan;
    }

    /** Where it goes. */
    ZarrTarget target() {
        return target;
    }

    /** Where it comes from. */
    Source source() {
        return source;
    }

    /**
     * Does it. When this returns, the target is complete under its name; when it throws, nothing is there.
     *
     * @param isVerifying whether every chunk is decoded again and compared before it is written
     */
    RechunkReport run(boolean isVerifying, Progress progress, StopSignal stop) throws IOException {
        try {
            return stop.during(() -> run(isVerifying, progress));
        } catch (IOException e) {
            throw Complaint.named(e, target.name());
        }
    }

    private RechunkReport run(boolean isVerifying, Progress progress) throws IOException {
        long start = System.nanoTime();
        RechunkRun.Destination to = new RechunkRun.Destination(
                target.path(),
                target.isReplacing(),
                target.durability(),
                target.version(),
                target.path().toString().endsWith(".zip"));
        try (Workers workers = Workers.of(plan.threads())) {
            RechunkRun.Outcome outcome = RechunkRun.run(plan, source, dataset, to, isVerifying, progress, workers);
            double seconds = (System.nanoTime() - start) / 1e9;
            ConversionReport copied = new ConversionReport(
                    source.name(),
                    target.name(),
                    plan.variables().size(),
                    plan.decodedBytes(),
                    outcome.storedBytes(),
                    seconds,
                    plan.threads(),
                    plan.peakBytes(),
                    outcome.peakBudgetBytes(),
                    ProcessMemory.peakBytes(),
                    isVerifying);
            return new RechunkReport(copied, plan, outcome);
        }
    }
}
