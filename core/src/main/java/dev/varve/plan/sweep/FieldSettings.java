package dev.varve.plan.sweep;

import dev.varve.array.Conversion;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Variable;
import dev.varve.measure.FieldComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What a variable's description tells whoever compares its values with others. */
public final class FieldSettings {
    private static final List<String> MISSING = List.of("_FillValue", "missing_value");

    private FieldSettings() {}

    /** What a comparison of a variable has to know; physical bounds are not told by a description. */
    public static FieldComparison.Settings of(Dataset dataset, Variable variable) {
        return new FieldComparison.Settings(
                variable.shape(),
                AxisRoles.of(dataset, variable),
                missingValues(variable),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                0);
    }

    /** The values that stand for "no value here" (CF conventions 2.5.1), as stored; none of what is no number. */
    public static List<Double> missingValues(Variable variable) {
        List<Double> values = new ArrayList<>();
        for (String name : MISSING) {
            variable.attribute(name)
                    .map(Attribute::value)
                    .filter(Attribute.Numbers.class::isInstance)
                    .map(value -> ((Attribute.Numbers) value).numbers())
                    .filter(FieldSettings::isReal)
                    .ifPresent(numbers -> addAll(numbers, values));
        }
        return List.copyOf(values);
    }

    private static boolean isReal(NdArray numbers) {
        NumericType type = (NumericType) numbers.type();
        return type.isInteger() || type.kind() == NumericType.Kind.FLOAT;
    }

    private static void addAll(NdArray numbers, List<Double> values) {
        NdArray doubles = Conversion.of(numbers, NumericType.FLOAT64);
        for (int i = 0; i < doubles.shape().count(); i++) {
            double value = Double.longBitsToDouble(doubles.data().getLong(i * Double.BYTES));
            if (!values.contains(value)) {
                values.add(value);
            }
        }
    }
}
