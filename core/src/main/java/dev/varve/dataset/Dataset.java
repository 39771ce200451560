package dev.varve.dataset;

import java.util.List;
import java.util.Optional;

/**
 * A whole dataset: what a file or store says it holds, without its data.
 *
 * @param format what the source is, for people: {@code NetCDF-4 (HDF5)}, {@code NetCDF classic (CDF-2)}, {@code Zarr v3}
 * @param root the root group
 */
public record Dataset(String format, Group root) {
    /** All variables of all groups, parents first. */
    public List<Variable> variables() {
        return root.walk().stream().flatMap(g -> g.variables().stream()).toList();
    }

    /** All that cannot be read, of all groups. */
    public List<Group.Unsupported> unsupported() {
        return root.walk().stream().flatMap(g -> g.unsupported().stream()).toList();
    }

    /** The same dataset with other attributes of one variable. */
    public Dataset withAttributes(String path, List<Attribute> attributes) {
        return new Dataset(format, root.mapped(v -> v.path().equals(path) ? v.withAttributes(attributes) : v));
    }

    /** The same dataset with one more variable in a group that is there. */
    public Dataset with(String group, Variable variable) {
        return new Dataset(format, root.with(group, variable));
    }

    /** The variable of this path, if there is one. */
    public Optional<Variable> variable(String path) {
        return variables().stream().filter(v -> v.path().equals(path)).findFirst();
    }
}
