package dev.varve.plan.sweep;

import dev.varve.array.NumericType;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Selection;
import dev.varve.dataset.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which variables of a dataset are fields, of which something may be lost: numbers along at least one axis that are no coordinates
 * and describe no other variable.
 *
 * @param fields what may be swept and compressed
 * @param others what is not, with the reason
 */
public record FieldVariables(List<Variable> fields, List<Other> others) {
    /** A variable that is no field. */
    public record Other(String path, String reason) {}

    public FieldVariables {
        fields = List.copyOf(fields);
        others = List.copyOf(others);
    }

    /**
     * The fields of a selection.
     *
     * @param whole the dataset that it was selected from, which tells what describes what
     */
    public static FieldVariables of(Dataset whole, Dataset selected) {
        Set<String> describing = Selection.describing(whole);
        List<Variable> fields = new ArrayList<>();
        List<Other> others = new ArrayList<>();
        for (Variable variable : selected.variables()) {
            Optional<String> reason = reason(variable, describing);
            reason.ifPresentOrElse(text -> others.add(new Other(variable.path(), text)), () -> fields.add(variable));
        }
        return new FieldVariables(fields, others);
    }

    private static Optional<String> reason(Variable variable, Set<String> describing) {
        if (variable.dimensions().stream()
                .anyMatch(dimension -> dimension.path().equals(variable.path()))) {
            return Optional.of("a coordinate");
        }
        if (describing.contains(variable.path())) {
            return Optional.of("serves other variables");
        }
        boolean isNumber = variable.type() instanceof NumericType type
                && type != NumericType.BOOL
                && (type.kind() == NumericType.Kind.FLOAT || type.isInteger());
        if (!isNumber) {
            return Optional.of("elements of type " + variable.type());
        }
        if (variable.dimensions().isEmpty()) {
            return Optional.of("a single number");
        }
        return variable.shape().count() == 0 ? Optional.of("empty") : Optional.empty();
    }
}
