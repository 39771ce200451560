package dev.varve.dataset.transform;

import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Selection;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Trees of groups with something else in the places of what is there, and names that are looked up in them. */
final class Trees {
    private Trees() {}

    /** The tree with other dimensions, or without some, and other variables. */
    static Group changed(
            Group group, Function<Dimension, Optional<Dimension>> dimension, UnaryOperator<Variable> variable) {
        return new Group(
                group.path(),
                group.dimensions().stream()
                        .flatMap(d -> dimension.apply(d).stream())
                        .toList(),
                group.variables().stream().map(variable).toList(),
                group.unsupported(),
                group.attributes(),
                group.groups().stream()
                        .map(g -> changed(g, dimension, variable))
                        .toList());
    }

    /** The paths of all dimensions, of groups and of variables. */
    static Set<String> dimensions(Dataset dataset) {
        Set<String> paths = new LinkedHashSet<>();
        dataset.root().walk().forEach(group -> group.dimensions().forEach(d -> paths.add(d.path())));
        dataset.variables().forEach(v -> v.dimensions().forEach(d -> paths.add(d.path())));
        return paths;
    }

    /**
     * The dimensions that a name means: that of this path, else those of which it is the last part.
     *
     * @throws TransformException when there is none
     */
    static List<String> dimensionsNamed(String name, Dataset dataset) {
        Set<String> known = dimensions(dataset);
        if (known.contains(name)) {
            return List.of(name);
        }
        List<String> found =
                known.stream().filter(path -> last(path).equals(name)).toList();
        if (found.isEmpty()) {
            throw TransformException.unknown("dimension", name, known);
        }
        return found;
    }

    /**
     * The variables that a name or pattern means.
     *
     * @throws TransformException when there is none
     */
    static List<Variable> variablesNamed(String pattern, Dataset dataset) {
        Selection selection = new Selection(List.of(pattern), List.of());
        List<Variable> found = dataset.variables().stream()
                .filter(variable -> selection.includes(variable.path()))
                .toList();
        if (found.isEmpty()) {
            throw TransformException.unknown(
                    "variable",
                    pattern,
                    dataset.variables().stream().map(Variable::path).toList());
        }
        return found;
    }

    /** The only variable of a name. */
    static Variable variable(String name, Source source) {
        return source.describe()
                .variable(name)
                .orElseThrow(() -> TransformException.unknown(
                        "variable",
                        name,
                        source.describe().variables().stream()
                                .map(Variable::path)
                                .toList()));
    }

    /** The last part of a path. */
    static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The path of another node of the same group. */
    static String beside(String path, String name) {
        return path.substring(0, path.lastIndexOf('/') + 1) + name;
    }

    /** Attributes with a value in the place of the one of this name, or at the end. */
    static List<Attribute> with(List<Attribute> attributes, String name, Attribute.Value value) {
        List<Attribute> result = new ArrayList<>();
        boolean isNew = true;
        for (Attribute attribute : attributes) {
            boolean isIt = attribute.name().equals(name);
            isNew &= !isIt;
            result.add(isIt ? new Attribute(name, value) : attribute);
        }
        if (isNew) {
            result.add(new Attribute(name, value));
        }
        return result;
    }

    /** Attributes without those of some names. */
    static List<Attribute> without(List<Attribute> attributes, Set<String> names) {
        return attributes.stream().filter(a -> !names.contains(a.name())).toList();
    }
}
