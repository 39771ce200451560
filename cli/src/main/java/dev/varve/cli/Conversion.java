package dev.varve.cli;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Sink;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.pipeline.Workers;
import dev.varve.plan.CopyPlan;
import dev.varve.plan.InfeasiblePlanException;
import dev.varve.run.CopyRun;
import dev.varve.run.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One copy of a dataset: its plan, made and shown before anything is written, and its run. */
final class Conversion {
    private final Source source;
    private final Dataset dataset;
    private final CopyTarget target;
    private final CopyPlan plan;

    private Conversion(Source source, Dataset dataset, CopyTarget target, CopyPlan plan) {
        this.source = source;
        this.dataset = dataset;
        this.target = target;
        this.plan = plan;
    }

    /**
     * Plans a copy; chunks whose size the user left open are made smaller until the memory suffices.
     *
     * @param source where the data come from
     * @param dataset what the target shall hold: the source's variables or some of them
     * @param budgetBytes the memory that data may take at once
     * @throws UsageException when options do not fit a variable
     * @throws InfeasiblePlanException when the memory does not suffice
     */
    static Conversion plan(Source source, Dataset dataset, CopyTarget target, int threads, long budgetBytes) {
        try {
            return planAsIs(source, dataset, target, threads, budgetBytes);
        } catch (InfeasiblePlanException e) {
            Optional<CopyTarget> smaller = target.withSmallerChunks();
            while (smaller.isPresent()) {
                try {
                    return planAsIs(source, dataset, smaller.get(), threads, budgetBytes);
                } catch (InfeasiblePlanException stillTooLarge) {
                    smaller = smaller.get().withSmallerChunks();
                }
            }
            throw e;
        }
    }

    private static Conversion planAsIs(
            Source source, Dataset dataset, CopyTarget target, int threads, long budgetBytes) {
        List<CopyPlan.Target> targets = new ArrayList<>();
        try {
            Map<String, Layout> layouts = target.layouts(dataset);
            for (Variable variable : dataset.variables()) {
                targets.add(new CopyPlan.Target(variable, layouts.get(variable.path()), target.chunkCopies()));
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), "varve " + target.verb() + " --help");
        }
        return new Conversion(source, dataset, target, CopyPlan.of(targets, threads, budgetBytes));
    }

    /** What would be done. */
    CopyPlan plan() {
        return plan;
    }

    /** What the target shall hold. */
    Dataset dataset() {
        return dataset;
    }

    /** Where it goes. */
    CopyTarget target() {
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
    ConversionReport run(boolean isVerifying, Progress progress, StopSignal stop) throws IOException {
        try {
            return stop.during(() -> run(isVerifying, progress));
        } catch (IOException e) {
            throw Complaint.named(e, target.name());
        }
    }

    private ConversionReport run(boolean isVerifying, Progress progress) throws IOException {
        long start = System.nanoTime();
        try (Workers workers = Workers.of(plan.threads());
                Sink sink = target.open(dataset)) {
            CopyRun.Outcome outcome = CopyRun.copy(plan, source, sink, isVerifying, progress, workers);
            sink.commit();
            double seconds = (System.nanoTime() - start) / 1e9;
            return new ConversionReport(
                    source.name(),
                    target.name(),
                    plan.variables().size(),
                    outcome.copiedBytes(),
                    outcome.encodedBytes(),
                    seconds,
                    plan.threads(),
                    plan.predictedPeakBytes(),
                    outcome.peakBudgetBytes(),
                    ProcessMemory.peakBytes(),
                    isVerifying);
        }
    }
}
