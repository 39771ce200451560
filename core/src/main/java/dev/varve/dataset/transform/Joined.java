package dev.varve.dataset.transform;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Selection;
import dev.varve.dataset.Variable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which variables are put together along a dimension.
 *
 * @param dimension the path of the dimension
 * @param isNew whether the inputs do not have it
 * @param variables the paths of the variables that have it, or get it
 */
record Joined(String dimension, boolean isNew, Set<String> variables) {
    Joined {
        variables = Set.copyOf(variables);
    }

    /**
     * Along a dimension that the first input has, the variables that have it there. Along a new one all data, and the scalar of its
     * name with its bounds; other coordinates are the same for all.
     *
     * @throws TransformException when no variable would have the dimension
     */
    static Joined of(Dataset first, String name) {
        Set<String> known = Trees.dimensions(first);
        boolean isNew = known.stream()
                .noneMatch(path -> path.equals(name) || Trees.last(path).equals(name));
        Set<String> variables = new HashSet<>();
        if (!isNew) {
            List<String> paths = Trees.dimensionsNamed(name, first);
            if (paths.size() > 1) {
                throw new TransformException(
                        "there are several dimensions '" + name + "'", "one of " + String.join(", ", paths));
            }
            for (Variable variable : first.variables()) {
                boolean hasIt =
                        variable.dimensions().stream().map(Dimension::path).anyMatch(paths.get(0)::equals);
                if (hasIt) {
                    variables.add(variable.path());
                }
            }
            return new Joined(paths.get(0), false, requireAny(variables, name, known));
        }
        Set<String> describing = Selection.describing(first);
        for (Variable variable : first.variables()) {
            if (!describing.contains(variable.path())) {
                variables.add(variable.path());
            }
        }
        Optional<Variable> scalar =
                first.variable(name).filter(v -> v.dimensions().isEmpty());
        scalar.ifPresent(own -> {
            variables.add(own.path());
            own.text("bounds").ifPresent(bounds -> variables.add(Trees.beside(own.path(), bounds.strip())));
        });
        return new Joined(name, true, requireAny(variables, name, known));
    }

    private static Set<String> requireAny(Set<String> variables, String name, Set<String> known) {
        if (variables.isEmpty()) {
            throw new TransformException(
                    "no variable would have the dimension '" + name + "'", "there are: " + String.join(", ", known));
        }
        return variables;
    }

    /** The axis of the dimension in a variable of an input. */
    int axis(Variable variable) {
        for (int axis = 0; !isNew && axis < variable.dimensions().size(); axis++) {
            if (variable.dimensions().get(axis).path().equals(dimension)) {
                return axis;
            }
        }
        return 0;
    }
}
