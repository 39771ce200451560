package dev.varve.report;

import dev.varve.report.FieldPortrait.Bars;
import dev.varve.report.FieldPortrait.Curve;
import dev.varve.report.FieldPortrait.Distributions;
import dev.varve.report.FieldPortrait.Interval;
import dev.varve.report.FieldPortrait.Matrix;
import dev.varve.report.FieldPortrait.Plane;
import dev.varve.report.FieldPortrait.Portrayed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The figures of a portrait: maps, distributions, levels, bits. */
final class PortraitFigures {
    private final FieldPortrait portrait;
    private final FigureSet figures;

    private PortraitFigures(FieldPortrait portrait) {
        this.portrait = portrait;
        this.figures = new FigureSet(portrait.variable());
    }

    /** Names and contents. */
    static Map<String, byte[]> of(FieldPortrait portrait) throws IOException {
        PortraitFigures drawn = new PortraitFigures(portrait);
        drawn.portrait();
        return drawn.figures.files();
    }

    private void portrait() throws IOException {
        String unit = portrait.units().isEmpty() ? "" : " (" + portrait.units() + ")";
        portrait.bits().ifPresent(this::bits);
        if (portrait.candidates().isEmpty()) {
            return;
        }
        Portrayed winner = portrait.candidates().get(0);
        Distributions before = portrait.original();
        Distributions after = winner.distributions();
        bars("errors", "errors of " + winner.label(), "decoded - original" + unit, winner.errors());
        bars("values", "values of the original", "value" + unit, before.histogram());
        pair(
                "zonal_mean",
                "zonal mean",
                portrait.plane().rows(),
                "mean" + unit,
                before.zonalMean(),
                after.zonalMean(),
                false);
        pair("spectrum", "power spectrum", "wavenumber", "power", before.spectrum(), after.spectrum(), true);
        matrix(winner.levelsAndTimes());
        for (int i = 0; i < portrait.slices().size(); i++) {
            PixelMap original = portrait.slices().get(i).original();
            String place = portrait.slices().get(i).label() + unit;
            PixelMap error = winner.largestError().get(i);
            double bound = Math.max(Math.abs(error.min()), Math.abs(error.max()));
            map(
                    "map" + i + "_original",
                    "original, " + place,
                    portrait.plane(),
                    original,
                    original.min(),
                    original.max(),
                    ColourRamp.FIELD);
            map(
                    "map" + i + "_decoded",
                    "decoded, " + place,
                    portrait.plane(),
                    original.plus(winner.error().get(i)),
                    original.min(),
                    original.max(),
                    ColourRamp.FIELD);
            map(
                    "map" + i + "_error",
                    "largest error, " + place,
                    portrait.plane(),
                    error,
                    -bound,
                    bound,
                    ColourRamp.SIGNED);
        }
    }

