package dev.varve.plan.sweep;

import dev.varve.array.NumericType;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which variables of a dataset are fields worth a sweep: numbers along at least one axis that are no coordinates and serve
 * no other variable, whose bits have to stay.
 *
 * @param fields what is swept
 * @param others what is not, with the reason
 */
public record SweptVariables(List<Variable> fields, List<Other> others) {
    private static final List<String> SERVING = List.of(
            "coordinates",
            "bounds",
            "climatology",
            "grid_mapping",
            "cell_measures",
            "ancillary_variables",
            "formula_terms",
            "geometry",
            "node_coordinates",
            "node_count",
            "part_node_count",
            "interior_ring");

    /** A variable that is not swept. */
    public record Other(String path, String reason) {}

    public SweptVariables {
        fields = List.copyOf(fields);
        others = List.copyOf(others);
    }

    /** The fields of a dataset. */
    public static SweptVariables of(Dataset dataset) {
        Set<String> serving = serving(dataset);
        List<Variable> fields = new ArrayList<>();
        List<Other> others = new ArrayList<>();
        for (Variable variable : dataset.variables()) {
            Optional<String> reason = reason(variable, serving);
            reason.ifPresentOrElse(text -> others.add(new Other(variable.path(), text)), () -> fields.add(variable));
        }
        return new SweptVariables(fields, others);
    }

    private static Optional<String> reason(Variable variable, Set<String> serving) {
        if (variable.dimensions().stream()
                .anyMatch(dimension -> dimension.path().equals(variable.path()))) {
            return Optional.of("a coordinate");
        }
        if (serving.contains(variable.name())) {
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

    /** Names that attributes of variables mention in roles of service. */
    private static Set<String> serving(Dataset dataset) {
        Set<String> names = new HashSet<>();
        for (Variable variable : dataset.variables()) {
            for (String attribute : SERVING) {
                variable.attribute(attribute)
                        .map(Attribute::value)
                        .filter(Attribute.Text.class::isInstance)
                        .ifPresent(value -> names.addAll(
                                List.of(((Attribute.Text) value).text().split("[\\s:]+"))));
            }
        }
        return names;
    }
}
