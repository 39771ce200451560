package dev.varve.report;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A plot as an SVG file of its own: two axes, and lines, points, bars, pictures between them. */
final class PlotSvg {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 440;
    private static final int LEFT = 80;
    private static final int RIGHT = 24;
    private static final int TOP = 44;
    private static final int BOTTOM = 60;
    private static final String INK = "#1f2529";
    private static final String SOFT = "#5c656b";

    private final StringBuilder svg = new StringBuilder();
    private final PlotScale x;
    private final PlotScale y;

    /** A plot without anything on it. */
    PlotSvg(String title, String xTitle, String yTitle, PlotScale x, PlotScale y) {
        this.x = x;
        this.y = y;
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + WIDTH + "\" height=\"" + HEIGHT
                + "\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" font-family=\"sans-serif\" font-size=\"12\">\n"
                + "<rect width=\"" + WIDTH + "\" height=\"" + HEIGHT + "\" fill=\"#ffffff\"/>\n");
        text(LEFT, 20, "start", INK, title);
        text(WIDTH - RIGHT, HEIGHT - 16, "end", INK, xTitle);
        text(8, TOP - 10, "start", INK, yTitle);
        for (double tick : x.ticks()) {
            svg.append(line(atX(tick), TOP, atX(tick), HEIGHT - BOTTOM, "#e6e3dc"));
            text(atX(tick), HEIGHT - BOTTOM + 18, "middle", SOFT, Figures.number(tick));
        }
        for (double tick : y.ticks()) {
            svg.append(line(LEFT, atY(tick), WIDTH - RIGHT, atY(tick), "#e6e3dc"));
            text(LEFT - 8, atY(tick) + 4, "end", SOFT, Figures.number(tick));
        }
    }

    private double atX(double number) {
        return LEFT + x.share(number) * (WIDTH - RIGHT - LEFT);
    }

    private double atY(double number) {
        return HEIGHT - BOTTOM - y.share(number) * (HEIGHT - BOTTOM - TOP);
    }

    private static String at(double pixel) {
        return String.format(Locale.ROOT, "%.1f", pixel);
    }

    private static String line(double x1, double y1, double x2, double y2, String colour) {
        return "<path d=\"M" + at(x1) + "," + at(y1) + "L" + at(x2) + "," + at(y2) + "\" stroke=\"" + colour
                + "\" fill=\"none\"/>\n";
    }

    private void text(double left, double base, String anchor, String colour, String text) {
        svg.append("<text x=\"" + at(left) + "\" y=\"" + at(base) + "\" text-anchor=\"" + anchor + "\" fill=\"" + colour
                + "\">" + ReportPage.text(text) + "</text>\n");
    }

    /** Joins points by a line, which has holes where a point cannot be shown. */
    PlotSvg curve(FieldPortrait.Curve curve, String colour, String dash) {
        StringBuilder path = new StringBuilder();
        char pen = 'M';
        for (int i = 0; i < curve.x().size(); i++) {
            double left = atX(curve.x().get(i));
            double top = atY(curve.y().get(i));
            if (Double.isNaN(left) || !Double.isFinite(top)) {
                pen = 'M';
                continue;
            }
            path.append(pen).append(at(left)).append(',').append(at(top));
            pen = 'L';
        }
        svg.append("<path d=\"" + path + "\" fill=\"none\" stroke=\"" + colour
                + "\" stroke-width=\"1.6\" stroke-dasharray=\"" + dash + "\"/>\n");
        return this;
    }

    /** One dot. */
    PlotSvg dot(double left, double top, double radius, String colour) {
        if (Double.isFinite(atX(left)) && Double.isFinite(atY(top))) {
            svg.append("<circle cx=\"" + at(atX(left)) + "\" cy=\"" + at(atY(top)) + "\" r=\"" + at(radius)
                    + "\" fill=\"" + colour + "\"/>\n");
        }
        return this;
    }

    /** A bar from the bottom to a number; nothing where it lies below. */
    PlotSvg bar(double from, double to, double top, String colour) {
        double height = HEIGHT - BOTTOM - atY(top);
        if (height > 0) {
            svg.append("<rect x=\"" + at(atX(from)) + "\" y=\"" + at(atY(top)) + "\" width=\""
                    + at(Math.max(0.5, atX(to) - atX(from))) + "\" height=\"" + at(height) + "\" fill=\"" + colour
                    + "\"/>\n");
        }
        return this;
    }

    /** A picture that fills the space between the axes. */
    PlotSvg picture(byte[] png) {
        String data = Base64.getEncoder().encodeToString(png);
        svg.append("<image x=\"" + LEFT + "\" y=\"" + TOP + "\" width=\"" + (WIDTH - RIGHT - LEFT) + "\" height=\""
                + (HEIGHT - BOTTOM - TOP)
                + "\" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" href=\"data:image/png;base64,"
                + data + "\"/>\n");
        return this;
    }

    /** What colours mean. */
    PlotSvg legend(Map<String, String> coloursByText) {
        double left = WIDTH - RIGHT;
        for (Map.Entry<String, String> entry : List.copyOf(coloursByText.entrySet())) {
            left -= 24 + 6.5 * entry.getKey().length();
            svg.append("<rect x=\"" + at(left) + "\" y=\"11\" width=\"10\" height=\"10\" fill=\"" + entry.getValue()
                    + "\"/>\n");
            text(left + 14, 20, "start", SOFT, entry.getKey());
        }
        return this;
    }

    /** The file. */
    String build() {
        return svg + "<path d=\"M" + LEFT + "," + TOP + "V" + (HEIGHT - BOTTOM) + "H" + (WIDTH - RIGHT)
                + "\" fill=\"none\" stroke=\"#8d959a\"/>\n</svg>\n";
    }
}
