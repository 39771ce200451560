package dev.varve.run.rechunk;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.metadata.ZarrFormat;
import dev.varve.pipeline.MemoryBudget;
import dev.varve.pipeline.Workers;
import dev.varve.plan.rechunk.RechunkPlan;
import dev.varve.plan.rechunk.RechunkTarget;
import dev.varve.plan.rechunk.RechunkWay;
import dev.varve.plan.rechunk.VariablePlan;
import dev.varve.run.Progress;
import dev.varve.store.Durability;
import dev.varve.store.StagedTarget;
import dev.varve.zarr.ZarrSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Carries out a {@link RechunkPlan}. The output is complete under its name when this returns. After a kill the same call goes on:
 * temporary files and objects that were finished are checked and kept. After a failure nothing is left behind.
 */
public final class RechunkRun {
    private final RechunkPlan plan;
    private final Source source;
    private final Destination destination;
    private final Map<String, Layout> layouts = new HashMap<>();

    private RechunkRun(RechunkPlan plan, Source source, Destination destination) {
        this.plan = plan;
        this.source = source;
        this.destination = destination;
        plan.variables().forEach(variable -> layouts.put(variable.variable().path(), variable.layout()));
    }

    /**
     * Where the output goes.
     *
     * @param path its name
     * @param isReplacing whether a store that is there may be replaced, and unfinished work on another one thrown away
     * @param durability what must survive a loss of power
     * @param format the version of Zarr
     * @param isZip whether it is a zip archive
     */
    public record Destination(
            Path path, boolean isReplacing, Durability durability, ZarrFormat format, boolean isZip) {}

    /**
     * What a run did.
     *
     * @param storedBytes bytes of all objects of the output
     * @param sourceDecodes how many chunks of the source were decoded, each counted every time
     * @param resumedFiles temporary files that were there already
     * @param resumedObjects objects that were there already
     * @param peakBudgetBytes the most memory that data were given at once
     */
    public record Outcome(
            long storedBytes, long sourceDecodes, long resumedFiles, long resumedObjects, long peakBudgetBytes) {}

    /**
     * Rechunks.
     *
     * @param dataset what the output shall say it holds: the plan's variables
     * @param isVerifying whether each chunk is decoded again and compared before it is stored
     * @throws NotEnoughSpaceException when the disk has less space than is needed
     * @throws OtherRechunkException when unfinished work on something else is there
     * @throws IOException when the source cannot be read, or the output cannot be written
     */
    public static Outcome run(
            RechunkPlan plan,
            Source source,
            Dataset dataset,
            Destination destination,
            boolean isVerifying,
            Progress progress,
            Workers workers)
            throws IOException {
        return new RechunkRun(plan, source, destination).run(dataset, isVerifying, progress, workers);
    }

    /** Whether the chunks of a source are encoded as a target wants them, so that their bytes can move. */
    public static boolean isEncodedAlike(Source source, RechunkTarget target) throws IOException {
        return EncodedCopy.isPossible(source, target);
    }

    private Outcome run(Dataset dataset, boolean isVerifying, Progress progress, Workers workers) throws IOException {
        String format = destination.format() + (destination.isZip() ? " zip" : "");
        requireParent();
        WorkFolder work =
                WorkFolder.open(destination.path(), destination.isReplacing(), Fingerprint.of(plan, source, format));
        try (work) {
            try {
                requireSpace(work);
                return run(dataset, work, isVerifying, progress, workers);
            } finally {
                work.discard();
            }
        }
    }

    private void requireParent() throws IOException {
        StagedTarget.beside(destination.path()).close();
    }

    /** What an earlier process has written counts as space that there is. */
    private void requireSpace(WorkFolder work) throws IOException {
        long needed = plan.temporaryBytes() + plan.estimatedOutputBytes();
        long there = Files.getFileStore(work.packed()).getUsableSpace()
                + FolderSize.of(work.packed())
                + FolderSize.of(work.staging());
        if (needed > there) {
            throw new NotEnoughSpaceException(
                    destination.path() + ": about " + needed + " bytes of disk space are needed ("
                            + plan.temporaryBytes() + " of them for a time only), " + there + " are free");
        }
    }

    private ZarrSink sink(Dataset dataset, WorkFolder work) throws IOException {
        Path path = destination.path();
        if (destination.isZip()) {
            return ZarrSink.createZip(
                    path,
                    destination.isReplacing(),
                    destination.durability(),
                    dataset,
                    variable -> layouts.get(variable.path()),
                    destination.format());
        }
        return ZarrSink.resume(
                StagedTarget.at(path, work.staging(), destination.isReplacing()),
                destination.durability(),
                dataset,
                variable -> layouts.get(variable.path()),
                destination.format());
    }

    private ObjectLedger ledger(WorkFolder work, ZarrSink sink) throws IOException {
        if (destination.isZip()) {
            Files.deleteIfExists(work.objects()); // an archive is begun anew
        }
        List<Variable> variables =
                plan.variables().stream().map(VariablePlan::variable).toList();
        ObjectLedger ledger = ObjectLedger.open(
                work.objects(),
                variables,
                plan.variables().stream()
                        .map(variable -> variable.layout().objects())
                        .toList(),
                sink);
        if (!destination.isZip()) {
            sink.dropOthers();
        }
        return ledger;
    }

    private Outcome run(Dataset dataset, WorkFolder work, boolean isVerifying, Progress progress, Workers workers)
            throws IOException {
        MemoryBudget budget = new MemoryBudget(plan.limits().budgetBytes());
        progress.begin(workBytes());
        try (ZarrSink sink = sink(dataset, work);
                ObjectLedger ledger = ledger(work, sink);
                Team team = new Team(workers)) {
            long resumed = ledger.count();
            VariableRun.Outcome sum = new VariableRun.Outcome(0, 0);
            VariableRun.Frame frame = new VariableRun.Frame(source, sink, ledger, work.packed(), team, isVerifying);
            for (int i = 0; i < plan.variables().size(); i++) {
                VariablePlan variable = plan.variables().get(i);
                MemoryBudget.Lease lease = budget.tryAcquire(
                                variable.chosen().cost().peakBytes())
                        .orElseThrow(() -> new IllegalStateException("a plan that does not fit into its own budget"));
                try (lease) {
                    sum = sum.and(new VariableRun(frame, i, variable, progress).run());
                }
            }
            sink.commit();
            return new Outcome(
                    sink.storedBytes(), sum.sourceDecodes(), sum.resumedFiles(), resumed, budget.peakBytes());
        }
    }

    /** Decoded bytes that are handled: those of packed variables twice. */
    private long workBytes() {
        return plan.variables().stream()
                .mapToLong(variable -> variable.target().decodedBytes()
                        * (variable.chosen() instanceof RechunkWay.PackedIntermediates ? 2 : 1))
                .sum();
    }
}
