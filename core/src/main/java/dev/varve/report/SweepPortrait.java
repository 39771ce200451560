package dev.varve.report;

import dev.varve.array.Conversion;
import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.measure.AxisRole;
import dev.varve.plan.sweep.Candidate;
import dev.varve.plan.sweep.MissingValues;
import dev.varve.plan.sweep.Ranking;
import dev.varve.plan.sweep.Score;
import dev.varve.run.sweep.CandidateText;
import dev.varve.run.sweep.FieldSweep;
import dev.varve.run.sweep.SweepResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The portrait of a field that was just swept, with the chains that a user would choose from. */
public final class SweepPortrait {
    /** A sample that is larger is not portrayed: it would lie in memory three times. */
    private static final long LARGEST_SAMPLE_BYTES = 1L << 30;

    private static final double WORTH_CHOOSING = 0.5;

    private SweepPortrait() {}

    /**
     * Paints a portrait; nothing when the sample is too large for it, or nothing keeps the gates.
     *
     * @param source where the coordinates of axes are read
     * @param isAdmitted whether a candidate may win
     */
    public static Optional<FieldPortrait> of(
            SweepResult result, Source source, Dataset dataset, CandidateText text, Predicate<Candidate> isAdmitted)
            throws IOException {
        FieldSweep sweep = result.sweep();
        if (sweep.sample().bytes(0) > LARGEST_SAMPLE_BYTES
                || result.ranking().kept().isEmpty()) {
            return Optional.empty();
        }
        List<FieldPainter.Sitter> sitters = new ArrayList<>();
        for (Candidate candidate : chosen(result.ranking(), isAdmitted)) {
            sitters.add(new FieldPainter.Sitter(
                    text.label(candidate), () -> sweep.sample().decoded(candidate.stage())));
        }
        NdArray original = sweep.sample().whole();
        return Optional.of(FieldPainter.paint(scene(sweep, source, dataset), original, sitters));
    }

    /** The winner, the largest ratio of all, the fastest to decode that is worth it, the most exact; each stage once. */
    private static List<Candidate> chosen(Ranking ranking, Predicate<Candidate> isAdmitted) {
        Map<Object, Candidate> chosen = new LinkedHashMap<>();
        ranking.best(isAdmitted).ifPresent(score -> add(chosen, score));
        ranking.best(candidate -> true).ifPresent(score -> add(chosen, score));
        double least = WORTH_CHOOSING * Ranking.measured(ranking.kept().get(0)).ratio();
        List<Score> worth = ranking.kept().stream()
                .filter(score -> Ranking.measured(score).ratio() >= least)
                .toList();
        worth.stream()
                .min(Comparator.comparingDouble(score -> Ranking.measured(score).decodeSeconds()))
                .ifPresent(score -> add(chosen, score));
        worth.stream()
                .min(Comparator.comparingDouble(
                        score -> Ranking.measured(score).errors().l1Relative()))
                .ifPresent(score -> add(chosen, score));
        return List.copyOf(chosen.values());
    }

    private static void add(Map<Object, Candidate> chosen, Score score) {
        chosen.putIfAbsent(score.candidate().stage(), score.candidate());
    }

    private static FieldScene scene(FieldSweep sweep, Source source, Dataset dataset) throws IOException {
        Variable variable = sweep.variable();
        List<PortraitAxis> axes = new ArrayList<>();
        for (int axis = 0; axis < variable.dimensions().size(); axis++) {
            axes.add(axis(sweep, axis, source, dataset));
        }
        return new FieldScene(
                variable.path(),
                variable.text("long_name")
                        .or(() -> variable.text("standard_name"))
                        .orElse(""),
                units(variable),
                axes,
                places(sweep, source, dataset),
                MissingValues.of(variable));
    }

    /** Packed numbers are not in the unit of what they stand for. */
    private static String units(Variable variable) {
        boolean isPacked = variable.attribute("scale_factor").isPresent()
                || variable.attribute("add_offset").isPresent();
        return isPacked ? "packed" : variable.text("units").orElse("");
    }

    private static PortraitAxis axis(FieldSweep sweep, int axis, Source source, Dataset dataset) throws IOException {
        Dimension dimension = sweep.variable().dimensions().get(axis);
        AxisRole role = sweep.roles().get(axis);
        int length = Math.toIntExact(sweep.plan().shape().extent(axis));
        Optional<Variable> coordinate = dataset.variable(dimension.path()).filter(SweepPortrait::isLineOfNumbers);
        if (coordinate.isEmpty()) {
            return PortraitAxis.plain(dimension.name(), role, length);
        }
        double[] all = numbers(source, coordinate.get());
        List<Double> values = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            values.add(all[Math.toIntExact(sweep.plan().at(axis, i))]);
        }
        String units = coordinate.get().text("units").orElse("");
        return new PortraitAxis(dimension.name(), role, units, length, values, List.of());
    }

    /** Where cells of an unstructured grid lie: its one horizontal axis has latitudes and longitudes as coordinates. */
    private static Optional<CellPlaces> places(FieldSweep sweep, Source source, Dataset dataset) throws IOException {
        Variable variable = sweep.variable();
        List<Dimension> horizontal = new ArrayList<>();
        for (int axis = 0; axis < sweep.roles().size(); axis++) {
            if (sweep.roles().get(axis) == AxisRole.HORIZONTAL) {
                horizontal.add(variable.dimensions().get(axis));
            }
        }
        Optional<Variable> latitudes = Optional.empty();
        Optional<Variable> longitudes = Optional.empty();
        for (String name : variable.text("coordinates").orElse("").split("\\s+", -1)) {
            Optional<Variable> named = dataset.variable(name)
                    .filter(SweepPortrait::isLineOfNumbers)
                    .filter(line -> horizontal.equals(line.dimensions()));
            latitudes = latitudes.or(() -> named.filter(line -> isIn(line, "latitude", "degrees_north")));
            longitudes = longitudes.or(() -> named.filter(line -> isIn(line, "longitude", "degrees_east")));
        }
        return latitudes.isEmpty() || longitudes.isEmpty()
                ? Optional.empty()
                : Optional.of(new CellPlaces(numbers(source, latitudes.get()), numbers(source, longitudes.get())));
    }

    private static boolean isIn(Variable line, String standardName, String units) {
        return line.text("standard_name").orElse("").equals(standardName)
                || line.text("units").orElse("").equals(units);
    }

    private static boolean isLineOfNumbers(Variable variable) {
        return variable.dimensions().size() == 1
                && variable.type() instanceof NumericType type
                && (type.kind() == NumericType.Kind.FLOAT || type.isInteger());
    }

    private static double[] numbers(Source source, Variable line) throws IOException {
        NdArray block = source.read(line, Region.whole(line.shape()));
        double[] values = new double[Math.toIntExact(block.shape().count())];
        Numbers.readDoubles(
                Conversion.of(block, NumericType.FLOAT64).data(), 0, NumericType.FLOAT64, values, values.length);
        return values;
    }
}
