package dev.varve.cli;

import dev.varve.Release;
import dev.varve.codec.CodecException;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Selection;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.measure.FieldComparison;
import dev.varve.pipeline.Workers;
import dev.varve.plan.CopyPlan;
import dev.varve.plan.sweep.FieldSettings;
import dev.varve.plan.sweep.Gate;
import dev.varve.run.DatasetComparison;
import dev.varve.run.Progress;
import dev.varve.run.compress.CompressionRecord;
import dev.varve.run.compress.FieldBudget;
import dev.varve.run.compress.FieldCompression;
import dev.varve.run.compress.FieldPart;
import dev.varve.run.compress.FieldScan;
import dev.varve.zarr.GrowingStore;
import dev.varve.zarr.ZarrSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** One compression of a dataset into a store: its plan, made before anything is written, and its run, field by field. */
final class Compression {
    private final Source source;
    private final Dataset dataset;
    private final GrowingStore store;
    private final CompressionPlan.Settings settings;
    private final List<FieldPlan> fields;
    private final Map<String, CompressionRecord> skipped;
    private final List<String> present;
    private final Optional<Conversion> rest;

    private Compression(
            Source source,
            Dataset dataset,
            GrowingStore store,
            CompressionPlan.Settings settings,
            List<FieldPlan> fields,
            Map<String, CompressionRecord> skipped,
            List<String> present,
            Optional<Conversion> rest) {
        this.source = source;
        this.dataset = dataset;
        this.store = store;
        this.settings = settings;
        this.fields = fields;
        this.skipped = skipped;
        this.present = present;
        this.rest = rest;
    }

    /**
     * How a run ends when a field fails.
     *
     * @param isVerifying whether every chunk is decoded again and measured
     * @param isStopping whether the first field that fails ends the run
     * @param driftLimit how far a ratio may be from what was predicted, relative to that, before it is a warning
     */
    record Manner(boolean isVerifying, boolean isStopping, double driftLimit) {}

    /**
     * Plans a compression, and looks at what the store has already.
     *
     * @param isSkipping whether fields that are there, compressed in the same way, are left as they are
     * @throws PresentException when something else is there under a name that is needed
     */
    static Compression plan(
            Source source,
            Dataset dataset,
            GrowingStore store,
            CompressionPlan.Settings settings,
            boolean isSkipping,
            Workers workers)
            throws IOException {
        List<FieldPlan> fields = CompressionPlan.fields(source, dataset, store, settings);
        Map<String, CompressionRecord> skipped = new HashMap<>();
        List<String> present = new ArrayList<>();
        Optional<ZarrSource> content = store.content();
        if (content.isPresent()) {
            try (ZarrSource there = content.get()) {
                Presence presence = new Presence(there, settings.output().toString(), isSkipping);
                for (FieldPlan field : fields) {
                    presence.record(field).ifPresent(record -> skipped.put(field.path(), record));
                }
                present.addAll(presence.same(source, others(dataset, fields), workers, settings.budgetBytes()));
            }
        }
        List<String> missing = fields.stream()
                .map(FieldPlan::path)
                .filter(path -> !skipped.containsKey(path))
                .toList();
        Optional<Conversion> rest =
                rest(source, dataset, store, settings, fields, present, missing, content.isPresent());
        return new Compression(source, dataset, store, settings, fields, skipped, present, rest);
    }

    private static Set<String> others(Dataset dataset, List<FieldPlan> fields) {
        Set<String> others = new HashSet<>();
        dataset.variables().forEach(variable -> others.add(variable.path()));
        fields.forEach(field -> others.remove(field.path()));
        return others;
    }

    /** What is copied first: all that is no field and not there, with the groups; and what is announced. */
    private static Optional<Conversion> rest(
            Source source,
            Dataset dataset,
            GrowingStore store,
            CompressionPlan.Settings settings,
            List<FieldPlan> fields,
            List<String> present,
            List<String> missing,
            boolean isThere) {
        Set<String> left = new HashSet<>(present);
        fields.forEach(field -> left.add(field.path()));
        Dataset others = Selection.without(dataset, left);
        if (isThere && others.variables().isEmpty() && missing.isEmpty()) {
            return Optional.empty();
        }
        PartTarget target = new PartTarget(CompressionPlan.losslessTarget(settings), store, missing, false);
        return Optional.of(Conversion.plan(source, others, target, settings.threads(), settings.budgetBytes()));
    }

    /** The fields, those that are there already among them. */
    List<FieldPlan> fields() {
        return fields;
    }

    /** Whether a field is there already. */
    boolean isThere(FieldPlan field) {
        return skipped.containsKey(field.path());
    }

    /** All that would be written. */
    CopyPlan copies() {
        List<CopyPlan.VariableCopy> copies = new ArrayList<>();
        rest.ifPresent(conversion -> copies.addAll(conversion.plan().variables()));
        fields.stream().filter(field -> !isThere(field)).forEach(field -> copies.add(field.copy()));
        return new CopyPlan(copies, settings.threads(), settings.budgetBytes());
    }

