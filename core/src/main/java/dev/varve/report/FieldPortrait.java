package dev.varve.report;

import java.util.List;
import java.util.Optional;

/**
 * What is drawn of a field and of a few candidates: the content of {@code portrait_VAR.json}. Small whatever the field's size.
 *
 * @param variable its path in the source
 * @param longName what people call it; empty when not known
 * @param units its unit; empty when not known
 * @param axes the sample's axes in order
 * @param plane what the pixels of maps stand for
 * @param slices the planes that are drawn, the first the worst of the first candidate
 * @param original distributions of the original
 * @param bits the information in its bits; none when not measured
 * @param candidates what chains make of it, the winner first
 */
public record FieldPortrait(
        String variable,
        String longName,
        String units,
        List<PortraitAxis> axes,
        Plane plane,
        List<Slice> slices,
        Distributions original,
        Optional<Bits> bits,
        List<Portrayed> candidates) {
    public FieldPortrait {
        axes = List.copyOf(axes);
        slices = List.copyOf(slices);
        candidates = List.copyOf(candidates);
        for (Portrayed candidate : candidates) {
            if (candidate.error().size() != slices.size()
                    || candidate.largestError().size() != slices.size()) {
                throw new IllegalArgumentException(
                        "candidate " + candidate.label() + " does not show all " + slices.size() + " slices");
            }
        }
    }

    /**
     * What the pixels of maps stand for.
     *
     * @param rows the name and unit of the vertical direction, such as {@code lat (degrees_north)}
     * @param columns of the horizontal one
     * @param rowEdges coordinates of the outer edges of the first and the last row; none where only indices are known
     * @param columnEdges likewise of the columns
     */
    public record Plane(String rows, String columns, Optional<Interval> rowEdges, Optional<Interval> columnEdges) {}

    /** From one coordinate to another, in this order. */
    public record Interval(double from, double to) {}

    /**
     * A plane that is drawn.
     *
     * @param label which one
     * @param original means of the original over each pixel
     */
    public record Slice(String label, PixelMap original) {}

    /**
     * How numbers are distributed.
     *
     * @param histogram how often they occur
     * @param zonalMean the mean by latitude or row; empty without
     * @param spectrum power by wavenumber; empty without
     */
    public record Distributions(Bars histogram, Curve zonalMean, Curve spectrum) {}

    /**
     * A histogram.
     *
     * @param from where the first bar begins
     * @param to where the last ends
     * @param counts how many numbers lie in each; numbers beyond count in the outer ones
     */
    public record Bars(double from, double to, List<Long> counts) {
        public Bars {
            counts = List.copyOf(counts);
        }
    }

    /**
     * Points of a line.
     *
     * @param x where
     * @param y what; as many, NaN where there is none
     */
    public record Curve(List<Double> x, List<Double> y) {
        /** No points. */
        public static final Curve EMPTY = new Curve(List.of(), List.of());

        public Curve {
            x = List.copyOf(x);
            y = List.copyOf(y);
            if (x.size() != y.size()) {
                throw new IllegalArgumentException(x.size() + " places, " + y.size() + " numbers");
            }
        }
    }

    /**
     * The real information in each bit of the original.
     *
     * @param information in bits, of each bit, the sign first
     * @param signAndExponent how many of them come before the mantissa
     * @param keep99 mantissa bits that hold 99 % of the information
     * @param keep999 that hold 99.9 %
     * @param isArtificial whether the field looks quantised already, so that the last bits tell of that and not of nature
     */
    public record Bits(List<Double> information, int signAndExponent, int keep99, int keep999, boolean isArtificial) {
        public Bits {
            information = List.copyOf(information);
        }
    }

    /**
     * A table of numbers by level and time.
     *
     * @param rows what each row is: a level
     * @param columns what each column is: a time
     * @param values by rows; NaN where there is none
     */
    public record Matrix(List<String> rows, List<String> columns, List<Double> values) {
        public Matrix {
            rows = List.copyOf(rows);
            columns = List.copyOf(columns);
            values = List.copyOf(values);
            if (values.size() != (long) rows.size() * columns.size()) {
                throw new IllegalArgumentException(
                        values.size() + " numbers for " + rows.size() + " levels, " + columns.size() + " times");
            }
        }
    }

    /**
     * What a chain makes of the field.
     *
     * @param label the chain: {@code compressor | filter | serializer}
     * @param error of each slice, the mean of decoded minus original over each pixel
     * @param largestError of each slice, the error of largest size in each pixel, with its sign
     * @param distributions of the decoded numbers
     * @param errors a histogram of decoded minus original
     * @param levelsAndTimes the relative L1 error of each level at each time
     */
    public record Portrayed(
            String label,
            List<PixelMap> error,
            List<PixelMap> largestError,
            Distributions distributions,
            Bars errors,
            Matrix levelsAndTimes) {
        public Portrayed {
            error = List.copyOf(error);
            largestError = List.copyOf(largestError);
        }

        /** The part of the label that decides the error: filters and serializer. */
        public String stage() {
            return label.substring(label.indexOf(" | ") + 3);
        }
    }
}
