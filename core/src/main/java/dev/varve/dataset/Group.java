package dev.varve.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A node of a dataset's tree.
 *
 * @param path the full name, parents joined by {@code /}; empty for the root
 * @param dimensions the dimensions defined here
 * @param variables the variables here, in the source's order
 * @param unsupported what is here but cannot be read, each with its reason
 * @param attributes what is said about the group, in the source's order
 * @param groups the groups inside
 */
public record Group(
        String path,
        List<Dimension> dimensions,
        List<Variable> variables,
        List<Unsupported> unsupported,
        List<Attribute> attributes,
        List<Group> groups) {
    public Group {
        dimensions = List.copyOf(dimensions);
        variables = List.copyOf(variables);
        unsupported = List.copyOf(unsupported);
        attributes = List.copyOf(attributes);
        groups = List.copyOf(groups);
    }

    /**
     * Something that is there but cannot be read.
     *
     * @param path its full name; an attribute is {@code variable@attribute}
     * @param reason why not, for the user
     */
    public record Unsupported(String path, String reason) {}

    /** The last part of the path; empty for the root. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The same tree with other variables in the places of those that are there. */
    public Group mapped(UnaryOperator<Variable> change) {
        return new Group(
                path,
                dimensions,
                variables.stream().map(change).toList(),
                unsupported,
                attributes,
                groups.stream().map(group -> group.mapped(change)).toList());
    }

    /** The same tree with one more variable at the end of a group. */
    Group with(String group, Variable variable) {
        List<Variable> more = new ArrayList<>(variables);
        if (path.equals(group)) {
            more.add(variable);
        }
        return new Group(
                path,
                dimensions,
                more,
                unsupported,
                attributes,
                groups.stream().map(child -> child.with(group, variable)).toList());
    }

    /** This group and all below it, parents first. */
    public List<Group> walk() {
        List<Group> all = new ArrayList<>();
        all.add(this);
        for (Group group : groups) {
            all.addAll(group.walk());
        }
        return List.copyOf(all);
    }
}
