package dev.varve.report;

import dev.varve.array.Bytes;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.MetadataException;
import dev.varve.plan.sweep.Score;
import dev.varve.report.ReportField.Fact;
import dev.varve.run.sweep.CandidateText;
import dev.varve.run.sweep.Recipe;
import dev.varve.run.sweep.ResultRow;
import dev.varve.run.sweep.ResultsFolder;
import dev.varve.run.sweep.SweepManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads what a report says of a variable from a folder of results. */
public final class ReportFields {
    private ReportFields() {}

    /**
     * Reads a variable whose sweep is finished.
     *
     * @throws java.nio.file.NoSuchFileException when it is not
     * @throws MetadataException when a file of it is damaged
     */
    public static ReportField read(ResultsFolder folder, String variable) throws IOException {
        SweepManifest manifest = folder.manifest(variable);
        Recipe recipe = manifest.recipe();
        CandidateText text = CandidateText.of(manifest.type());
        List<ReportRow> rows = new ArrayList<>();
        for (ResultRow row : folder.table(variable).rows()) {
            rows.add(row(row, text));
        }
        return new ReportField(
                variable,
                facts(manifest),
                recipe.source().name(),
                recipe.gates(),
                Optional.of(recipe.statistics()),
                manifest.sourceShare().orElse(1),
                Optional.of(recipe.winner().label()),
                rows,
                portrait(folder, variable));
    }

    private static Optional<FieldPortrait> portrait(ResultsFolder folder, String variable) throws IOException {
        Optional<Bytes> document = folder.portrait(variable);
        if (document.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(FieldPortraitJson.parse(JsonReader.read(document.get())));
        } catch (MetadataException e) {
            throw e.in("portrait of variable '" + variable + "' in " + folder.path());
        }
    }

    private static List<Fact> facts(SweepManifest manifest) {
        Recipe recipe = manifest.recipe();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Source", recipe.source().name() + ", " + size(recipe.source().sizeBytes())));
        String share =
                manifest.sourceShare().isPresent() && manifest.sourceShare().getAsDouble() < 1
                        ? ", "
                                + Figures.number(8
                                        * manifest.type().sizeBytes()
                                        * manifest.sourceShare().getAsDouble()) + " bits a value in the source"
                        : "";
        facts.add(new Fact("Type", manifest.type() + share));
        facts.add(new Fact(
                "Sample",
                recipe.sample().shape() + ", "
                        + size(bytes(manifest, recipe.sample().shape().count()))));
        facts.add(new Fact(
                "Chunk",
                recipe.chunk() + ", " + size(bytes(manifest, recipe.chunk().count()))));
        facts.add(new Fact(
                "Values",
                Figures.number(recipe.statistics().min()) + " to "
                        + Figures.number(recipe.statistics().max()) + ", mean "
                        + Figures.number(recipe.statistics().mean())
                        + ", deviation " + Figures.number(recipe.statistics().standardDeviation())));
        facts.add(new Fact("Sweep", manifest.mode() + ", " + Figures.number(manifest.seconds()) + " s"));
        return facts;
    }

    private static long bytes(SweepManifest manifest, long cells) {
        return cells * manifest.type().sizeBytes();
    }

    private static String size(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        double size = bytes;
        while (size >= 1024 && unit < units.length - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, units[unit]);
    }

    private static ReportRow row(ResultRow row, CandidateText text) throws MetadataException {
        String[] slots = row.label().split(" \\| ", 3);
        Optional<Score.Measured> measured = row.measured();
        return new ReportRow(
                slots[0],
                slots.length > 1 ? slots[1] : "-",
                slots.length > 2 ? slots[2] : "-",
                ReportRow.Status.valueOf(row.status().name()),
                row.reason(),
                text.isPortable(text.parse(row.identity())),
                number(measured.map(Score.Measured::ratio)),
                number(measured.map(seen -> seen.decodedBytes() / seen.encodeSeconds())),
                number(measured.map(seen -> seen.decodedBytes() / seen.decodeSeconds())),
                number(measured.map(seen -> (double) seen.peakBytes())),
                measured.map(Score.Measured::errors));
    }

    private static OptionalDouble number(Optional<Double> number) {
        return number.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }
}