    /** Does it. */
    CompressionReport run(Manner manner, Progress progress, StopSignal stop) throws IOException {
        try {
            return stop.during(() -> {
                try (Workers workers = Workers.of(settings.threads())) {
                    return run(manner, progress, stop, workers);
                }
            });
        } catch (IOException e) {
            IOException named = Complaint.named(e, settings.output());
            if (store.isVisible()) {
                throw new UnfinishedException(settings.output().toString(), named);
            }
            throw named;
        } catch (StoppedException e) {
            throw store.isVisible() ? new UnfinishedException(settings.output().toString(), e) : e;
        }
    }

    private CompressionReport run(Manner manner, Progress progress, StopSignal stop, Workers workers)
            throws IOException {
        long start = System.nanoTime();
        progress.begin(copies().decodedBytes());
        Progress whole = Progress.partOf(progress);
        Optional<ConversionReport> copied = Optional.empty();
        if (rest.isPresent()) {
            copied = Optional.of(rest.get().run(manner.isVerifying(), whole, stop));
        }
        List<FieldReport> reports = new ArrayList<>();
        for (FieldPlan field : fields) {
            FieldReport report = new FieldReport(field, end(field, manner, whole, workers), manner.driftLimit());
            reports.add(report);
            if (report.isFailed() && manner.isStopping()) {
                break;
            }
        }
        CompressionReport report = new CompressionReport(
                source.name(),
                settings.output().toString(),
                reports,
                copied,
                present,
                (System.nanoTime() - start) / 1e9,
                settings.threads(),
                settings.budgetBytes(),
                manner.isVerifying());
        if (report.code() == ExitCode.DONE) {
            store.publish();
        }
        return report;
    }

    private FieldReport.End end(FieldPlan field, Manner manner, Progress progress, Workers workers) throws IOException {
        if (isThere(field)) {
            return new FieldReport.End.Skipped(skipped.get(field.path()));
        }
        try {
            return new FieldReport.End.Compressed(
                    compression(field, manner, workers).run(field.attempts(), progress));
        } catch (IOException | CodecException e) {
            Complaint complaint = Complaint.of(e);
            if (complaint.code() == ExitCode.SPACE) {
                throw e;
            }
            return new FieldReport.End.Failed(complaint);
        }
    }

    private FieldCompression compression(FieldPlan field, Manner manner, Workers workers) throws IOException {
        Variable variable = field.variable();
        FieldComparison.Settings known = FieldSettings.of(dataset, variable);
        FieldScan scan = new FieldScan(source, variable, workers, settings.budgetBytes() / 2);
        boolean hasCut = manner.isVerifying() && field.gates().thresholds().containsKey(Gate.Q99);
        boolean isRelative = manner.isVerifying() && field.gates().thresholds().containsKey(Gate.LINF);
        OptionalDouble cut = hasCut ? scan.q99Cut(known.missingValues()) : OptionalDouble.empty();
        OptionalDouble magnitude = field.greatestMagnitude();
        if (isRelative && magnitude.isEmpty()) {
            magnitude = OptionalDouble.of(scan.greatestMagnitude(known.missingValues()));
        }
        FieldBudget budget = new FieldBudget(field.gates(), new FieldComparison(known, cut), magnitude);
        ZarrTarget others = CompressionPlan.losslessTarget(settings);
        FieldPart part = new FieldPart(
                store,
                dataset,
                field.copy(),
                v -> others.rule().layout(v),
                field.stamp("varve " + Release.version()),
                settings.threads(),
                settings.budgetBytes());
        return new FieldCompression(source, variable, budget, part, manner.isVerifying(), workers);
    }

    /** What of a compression is in the store already. */
    private record Presence(ZarrSource there, String output, boolean isSkipping) {
        /** The record of a field that is there as it is wanted; nothing when it is not there. */
        Optional<CompressionRecord> record(FieldPlan field) throws IOException {
            Optional<Variable> found = there.describe().variable(field.path());
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Optional<CompressionRecord> record = CompressionRecord.of(found.get());
            String problem = !isSkipping
                    ? "is there"
                    : there.unlistedArrays().contains(field.path())
                            ? "is there, and nothing is known of its objects"
                            : record.isEmpty()
                                    ? "is there, and was not compressed under a budget"
                                    : FieldPart.difference(record.get(), field.stamp(""))
                                            .orElse("");
            if (!problem.isEmpty()) {
                throw new PresentException(output + ": variable '" + field.path() + "' " + problem);
            }
            return record;
        }

        /** Those of some variables that are there, after they were compared with the source. */
        List<String> same(Source source, Set<String> paths, Workers workers, long memoryBytes) throws IOException {
            List<String> found = there.describe().variables().stream()
                    .map(Variable::path)
                    .filter(paths::contains)
                    .toList();
            if (!found.isEmpty()) {
                for (String path : found) {
                    if (CompressionRecord.of(there.describe().variable(path).orElseThrow())
                            .isPresent()) {
                        throw new PresentException(output + ": variable '" + path
                                + "' is there, and was compressed, but shall be stored without loss");
                    }
                }
                List<String> differences = DatasetComparison.differences(
                        source, there, Set.copyOf(found), workers, memoryBytes, Progress.NONE);
                if (!differences.isEmpty()) {
                    throw new PresentException(differences.get(0));
                }
            }
            return found;
        }
    }
}
