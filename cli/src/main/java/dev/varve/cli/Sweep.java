package dev.varve.cli;

import dev.varve.Release;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.JsonWriter;
import dev.varve.pipeline.Workers;
import dev.varve.plan.InfeasiblePlanException;
import dev.varve.plan.sweep.Candidate;
import dev.varve.plan.sweep.CandidateNotation;
import dev.varve.plan.sweep.FieldVariables;
import dev.varve.plan.sweep.Score;
import dev.varve.report.FieldPortrait;
import dev.varve.report.FieldPortraitJson;
import dev.varve.report.SweepPortrait;
import dev.varve.run.sweep.CandidateText;
import dev.varve.run.sweep.FieldSweep;
import dev.varve.run.sweep.FolderLedger;
import dev.varve.run.sweep.Recipe;
import dev.varve.run.sweep.ResultTable;
import dev.varve.run.sweep.ResultsFolder;
import dev.varve.run.sweep.SourceStamps;
import dev.varve.run.sweep.SweepResult;
import dev.varve.run.sweep.SweepSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** The sweeps of the fields of one source, one after another; what fails of one field is reported and ends no other. */
final class Sweep {
    /** What a thread's chunk in all its forms and a greedy compressor take, with some garbage. */
    private static final long HEAP_BYTES_PER_THREAD = 112 << 20;

    private final Shell shell;
    private final Source source;
    private final Dataset dataset;
    private final SweepSettings settings;
    private final Predicate<Candidate> isAdmitted;
    private final boolean isQuiet;
    private final Workers workers;

    Sweep(
            Shell shell,
            Source source,
            Dataset dataset,
            SweepSettings settings,
            boolean isWithAllCodecs,
            boolean isQuiet,
            Workers workers) {
        CandidateNotation notation = new CandidateNotation(CodecRegistry.standard());
        this.shell = shell;
        this.source = source;
        this.dataset = dataset;
        this.settings = settings;
        this.isAdmitted = isWithAllCodecs ? candidate -> true : notation::isPortable;
        this.isQuiet = isQuiet;
        this.workers = workers;
    }

    /** What would be tried. */
    SweepReport plan(FieldVariables variables) throws IOException {
        List<SweepReport.Field> reports = new ArrayList<>();
        for (Variable variable : variables.fields()) {
            reports.add(SweepReport.planned(prepare(variable), settings, workers.threads()));
        }
        return new SweepReport(source.name(), reports, variables.others());
    }

    /**
     * Sweeps fields into a folder.
     *
     * @throws UnfinishedException when it is told to stop
     */
    SweepReport run(FieldVariables variables, ResultsFolder folder, int rank, boolean isReplacing) {
        List<SweepReport.Field> reports = new ArrayList<>();
        for (Variable variable : variables.fields()) {
            try {
                if (isReplacing) {
                    folder.clear(variable.path());
                }
                reports.add(SweepReport.swept(run(variable, folder, rank), isAdmitted));
            } catch (StoppedException e) {
                throw new UnfinishedException(folder.path().toString(), e);
            } catch (IOException | IllegalArgumentException | InfeasiblePlanException e) {
                Complaint complaint = Complaint.of(e);
                complaint.print(shell.err());
                reports.add(SweepReport.failed(variable, complaint));
            }
        }
        return new SweepReport(source.name(), reports, variables.others());
    }

    private FieldSweep prepare(Variable variable) throws IOException {
        return FieldSweep.prepare(source, dataset, variable, settings, workers);
    }

    private SweepResult run(Variable variable, ResultsFolder folder, int rank) throws IOException {
        long start = System.nanoTime();
        long fieldBytes = Math.multiplyExact(
                variable.shape().count(), (long) variable.type().sizeBytes());
        HeapWatch heap = HeapWatch.over(
                Math.min(settings.sampleBytes(), fieldBytes) + HEAP_BYTES_PER_THREAD * workers.threads());
        try {
            return run(prepare(variable), folder, rank, start);
        } finally {
            heap.close();
        }
    }

    private SweepResult run(FieldSweep sweep, ResultsFolder folder, int rank, long start) throws IOException {
        Variable variable = sweep.variable();
        CandidateText text = CandidateText.of(variable.type());
        Recipe.SourceStamp stamp = SourceStamps.of(source, variable);
        try (FolderLedger ledger = folder.join(variable.path(), sweep.state(stamp, Release.version()), rank, text)) {
            folder.writeSpace(variable.path(), sweep.space().candidates(), text);
            List<Score> table = ledger.completed(scores(sweep, ledger, text));
            double seconds = (System.nanoTime() - start) / 1e9;
            SweepResult result = SweepResult.of(sweep, table, text, seconds);
            OptionalDouble share = sourceShare(variable);
            Optional<Recipe> recipe = result.recipe(stamp, text, isAdmitted);
            if (recipe.isPresent()) {
                ResultTable rows = ResultTable.of(table, sweep.gates(), share, text);
                Optional<FieldPortrait> portrait = SweepPortrait.of(result, source, dataset, text, isAdmitted);
                if (portrait.isPresent()) {
                    folder.replacePortrait(
                            variable.path(), JsonWriter.prettyBytes(FieldPortraitJson.toJson(portrait.get())));
                }
                String mode = settings.isExhaustive() ? "exhaustive" : "search";
                folder.finish(recipe.get(), variable.type(), rows, share, mode, seconds);
            } else {
                folder.withdraw(variable.path());
            }
            return result;
        }
    }

    private List<Score> scores(FieldSweep sweep, FolderLedger ledger, CandidateText text) throws IOException {
        SweepConsole console = SweepConsole.on(shell, sweep.variable().path(), sweep.gates(), isQuiet);
        try {
            return sweep.run(ledger, isAdmitted, text::identity, console, workers);
        } finally {
            console.end();
        }
    }

    /** Bytes of a variable in its source over its decoded bytes, where the source tells. */
    private static OptionalDouble sourceShare(Variable variable) {
        long stored = variable.storage().storedBytes();
        long decoded =
                Math.multiplyExact(variable.shape().count(), variable.type().sizeBytes());
        return stored == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) stored / decoded);
    }
}
