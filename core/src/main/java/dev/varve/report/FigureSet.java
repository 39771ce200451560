package dev.varve.report;

import dev.varve.report.FieldPortrait.Curve;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files of figures, collected by name. */
final class FigureSet {
    static final String BEFORE = "#1f2529";
    static final String AFTER = "#b9791f";
    static final String ACCENT = "#17656f";
    static final String PALE = "#b7b3a8";

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final String variable;

    FigureSet(String variable) {
        this.variable = variable;
    }

    Map<String, byte[]> files() {
        return files;
    }

    String title(String figure) {
        return variable + ": " + figure;
    }

    void svg(String name, PlotSvg plot) {
        files.put(name + ".svg", plot.build().getBytes(StandardCharsets.UTF_8));
    }

    void png(String name, byte[] png) {
        files.put(name + ".png", png);
    }

    void csv(String name, List<String> header, List<List<Object>> rows) {
        files.put(name + ".csv", CsvText.of(header, rows).getBytes(StandardCharsets.UTF_8));
    }

    static Map<String, String> colours(String first, String colour, String second, String other) {
        Map<String, String> colours = new LinkedHashMap<>();
        colours.put(first, colour);
        colours.put(second, other);
        return colours;
    }

    static List<List<Object>> table(Curve... curves) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < curves[0].x().size(); i++) {
            List<Object> row = new ArrayList<>(List.of(curves[0].x().get(i)));
            for (Curve curve : curves) {
                row.add(i < curve.y().size() ? curve.y().get(i) : Double.NaN);
            }
            rows.add(row);
        }
        return rows;
    }
}
