package dev.varve.report;

import dev.varve.report.FieldPortrait.Interval;
import dev.varve.report.FieldPortrait.Plane;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which pixel of a map each cell of a plane falls into: neighbouring rows and columns, or bins of latitude and longitude. */
final class PlaneRaster {
    private static final double EDGE_TOLERANCE = 1e-3;

    private final int width;
    private final int height;
    private final int[] pixels;
    private final Plane plane;

    private PlaneRaster(int width, int height, int[] pixels, Plane plane) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
        this.plane = plane;
    }

    static PlaneRaster of(FieldScene scene, SamplePlanes planes) {
        Optional<CellPlaces> places = scene.places();
        if (places.isPresent() && planes.rows() == 1 && places.get().count() == planes.columns()) {
            return ofPlaces(places.get());
        }
        return planes.rows() == 1 ? ofLine(planes) : ofRows(planes);
    }

    private static PlaneRaster ofRows(SamplePlanes planes) {
        List<PortraitAxis> axes = planes.planeAxes();
        int width = Math.min(planes.columns(), PixelMap.MAX_WIDTH);
        int height = Math.min(planes.rows(), PixelMap.MAX_HEIGHT);
        int[] pixels = new int[planes.rows() * planes.columns()];
        for (int row = 0; row < planes.rows(); row++) {
            int y = (int) ((long) row * height / planes.rows());
            for (int column = 0; column < planes.columns(); column++) {
                int x = (int) ((long) column * width / planes.columns());
                pixels[row * planes.columns() + column] = y * width + x;
            }
        }
        Plane plane = new Plane(title(axes.get(0)), title(axes.get(1)), edges(axes.get(0)), edges(axes.get(1)));
        return new PlaneRaster(width, height, pixels, plane);
    }

    /** Cells without places, folded into rows in the order in which they are stored. */
    private static PlaneRaster ofLine(SamplePlanes planes) {
        int cells = planes.columns();
        int columns = Math.max(1, (int) Math.ceil(Math.sqrt(2.0 * cells)));
        int rows = (cells + columns - 1) / columns;
        int width = Math.min(columns, PixelMap.MAX_WIDTH);
        int height = Math.min(Math.max(1, rows), PixelMap.MAX_HEIGHT);
        int[] pixels = new int[cells];
        for (int cell = 0; cell < cells; cell++) {
            int y = (int) ((long) (cell / columns) * height / rows);
            pixels[cell] = y * width + (int) ((long) (cell % columns) * width / columns);
        }
        return new PlaneRaster(
                width,
                height,
                pixels,
                new Plane("cells, folded", "cells as stored", Optional.empty(), Optional.empty()));
    }

    private static PlaneRaster ofPlaces(CellPlaces places) {
        // About two cells for each pixel that is not empty, where cells are spread evenly over the globe.
        int height = (int) Math.max(1, Math.min(PixelMap.MAX_HEIGHT, Math.sqrt(places.count() / 4.0)));
        int width = Math.min(PixelMap.MAX_WIDTH, 2 * height);
        double[] box = box(places);
        int[] pixels = new int[places.count()];
        for (int cell = 0; cell < pixels.length; cell++) {
            int y = bin(places.latitude(cell), box[0], box[1], height);
            int x = bin(places.longitude(cell), box[2], box[3], width);
            pixels[cell] = y * width + x;
        }
        Plane plane = new Plane(
                "latitude (degrees_north)",
                "longitude (degrees_east)",
                Optional.of(new Interval(box[0], box[1])),
                Optional.of(new Interval(box[2], box[3])));
        return new PlaneRaster(width, height, pixels, plane);
    }

    private static double[] box(CellPlaces places) {
        double[] box = {90, -90, 180, -180};
        for (int cell = 0; cell < places.count(); cell++) {
            box[0] = Math.min(box[0], places.latitude(cell));
            box[1] = Math.max(box[1], places.latitude(cell));
            box[2] = Math.min(box[2], places.longitude(cell));
            box[3] = Math.max(box[3], places.longitude(cell));
        }
        return box;
    }

    private static int bin(double value, double from, double to, int count) {
        double share = to > from ? (value - from) / (to - from) : 0;
        return (int) Math.max(0, Math.min(count - 1, Math.floor(share * count)));
    }

    private static String title(PortraitAxis axis) {
        return axis.units().isEmpty() ? axis.name() : axis.name() + " (" + axis.units() + ")";
    }

    /** The outer edges of evenly spaced coordinates; pixels of others would lie. */
    private static Optional<Interval> edges(PortraitAxis axis) {
        List<Double> values = axis.values();
        if (values.size() < 2) {
            return Optional.empty();
        }
        double first = values.get(0);
        double step = (values.get(values.size() - 1) - first) / (values.size() - 1);
        for (int i = 0; i < values.size(); i++) {
            if (step == 0
                    || !(Math.abs(values.get(i) - first - i * step)
                            <= EDGE_TOLERANCE * values.size() * Math.abs(step))) {
                return Optional.empty();
            }
        }
        return Optional.of(new Interval(first - step / 2, values.get(values.size() - 1) + step / 2));
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** What the pixels stand for. */
    Plane plane() {
        return plane;
    }

    /** The row of the map that a cell falls into. */
    int rowOf(int cell) {
        return pixels[cell] / width;
    }

    /** The mean over each pixel. */
    PixelMap mean(double[] cells) {
        double[] sums = new double[width * height];
        int[] counts = new int[width * height];
        for (int cell = 0; cell < cells.length; cell++) {
            if (!Double.isNaN(cells[cell])) {
                sums[pixels[cell]] += cells[cell];
                counts[pixels[cell]]++;
            }
        }
        float[] means = new float[sums.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = counts[i] == 0 ? Float.NaN : (float) (sums[i] / counts[i]);
        }
        return new PixelMap(width, height, means);
    }

    /** The number of the largest size in each pixel, with its sign. */
    PixelMap largest(double[] cells) {
        float[] largest = new float[width * height];
        Arrays.fill(largest, Float.NaN);
        for (int cell = 0; cell < cells.length; cell++) {
            int pixel = pixels[cell];
            boolean isLarger = Float.isNaN(largest[pixel]) || Math.abs(cells[cell]) > Math.abs(largest[pixel]);
            largest[pixel] = !Double.isNaN(cells[cell]) && isLarger ? (float) cells[cell] : largest[pixel];
        }
        return new PixelMap(width, height, largest);
    }
}
