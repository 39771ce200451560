package dev.varve.run.sweep;

import dev.varve.array.FillValue;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.measure.AxisRole;
import dev.varve.measure.BitInformation;
import dev.varve.measure.FieldComparison;
import dev.varve.measure.FieldReference;
import dev.varve.measure.Quantisation;
import dev.varve.pipeline.Workers;
import dev.varve.plan.InfeasiblePlanException;
import dev.varve.plan.sweep.AxisRoles;
import dev.varve.plan.sweep.Candidate;
import dev.varve.plan.sweep.CandidateSpace;
import dev.varve.plan.sweep.Contest;
import dev.varve.plan.sweep.Gates;
import dev.varve.plan.sweep.MissingValues;
import dev.varve.plan.sweep.NoChainException;
import dev.varve.plan.sweep.ParameterLadder;
import dev.varve.plan.sweep.RacingSearch;
import dev.varve.plan.sweep.SamplePlan;
import dev.varve.plan.sweep.Score;
import dev.varve.plan.sweep.Stage;
import dev.varve.plan.sweep.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** A sweep of one variable: its field was looked at, its sample lies in memory, its candidates are known. */
public final class FieldSweep {
    /** Changes whenever the same candidate may get another score. */
    private static final String MEASURES = "2";

    /** Filtered, serialized, compressed, decoded, and what the greediest compressors need to look around in it. */
    private static final long FORMS_OF_A_CHUNK = 8;

    private final Variable variable;
    private final SweepSettings settings;
    private final List<AxisRole> roles;
    private final FieldScan scan;
    private final SamplePlan plan;
    private final SweepSample sample;
    private final FieldReference reference;
    private final CandidateSpace space;
    private final Recipe.SampleStamp stamp;

    private FieldSweep(
            Variable variable,
            SweepSettings settings,
            List<AxisRole> roles,
            FieldScan scan,
            SamplePlan plan,
            List<SweepSample.Piece> chunks) {
        this.variable = variable;
        this.settings = settings;
        this.roles = roles;
        this.scan = scan;
        this.plan = plan;
        this.sample = SweepSample.of(plan.shape(), variable.fill(), chunks);
        this.reference =
                FieldReference.of(chunks.stream().map(SweepSample.Piece::data).toList(), MissingValues.of(variable));
        this.space = CandidateSpace.of(specs(), scan.statistics(), settings.space());
        this.stamp = new Recipe.SampleStamp(
                plan.indices().stream().map(axis -> axis.orElse(List.of())).toList(),
                plan.shape(),
                SampleReader.digest(chunks));
    }

    private List<ChunkSpec> specs() {
        FillValue fill = variable.fill();
        return List.of(new ChunkSpec(fill.type(), chunk(), fill));
    }

    /**
     * Looks at a variable and reads its sample.
     *
     * @param variable of numbers, with at least one axis and one element
     * @throws NoChainException when no chain is left to try
     * @throws InfeasiblePlanException when the sample does not fit in memory
     */
    public static FieldSweep prepare(
            Source source, Dataset dataset, Variable variable, SweepSettings settings, Workers workers)
            throws IOException {
        List<AxisRole> roles = AxisRoles.of(dataset, variable);
        FieldScan scan =
                FieldScan.of(source, variable, roles, MissingValues.of(variable), workers, settings.memoryBytes() / 4);
        SamplePlan plan = SamplePlan.of(
                variable.shape(), roles, scan.axes(), variable.type().sizeBytes(), settings.sampleBytes());
        Shape chunk = settings.layout().layout(variable).chunks().largestCell().min(plan.shape());
        requireMemory(variable, plan, chunk, settings.memoryBytes(), workers.threads());
        List<SweepSample.Piece> chunks = SampleReader.read(source, variable, plan, chunk, variable.fill(), workers);
        return new FieldSweep(variable, settings, roles, scan, plan, chunks);
    }

    /** The sample stays in memory; beside it each thread has a chunk in several forms. */
    private static void requireMemory(Variable variable, SamplePlan plan, Shape chunk, long memoryBytes, int threads) {
        long elementBytes = variable.type().sizeBytes();
        long work = Math.multiplyExact(FORMS_OF_A_CHUNK * threads * elementBytes, chunk.count());
        long needed =
                Math.addExact(Math.multiplyExact(elementBytes, plan.shape().count()), work);
        if (needed > memoryBytes) {
            throw new InfeasiblePlanException(
                    "variable '" + variable.path() + "': a sample of " + plan.shape(), needed, memoryBytes);
        }
    }

    /** What is swept. */
    public Variable variable() {
        return variable;
    }

    /** What is known of the whole field. */
    public FieldScan scan() {
        return scan;
    }

    /** What its axes stand for. */
    public List<AxisRole> roles() {
        return roles;
    }

    /** Which part of the field is tried. */
    public SamplePlan plan() {
        return plan;
    }

    /** The part of the field that is tried, in memory. */
    public SweepSample sample() {
        return sample;
    }

    /** Which part of the field is tried, and the digest of its numbers. */
    public Recipe.SampleStamp stamp() {
        return stamp;
    }

