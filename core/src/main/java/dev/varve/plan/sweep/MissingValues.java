package dev.varve.plan.sweep;

import dev.varve.array.Conversion;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Variable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The numbers that stand for "no value here": those of the attributes {@code _FillValue} and {@code missing_value} (CF
 * conventions 2.5.1), and netCDF's own fill values of floats, which no field has by chance.
 */
public final class MissingValues {
    private static final double NETCDF_FILL = 0x1.ep+122;

    private MissingValues() {}

    /** The missing values of a variable, each once; none where its elements are no numbers. */
    public static List<Double> of(Variable variable) {
        if (!(variable.type() instanceof NumericType)) {
            return List.of();
        }
        Set<Double> values = new LinkedHashSet<>();
        for (String name : List.of("_FillValue", "missing_value")) {
            variable.attribute(name)
                    .map(Attribute::value)
                    .filter(Attribute.Numbers.class::isInstance)
                    .ifPresent(value -> addAll(values, ((Attribute.Numbers) value).numbers()));
        }
        Set<Double> unwritten = new LinkedHashSet<>();
        addAll(unwritten, NdArray.filled(Shape.of(1), variable.fill()));
        unwritten.removeIf(value -> !Double.isNaN(value) && value != NETCDF_FILL);
        values.addAll(unwritten);
        return List.copyOf(values);
    }

    private static void addAll(Set<Double> values, NdArray numbers) {
        NdArray doubles = Conversion.of(numbers, NumericType.FLOAT64);
        for (int i = 0; i < doubles.shape().count(); i++) {
            values.add(Double.longBitsToDouble(doubles.data().getLong(i * Double.BYTES)));
        }
    }
}
