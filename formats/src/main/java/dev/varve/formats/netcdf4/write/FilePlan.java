package dev.varve.formats.netcdf4.write;

import dev.varve.array.FillValue;
import dev.varve.array.NumericType;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.DeclaredType;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Variable;
import dev.varve.formats.hdf5.write.FileType;
import dev.varve.formats.hdf5.write.ObjectHeader;
import dev.varve.formats.netcdf4.Conventions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that a file will hold, decided and checked before its first byte: dimensions with their numbers, variables with
 * their forms and layouts, the types that are named, and the links of every group.
 */
final class FilePlan {
    private static final int MAX_RANK = 32;

    private final Dataset dataset;
    private final Netcdf4Options options;
    private final Map<String, PlannedDimension> dimensions = new LinkedHashMap<>();
    private final Map<String, PlannedVariable> variables = new LinkedHashMap<>();
    private final Map<String, List<Attribute>> groupAttributes = new LinkedHashMap<>();
    private final Map<DeclaredType.Enumeration, String> types = new LinkedHashMap<>();
    private final Map<String, Set<String>> namesOfGroups = new HashMap<>();

    private FilePlan(Dataset dataset, Netcdf4Options options) {
        this.dataset = dataset;
        this.options = options;
    }

    /**
     * Plans a file.
     *
     * @throws IllegalArgumentException when NetCDF-4 cannot hold something of the dataset; names it and says what to do
     */
    static FilePlan of(Dataset dataset, Netcdf4Options options) {
        FilePlan plan = new FilePlan(dataset, options);
        List<Group> groups = dataset.root().walk();
        for (Group group : groups) {
            plan.addGroup(group);
        }
        for (Group group : groups) {
            group.variables().forEach(v -> plan.addVariable(group, v));
        }
        plan.variables.values().forEach(plan::nameType);
        plan.dimensions.values().stream()
                .filter(d -> plan.coordinate(d).isEmpty())
                .forEach(d -> plan.claim(d.group(), d.dimension().name(), "dimension"));
        for (String path : options.chunks().keySet()) {
            if (!plan.variables.containsKey(path)) {
                throw new IllegalArgumentException("chunks are given for variable '" + path + "', which is not there");
            }
        }
        return plan;
    }

    /** All groups, parents first. */
    List<Group> groups() {
        return dataset.root().walk();
    }

    /** What is said about a group. */
    List<Attribute> attributes(Group group) {
        return groupAttributes.get(group.path());
    }

    /** All dimensions, by their numbers. */
    List<PlannedDimension> dimensions() {
        return List.copyOf(dimensions.values());
    }

    /** All variables. */
    List<PlannedVariable> variables() {
        return List.copyOf(variables.values());
    }

    /** Types with names, which all lie in the root group. */
    Map<DeclaredType.Enumeration, String> types() {
        return types;
    }

    /** The variable of a path. */
    PlannedVariable variable(String path) {
        PlannedVariable variable = variables.get(path);
        if (variable == null) {
            throw new IllegalArgumentException("there is no variable '" + path + "'");
        }
        return variable;
    }

    /** The variable that holds the coordinates along a dimension, if there is one. */
    Optional<PlannedVariable> coordinate(PlannedDimension dimension) {
        return Optional.ofNullable(variables.get(dimension.dimension().path())).filter(PlannedVariable::isScale);
    }

    private void addGroup(Group group) {
        if (!group.path().isEmpty()) {
            Paths.requireName("group", group.name());
            claim(Paths.parent(group.path()), group.name(), "group");
        }
        String owner = group.path().isEmpty() ? "the root group" : "group '" + group.path() + "'";
        groupAttributes.put(group.path(), AttributeForms.storable(owner, group.attributes()));
        for (Dimension dimension : group.dimensions()) {
            Paths.requireName("dimension", dimension.name());
            if (!dimension.path().equals(Paths.child(group.path(), dimension.name()))) {
                throw new IllegalArgumentException(
                        "dimension '" + dimension.path() + "' does not lie in " + owner + ", which defines it");
            }
            addDimension(dimension);
        }
    }

    private PlannedDimension addDimension(Dimension dimension) {
        PlannedDimension planned = new PlannedDimension(dimension, dimensions.size());
        if (dimensions.putIfAbsent(dimension.path(), planned) != null) {
            throw new IllegalArgumentException("dimension '" + dimension.path() + "' is there twice");
        }
        return planned;
    }