    /** The chains to choose from. */
    public CandidateSpace space() {
        return space;
    }

    /** How the first chunk's numbers were rounded before, when they were: a chain that finds it out again is lossless. */
    public Optional<Quantisation> quantisation() {
        return Quantisation.of(sample.parts().get(0).get(0).data(), MissingValues.of(variable));
    }

    /** What the bits of the first chunk's numbers say of each other, along the axis where they say most. */
    public Optional<BitInformation> bitInformation() {
        boolean hasMantissa = variable.type() instanceof NumericType type && type.kind() == NumericType.Kind.FLOAT;
        return hasMantissa
                ? Optional.of(BitInformation.worst(sample.parts().get(0).get(0).data(), MissingValues.of(variable)))
                : Optional.empty();
    }

    /** The shape of the sample's chunks. */
    public Shape chunk() {
        return sample.parts().get(0).get(0).cell();
    }

    /** How large a chunk should be, decoded. */
    long innerChunkBytes() {
        return settings.layout().targets().innerChunkBytes();
    }

    /** What a decoded field has to keep, its thresholds relative to magnitudes whatever the budget is relative to. */
    public Gates gates() {
        return settings.gatesFor(scan.statistics());
    }

    private FieldComparison.Settings comparison() {
        return new FieldComparison.Settings(
                plan.shape(),
                roles,
                MissingValues.of(variable),
                settings.physicalMin(),
                settings.physicalMax(),
                settings.boundsTolerance() * scan.statistics().range());
    }

    /** What measures the sample. */
    public FieldComparison comparer() {
        return new FieldComparison(comparison(), reference.q99Cut());
    }

    /**
     * Tries candidates: all, or as a search finds best.
     *
     * @param isAdmitted whether a candidate may win
     * @param identities texts that are the same in every process that shares the ledger
     * @return a score of every candidate, tried or not
     */
    public List<Score> run(
            SweepLedger ledger,
            Predicate<Candidate> isAdmitted,
            Function<Candidate, String> identities,
            SweepProgress progress,
            Workers workers)
            throws IOException {
        TrialRun runner = new TrialRun(
                sample, comparer(), new DocumentSize(plan.shape(), chunk(), variable.fill()), new CompressedSizes());
        try (SweepEngine engine = new SweepEngine(runner, ledger, workers, identities, progress)) {
            return settings.isExhaustive() ? all(engine) : search(engine, isAdmitted);
        }
    }

    /** Every candidate, or the first of them. */
    private List<Score> all(SweepEngine engine) throws IOException {
        Map<Stage, List<List<BytesToBytesCodec>>> slots = new LinkedHashMap<>();
        List<Candidate> wanted = settings.mostCandidates().isPresent()
                ? space.candidates(settings.mostCandidates().getAsInt())
                : space.candidates();
        for (Candidate candidate : wanted) {
            slots.computeIfAbsent(candidate.stage(), unused -> new ArrayList<>())
                    .add(candidate.compressors());
        }
        List<Trial> trials = new ArrayList<>();
        slots.forEach((stage, compressors) -> trials.add(new Trial(stage, 0, compressors)));
        List<Score> scores = new ArrayList<>(engine.evaluate(trials));
        for (Candidate candidate : space.candidates().subList(wanted.size(), space.size())) {
            scores.add(new Score(candidate, 0, 0, new Score.Skipped("not among the first " + wanted.size())));
        }
        return scores;
    }

    private List<Score> search(SweepEngine engine, Predicate<Candidate> isAdmitted) throws IOException {
        Contest contest = new Contest(
                space.stages(),
                stage -> space.compressors().stream()
                        .filter(slot -> isAdmitted.test(new Candidate(stage, slot)))
                        .toList(),
                stage -> variable.type() instanceof NumericType type
                        ? ParameterLadder.of(stage, type, scan.statistics())
                        : Optional.empty(),
                gates(),
                sample.shares());
        List<Score> scores = new ArrayList<>(RacingSearch.run(contest, engine));
        Set<Candidate> seen = new LinkedHashSet<>();
        scores.forEach(score -> seen.add(score.candidate()));
        for (Candidate candidate : space.candidates()) {
            if (!seen.contains(candidate)) {
                scores.add(new Score(
                        candidate,
                        0,
                        0,
                        new Score.Skipped("not every Zarr v3 reader knows its codecs; --all-codecs tries it")));
            }
        }
        return scores;
    }

    /**
     * What the numbers of this sweep depend on.
     *
     * @param codecs which version of all codecs
     */
    public SweepState state(Recipe.SourceStamp source, String codecs) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("missing values", MissingValues.of(variable).toString());
        all.put("roles of axes", roles.toString());
        all.put(
                "extremes of the field",
                scan.statistics().min() + " to " + scan.statistics().max());
        all.put(
                "physical bounds",
                settings.physicalMin() + " to " + settings.physicalMax() + " by " + settings.boundsTolerance());
        return SweepState.of(source, stamp, chunk(), all, codecs, MEASURES);
    }
}