    private void bits(FieldPortrait.Bits bits) {
        PlotSvg plot = new PlotSvg(
                figures.title("information in each bit; keepbits " + bits.keep99() + " (99 %), " + bits.keep999()
                        + " (99.9 %)"),
                "bit, the sign first",
                "bits",
                new PlotScale(-0.5, bits.information().size() - 0.5, false),
                PlotScale.around(withZero(bits.information()), false));
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < bits.information().size(); i++) {
            plot.bar(
                    i - 0.4,
                    i + 0.4,
                    bits.information().get(i),
                    i < bits.signAndExponent() + bits.keep99() ? FigureSet.ACCENT : FigureSet.PALE);
            rows.add(List.of(i, bits.information().get(i)));
        }
        figures.svg("bits", plot);
        figures.csv("bits", List.of("bit", "information"), rows);
    }

    private static List<Double> withZero(List<Double> numbers) {
        List<Double> more = new ArrayList<>(numbers);
        more.add(0.0);
        return more;
    }

    private void bars(String name, String figure, String xTitle, Bars bars) {
        double most = bars.counts().stream().mapToLong(count -> count).max().orElse(1);
        PlotSvg plot = new PlotSvg(
                figures.title(figure),
                xTitle,
                "cells",
                new PlotScale(bars.from(), bars.to(), false),
                new PlotScale(0.5, Math.max(2, most * 1.3), true));
        double width = (bars.to() - bars.from()) / bars.counts().size();
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < bars.counts().size(); i++) {
            double from = bars.from() + i * width;
            if (bars.counts().get(i) > 0) {
                plot.bar(from, from + width, bars.counts().get(i), FigureSet.ACCENT);
            }
            rows.add(List.of(from, from + width, bars.counts().get(i)));
        }
        figures.svg(name, plot);
        figures.csv(name, List.of("from", "to", "cells"), rows);
    }

    private void pair(
            String name,
            String figure,
            String xTitle,
            String yTitle,
            Curve before,
            Curve after,
            boolean isLogarithmic) {
        if (before.x().isEmpty()) {
            return;
        }
        PlotSvg plot = new PlotSvg(
                figures.title(figure),
                xTitle,
                yTitle,
                PlotScale.around(before.x(), isLogarithmic),
                PlotScale.around(before.y(), isLogarithmic));
        plot.curve(before, FigureSet.BEFORE, "").curve(after, FigureSet.AFTER, "5 4");
        figures.svg(name, plot.legend(FigureSet.colours("decoded", FigureSet.AFTER, "original", FigureSet.BEFORE)));
        figures.csv(name, List.of(xTitle, "original", "decoded"), FigureSet.table(before, after));
    }

    private void matrix(Matrix matrix) throws IOException {
        if (matrix.values().size() < 2) {
            return;
        }
        List<List<Object>> rows = new ArrayList<>();
        int columns = matrix.columns().size();
        float[] logs = new float[matrix.values().size()];
        for (int i = 0; i < logs.length; i++) {
            double value = matrix.values().get(i);
            logs[i] = value > 0 ? (float) Math.log10(value) : Float.NaN;
            rows.add(List.of(matrix.rows().get(i / columns), matrix.columns().get(i % columns), value));
        }
        PixelMap map = new PixelMap(columns, matrix.rows().size(), logs);
        PlotSvg plot = new PlotSvg(
                figures.title("relative L1 by level and time: " + Figures.number(Math.pow(10, map.min()))
                        + " (light) to " + Figures.number(Math.pow(10, map.max())) + " (dark)"),
                "time index",
                "level index, downwards",
                new PlotScale(-0.5, columns - 0.5, false),
                new PlotScale(-matrix.rows().size() + 0.5, 0.5, false));
        figures.svg("levels_times", plot.picture(PngImage.of(map, map.min(), map.max(), ColourRamp.HEAT, false)));
        figures.csv("levels_times", List.of("level", "time", "l1_rel"), rows);
    }

    private void map(String name, String figure, Plane plane, PixelMap map, double low, double high, ColourRamp ramp)
            throws IOException {
        Interval rows = plane.rowEdges().orElse(new Interval(-0.5, map.height() - 0.5));
        Interval columns = plane.columnEdges().orElse(new Interval(-0.5, map.width() - 0.5));
        boolean isFlipped = rows.to() > rows.from() && plane.rowEdges().isPresent();
        byte[] png = PngImage.of(map, low, high, ramp, isFlipped);
        figures.png(name, png);
        PlotSvg plot = new PlotSvg(
                figures.title(figure) + ", " + Figures.number(low) + " to " + Figures.number(high),
                plane.columns(),
                plane.rows(),
                new PlotScale(columns.from(), columns.to(), false),
                isFlipped
                        ? new PlotScale(rows.from(), rows.to(), false)
                        : new PlotScale(rows.to(), rows.from(), false));
        figures.svg(name, plot.picture(png));
        List<String> header = new ArrayList<>(List.of(plane.rows() + " \\ " + plane.columns()));
        List<List<Object>> lines = new ArrayList<>();
        for (int column = 0; column < map.width(); column++) {
            header.add(Figures.number(columns.from() + (column + 0.5) * (columns.to() - columns.from()) / map.width()));
        }
        for (int row = 0; row < map.height(); row++) {
            List<Object> line = new ArrayList<>();
            line.add(rows.from() + (row + 0.5) * (rows.to() - rows.from()) / map.height());
            for (int column = 0; column < map.width(); column++) {
                line.add((double) map.at(row, column));
            }
            lines.add(line);
        }
        figures.csv(name, header, lines);
    }
}
