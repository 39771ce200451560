package dev.varve.report;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.measure.AxisRole;
import dev.varve.measure.ChunkErrors;
import dev.varve.measure.FieldComparison;
import dev.varve.measure.Spectrum;
import dev.varve.report.FieldPortrait.Curve;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Power by zonal wavenumber before and after, the mean over rows of planes that are spread evenly over the sample. */
final class PlaneSpectra {
    /** So many planes draw the same line as all of them. */
    private static final int MAX_PLANES = 16;

    private final SamplePlanes planes;
    private final Optional<Spectrum> spectrum;

    PlaneSpectra(SamplePlanes planes, NdArray original, NdArray decoded) {
        this.planes = planes;
        this.spectrum = isDrawn() ? spectrum(original, decoded) : Optional.empty();
    }

    /** Cells that are stored in a line have no wavenumbers. */
    private boolean isDrawn() {
        return planes.rows() > 1 && planes.columns() > 3 && planes.count() > 0;
    }

    private Optional<Spectrum> spectrum(NdArray original, NdArray decoded) {
        int count = Math.min(MAX_PLANES, planes.count());
        Shape whole = Shape.of(count, planes.rows(), planes.columns());
        FieldComparison comparison = new FieldComparison(
                FieldComparison.Settings.of(whole, List.of(AxisRole.TIME, AxisRole.HORIZONTAL, AxisRole.HORIZONTAL)),
                OptionalDouble.empty());
        Shape one = Shape.of(1, planes.rows(), planes.columns());
        List<ChunkErrors> errors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int plane = (int) ((2L * i + 1) * planes.count() / (2L * count));
            errors.add(comparison.compare(
                    Region.of(new long[] {i, 0, 0}, one),
                    block(one, planes.read(original, plane)),
                    block(one, planes.read(decoded, plane)),
                    FieldComparison.Depth.FULL));
        }
        return comparison.spectrum(errors);
    }

    private static NdArray block(Shape shape, double[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(8, values.length)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return NdArray.of(NumericType.FLOAT64, shape, Bytes.wrap(bytes.array()));
    }

    /** Of the original. */
    Curve original() {
        return spectrum.map(seen -> curve(seen.original(), seen.length())).orElse(Curve.EMPTY);
    }

    /** Of what was decoded. */
    Curve decoded() {
        return spectrum.map(seen -> curve(seen.decoded(), seen.length())).orElse(Curve.EMPTY);
    }

    /** The mean, wavenumber 0, is left out: it would hide the rest. */
    private static Curve curve(double[] power, int length) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int k = 1; k < power.length; k++) {
            x.add((double) k);
            y.add(power[k] / length / length);
        }
        return new Curve(x, y);
    }
}
