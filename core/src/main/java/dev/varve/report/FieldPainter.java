package dev.varve.report;

import dev.varve.array.NdArray;
import dev.varve.report.FieldPortrait.Bars;
import dev.varve.report.FieldPortrait.Curve;
import dev.varve.report.FieldPortrait.Distributions;
import dev.varve.report.FieldPortrait.Matrix;
import dev.varve.report.FieldPortrait.Portrayed;
import dev.varve.report.FieldPortrait.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the portrait of a field and of what chains make of it, plane by plane: beside the sample and one decoded copy it
 * needs memory for a few planes.
 */
public final class FieldPainter {
    private static final int BARS = 96;

    private final FieldScene scene;
    private final NdArray original;
    private final SamplePlanes planes;
    private final PlaneRaster raster;
    /** Those of the first candidate, for all. */
    private List<Integer> shown = List.of(0);

    private boolean isFirst = true;
    private Curve spectrum = Curve.EMPTY;

    private FieldPainter(FieldScene scene, NdArray original) {
        this.scene = scene;
        this.original = original;
        this.planes = new SamplePlanes(scene, original);
        this.raster = PlaneRaster.of(scene, planes);
    }

    /** Decodes what a chain made of the sample: same type, same shape. */
    @FunctionalInterface
    public interface Decoding {
        /** The decoded sample; asked for once. */
        NdArray decode() throws IOException;
    }

    /**
     * A candidate that is portrayed.
     *
     * @param label the chain: {@code compressor | filter | serializer}
     * @param decoding gives the decoded sample
     */
    public record Sitter(String label, Decoding decoding) {}

    /**
     * Makes a portrait.
     *
     * @param scene what is known of the sample
     * @param original the sample: real numbers
     * @param sitters the candidates, the winner first; decoded one after another
     */
    public static FieldPortrait paint(FieldScene scene, NdArray original, List<Sitter> sitters) throws IOException {
        FieldPainter painter = new FieldPainter(scene, original);
        List<Portrayed> candidates = new ArrayList<>();
        PlaneTally tally = painter.tally(original);
        for (Sitter sitter : sitters) {
            candidates.add(painter.portray(sitter, tally));
        }
        Distributions distributions = painter.distributions(original, tally, tally, painter.spectrum);
        return painter.portrait(distributions, candidates);
    }

    /** In a method of its own, after which nothing holds what was decoded. */
    private Portrayed portray(Sitter sitter, PlaneTally tally) throws IOException {
        NdArray decoded = sitter.decoding().decode();
        if (!decoded.shape().equals(original.shape())) {
            throw new IllegalArgumentException(sitter.label() + " decodes " + decoded + ", not " + original);
        }
        PlaneErrors errors = errors(decoded);
        if (isFirst) {
            shown = errors.worstAndMiddle();
            isFirst = false;
        }
        PlaneSpectra spectra = new PlaneSpectra(planes, original, decoded);
        spectrum = spectra.original();
        return portray(sitter.label(), decoded, tally, errors, spectra.decoded());
    }

    private FieldPortrait portrait(Distributions distributions, List<Portrayed> candidates) {
        List<Slice> slices = new ArrayList<>();
        for (int plane : planes.count() == 0 ? List.<Integer>of() : shown) {
            String place = label(plane);
            slices.add(new Slice(place, raster.mean(planes.read(original, plane))));
        }
        return new FieldPortrait(
                scene.variable(),
                scene.longName(),
                scene.units(),
                shortened(scene.axes()),
                raster.plane(),
                slices,
                distributions,
                PortraitBits.of(planes, original),
                candidates);
    }

    private String label(int plane) {
        List<String> parts = new ArrayList<>(List.of(planes.label(plane, true), planes.label(plane, false)));
        parts.removeIf(String::isEmpty);
        return parts.isEmpty() ? "the field" : String.join(", ", parts);
    }

    /** Coordinates of millions of cells say nothing to eyes. */
    private static List<PortraitAxis> shortened(List<PortraitAxis> axes) {
        return axes.stream()
                .map(axis -> axis.length() <= 4096
                        ? axis
                        : new PortraitAxis(axis.name(), axis.role(), axis.units(), axis.length(), List.of(), List.of()))
                .toList();
    }

    private PlaneTally tally(NdArray sample) {
        PlaneTally tally = new PlaneTally(raster.height());
        for (int plane = 0; plane < planes.count(); plane++) {
            tally.add(planes.read(sample, plane), raster);
        }
        return tally;
    }

    /** How the numbers of a sample are distributed, between the extremes of the original. */
    private Distributions distributions(NdArray sample, PlaneTally tally, PlaneTally originals, Curve spectrum) {
        Binning bins = new Binning(originals.min(), originals.max(), BARS);
        for (int plane = 0; plane < planes.count(); plane++) {
            bins.add(planes.read(sample, plane));
        }
        return new Distributions(bins.bars(), tally.zonalMean(raster), spectrum);
    }

    private PlaneErrors errors(NdArray decoded) {
        PlaneErrors errors = new PlaneErrors(planes);
        for (int plane = 0; plane < planes.count(); plane++) {
            errors.add(plane, planes.read(original, plane), planes.read(decoded, plane));
        }
        return errors;
    }

    private Portrayed portray(String label, NdArray decoded, PlaneTally originals, PlaneErrors errors, Curve power) {
        double bound = errors.largest();
        Binning bins = new Binning(-bound, bound, BARS);
        List<PixelMap> means = new ArrayList<>();
        List<PixelMap> largest = new ArrayList<>();
        for (int plane = 0; plane < planes.count(); plane++) {
            bins.add(difference(decoded, plane));
        }
        for (int plane : planes.count() == 0 ? List.<Integer>of() : shown) {
            double[] difference = difference(decoded, plane);
            means.add(raster.mean(difference));
            largest.add(raster.largest(difference));
        }
        Bars bars = bins.bars();
        Matrix matrix = errors.matrix();
        return new Portrayed(
                label, means, largest, distributions(decoded, tally(decoded), originals, power), bars, matrix);
    }

    private double[] difference(NdArray decoded, int plane) {
        double[] from = planes.read(original, plane);
        double[] to = planes.read(decoded, plane);
        for (int i = 0; i < to.length; i++) {
            to[i] -= from[i];
        }
        return to;
    }
}
