package dev.varve.plan.sweep;

import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
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
        FillValue fill = variable.fill();
        double unwritten = first(NdArray.filled(Shape.of(1), fill));
        if (Double.isNaN(unwritten) || unwritten == NETCDF_FILL) {
            values.add(unwritten);
        }
        return List.copyOf(values);
    }

    private static void addAll(Set<Double> values, NdArray numbers) {
        for (double value : doubles(numbers)) {
            values.add(value);
        }
    }

    private static double first(NdArray numbers) {
        return doubles(numbers)[0];
    }

    private static double[] doubles(NdArray numbers) {
        NumericType type = (NumericType) numbers.type();
        int count = Math.toIntExact(numbers.shape().count());
        double[] doubles = new double[count];
        if (Numbers.isInteger(type)) {
            long[] longs = new long[count];
            Numbers.readLongs(numbers.data(), 0, type, longs, count);
            for (int i = 0; i < count; i++) {
                doubles[i] = Numbers.toDouble(longs[i], type);
            }
        } else {
            Numbers.readDoubles(numbers.data(), 0, type, doubles, count);
        }
        return doubles;
    }
}