    /** Names of a group are unique among its groups, variables, types and dimensions without a variable. */
    private void claim(String group, String name, String what) {
        if (!namesOfGroups.computeIfAbsent(group, g -> new HashSet<>()).add(name)) {
            throw new IllegalArgumentException(what + " '" + Paths.child(group, name)
                    + "' has the name of something else in its group, which NetCDF-4 does not allow; rename it");
        }
    }

    private void addVariable(Group group, Variable variable) {
        Paths.requireName("variable", variable.name());
        String label = "variable '" + variable.path() + "'";
        if (!variable.path().equals(Paths.child(group.path(), variable.name()))) {
            throw new IllegalArgumentException(label + " does not lie in group '" + group.path() + "'");
        }
        ElementForm form = ElementForm.of(variable);
        List<PlannedDimension> axes = axes(group, variable, form);
        if (axes.size() > MAX_RANK) {
            throw new IllegalArgumentException(label + " has " + axes.size() + " axes; HDF5 allows " + MAX_RANK);
        }
        boolean isScale = !axes.isEmpty() && axes.get(0).dimension().path().equals(variable.path());
        boolean isMistakable = !isScale && dimensions.containsKey(variable.path());
        String name = (isMistakable ? Conventions.NON_COORDINATE : "") + variable.name();
        claim(group.path(), name, "variable");
        Filled filled = filled(variable, form, label);
        boolean isGrowing = axes.stream().anyMatch(PlannedDimension::isUnlimited);
        LayoutChoice choice = LayoutChoice.of(variable, form, isGrowing, filled.fill(), options);
        variables.put(
                variable.path(),
                new PlannedVariable(
                        variable,
                        Paths.child(group.path(), name),
                        form,
                        axes,
                        isScale,
                        choice.layout(),
                        choice.isContiguous(),
                        choice.filters(),
                        filled.attributes()));
    }

    private List<PlannedDimension> axes(Group group, Variable variable, ElementForm form) {
        List<PlannedDimension> axes = new ArrayList<>();
        for (Dimension dimension : variable.dimensions()) {
            PlannedDimension planned = dimensions.get(dimension.path());
            if (planned == null
                    || !planned.isSeenFrom(group.path())
                    || planned.dimension().length() != dimension.length()) {
                throw new IllegalArgumentException("variable '" + variable.path() + "': dimension '" + dimension.path()
                        + "' of length " + dimension.length() + " is not defined in its group or above");
            }
            axes.add(planned);
        }
        if (form.charactersPerElement() > 1) {
            axes.add(textLength(form.charactersPerElement()));
        }
        return axes;
    }

    /** The dimension along which the characters of byte strings lie, named as xarray names it. */
    private PlannedDimension textLength(int length) {
        String name = "string" + length;
        PlannedDimension known = dimensions.get(name);
        while (known != null && (known.dimension().length() != length || known.isUnlimited())) {
            name += "_";
            known = dimensions.get(name);
        }
        return known != null ? known : addDimension(new Dimension(name, length, false));
    }

    /** What is said about a variable, and the value of its elements that are not written. */
    private record Filled(List<Attribute> attributes, FillValue fill) {}

    private static Filled filled(Variable variable, ElementForm form, String label) {
        List<Attribute> attributes = new ArrayList<>();
        FillValue fill = form.storable(variable.fill());
        for (Attribute attribute : AttributeForms.storable(label, variable.attributes())) {
            if (attribute.name().equals(FillAttribute.NAME)) {
                FillAttribute typed = FillAttribute.of(variable, form, attribute.value());
                fill = typed.fill();
                attributes.add(typed.attribute());
            } else {
                attributes.add(attribute);
            }
        }
        // What xarray writes, and reads back, where netCDF has no booleans.
        if (variable.type() == NumericType.BOOL && variable.attribute("dtype").isEmpty()) {
            attributes.add(new Attribute("dtype", new Attribute.Text("bool")));
        }
        return new Filled(attributes, fill);
    }

    private void nameType(PlannedVariable variable) {
        variable.form().enumeration().ifPresent(enumeration -> {
            if (types.containsKey(enumeration)) {
                return;
            }
            String name = enumeration.name().isBlank() ? variable.variable().name() + "_t" : enumeration.name();
            Paths.requireName("type", name);
            ObjectHeader.type(FileType.enumeration(enumeration.base(), enumeration.members()));
            Set<String> taken = namesOfGroups.computeIfAbsent("", g -> new HashSet<>());
            while (dimensions.containsKey(name) || !taken.add(name)) {
                name += "_t";
            }
            types.put(enumeration, name);
        });
    }
}
