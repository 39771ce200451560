package dev.varve.plan.advise;

import dev.varve.array.Shape;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Variable;
import dev.varve.plan.LayoutRule.Extent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads of one kind: how far each reaches along dimensions, wherever it begins.
 *
 * @param extents extents along dimensions, by the dimension's path or its last part; those not named are read whole
 * @param weight how often such reads are made, beside the others
 */
public record AccessPattern(Map<String, Extent> extents, double weight) {
    public AccessPattern {
        if (!(weight > 0) || weight == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("weight " + weight + " of an access pattern: must be above 0");
        }
        extents = new LinkedHashMap<>(extents);
    }

    @Override
    public Map<String, Extent> extents() {
        return new LinkedHashMap<>(extents);
    }

    /** Whether a variable has all dimensions that are named. */
    public boolean concerns(Variable variable) {
        return extents.keySet().stream()
                .allMatch(name -> variable.dimensions().stream().anyMatch(d -> isNamed(d, name)));
    }

    /** The names that are no dimension of any of some variables. */
    public List<String> unknownDimensions(List<Variable> variables) {
        return extents.keySet().stream()
                .filter(name -> variables.stream()
                        .flatMap(variable -> variable.dimensions().stream())
                        .noneMatch(d -> isNamed(d, name)))
                .toList();
    }

    private static boolean isNamed(Dimension dimension, String name) {
        return dimension.path().equals(name) || dimension.name().equals(name);
    }

    /** What one read takes of an array along these dimensions, in elements; no more than there is. */
    public Shape read(List<Dimension> dimensions) {
        long[] read = new long[dimensions.size()];
        for (int axis = 0; axis < read.length; axis++) {
            read[axis] = read(dimensions.get(axis));
        }
        return Shape.of(read);
    }

    private long read(Dimension dimension) {
        Extent extent =
                Optional.ofNullable(extents.get(dimension.path())).orElseGet(() -> extents.get(dimension.name()));
        return extent instanceof Extent.Elements elements
                ? Math.min(elements.count(), dimension.length())
                : dimension.length();
    }

    /** As the command line has it: {@code time=-1,lat=1,lon=1@3}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        extents.forEach((name, extent) -> text.append(text.length() == 0 ? "" : ",")
                .append(name)
                .append('=')
                .append(extent instanceof Extent.Elements elements ? elements.count() : -1));
        if (weight != 1) {
            text.append('@').append(weight == Math.rint(weight) ? Long.toString((long) weight) : "" + weight);
        }
        return text.toString();
    }
}
