package dev.varve.plan.sweep;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Variable;
import dev.varve.measure.FieldComparison;
import java.util.OptionalDouble;

/** What a variable's description tells whoever compares its values with others. */
public final class FieldSettings {
    private FieldSettings() {}

    /** What a comparison of a variable has to know; physical bounds are not told by a description. */
    public static FieldComparison.Settings of(Dataset dataset, Variable variable) {
        return new FieldComparison.Settings(
                variable.shape(),
                AxisRoles.of(dataset, variable),
                MissingValues.of(variable),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                0);
    }
}
