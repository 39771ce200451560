package dev.varve.report;

import dev.varve.measure.FieldMeasures;
import dev.varve.report.FieldPortrait.Curve;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The figures of a field as files for papers and scripts: SVG and CSV of each, and PNG of maps. Those of the winner. */
final class FigureFiles {
    private final FigureSet figures;
    private final ReportField field;

    private FigureFiles(ReportField field) {
        this.field = field;
        this.figures = new FigureSet(field.variable());
    }

    /** Names, such as {@code pareto.svg}, and contents. */
    static Map<String, byte[]> of(ReportField field, CandidateClusters clusters) throws IOException {
        FigureFiles drawn = new FigureFiles(field);
        drawn.pareto();
        drawn.clusters(clusters);
        Map<String, byte[]> files = new LinkedHashMap<>(drawn.figures.files());
        if (field.portrait().isPresent()) {
            files.putAll(PortraitFigures.of(field.portrait().get()));
        }
        return files;
    }

    private void pareto() {
        List<ReportRow> shown = field.rows().stream()
                .filter(row -> row.ratio().isPresent() && row.errors().isPresent())
                .toList();
        List<Double> l1 = shown.stream().map(row -> l1(row)).toList();
        List<Double> ratios =
                shown.stream().map(row -> row.ratio().getAsDouble()).toList();
        PlotScale errors = PlotScale.around(l1, true);
        PlotSvg plot = new PlotSvg(
                figures.title("ratio against error; exact chains at the left edge"),
                "relative L1",
                "ratio",
                errors,
                PlotScale.around(ratios, true));
        List<List<Object>> rows = new ArrayList<>();
        for (ReportRow row : shown) {
            boolean isKept = field.gates().areKept(row.errors().orElseThrow());
            boolean isWinner = field.winner().equals(Optional.of(row.label()));
            plot.dot(
                    l1(row) == 0 ? errors.from() : l1(row),
                    row.ratio().getAsDouble(),
                    isWinner ? 6 : 2.2,
                    isKept ? FigureSet.ACCENT : FigureSet.PALE);
            rows.add(List.of(
                    row.label(),
                    row.ratio().getAsDouble(),
                    l1(row),
                    row.decodeRate().orElse(Double.NaN) / 1e6,
                    row.status().name().toLowerCase(Locale.ROOT),
                    isKept));
        }
        figures.svg(
                "pareto",
                plot.legend(FigureSet.colours("breaks a gate", FigureSet.PALE, "keeps the gates", FigureSet.ACCENT)));
        figures.csv("pareto", List.of("name", "ratio", "l1_rel", "decode_mb_s", "status", "keep"), rows);
    }

    private static double l1(ReportRow row) {
        return row.errors().map(FieldMeasures::l1Relative).orElse(Double.NaN);
    }

    private void clusters(CandidateClusters clusters) {
        if (clusters.count() == 0) {
            return;
        }
        List<Double> x = new ArrayList<>();
        List<Double> inertia = new ArrayList<>();
        List<Double> silhouette = new ArrayList<>();
        for (CandidateClusters.Trial trial : clusters.trials()) {
            x.add((double) trial.clusters());
            inertia.add(trial.inertia());
            silhouette.add(trial.silhouette());
        }
        curves("clusters_elbow", "inertia by number of clusters", "clusters", "inertia", new Curve(x, inertia), false);
        curves("clusters_silhouette", "silhouette", "clusters", "silhouette", new Curve(x, silhouette), false);
    }

    private void curves(String name, String figure, String xTitle, String yTitle, Curve curve, boolean isLogarithmic) {
        PlotSvg plot = new PlotSvg(
                figures.title(figure),
                xTitle,
                yTitle,
                PlotScale.around(curve.x(), isLogarithmic),
                PlotScale.around(curve.y(), isLogarithmic));
        figures.svg(name, plot.curve(curve, FigureSet.ACCENT, ""));
        figures.csv(name, List.of(xTitle, yTitle), FigureSet.table(curve));
    }
}
