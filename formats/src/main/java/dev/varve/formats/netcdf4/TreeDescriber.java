package dev.varve.formats.netcdf4;

import dev.varve.array.FillValue;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.DeclaredType;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.SourceFormatException;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.formats.hdf5.Datatype;
import dev.varve.formats.hdf5.Hdf5Dataset;
import dev.varve.formats.hdf5.Hdf5File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the tree that was read into the groups and variables that users see. */
final class TreeDescriber {
    private final Hdf5File file;
    private final Map<Datatype, String> namedTypes;
    private final AttributeReader attributes;
    private final Map<String, OpenVariable> variables = new LinkedHashMap<>();

    TreeDescriber(Hdf5File file, Map<Datatype, String> namedTypes) {
        this.file = file;
        this.namedTypes = namedTypes;
        this.attributes = new AttributeReader(file);
    }

    /** The variables that were described, by path. */
    Map<String, OpenVariable> variables() {
        return Map.copyOf(variables);
    }

    Group describe(GroupNode node) throws IOException {
        List<Group.Unsupported> unsupported = new ArrayList<>(node.unsupported);
        List<Attribute> ofGroup = attributes.read(node.path, node.attributes, false, unsupported);
        List<Variable> found = new ArrayList<>();
        for (DatasetNode dataset : node.datasets) {
            if (!dataset.isDimensionOnly) {
                describe(dataset, unsupported).ifPresent(found::add);
            }
        }
        List<Group> groups = new ArrayList<>();
        for (GroupNode child : node.groups) {
            groups.add(describe(child));
        }
        List<Dimension> dimensions = node.axes.stream()
                .sorted(Comparator.comparingLong(Axis::id))
                .map(Axis::dimension)
                .toList();
        return new Group(node.path, dimensions, found, unsupported, ofGroup, groups);
    }

    private Optional<Variable> describe(DatasetNode node, List<Group.Unsupported> unsupported) throws IOException {
        try {
            Optional<String> problem = problem(node);
            if (problem.isEmpty()) {
                return Optional.of(variable(node, unsupported));
            }
            unsupported.add(new Group.Unsupported(node.path, problem.get()));
        } catch (SourceFormatException e) {
            unsupported.add(new Group.Unsupported(node.path, file.reason(e)));
        }
        return Optional.empty();
    }

    private Optional<String> problem(DatasetNode node) throws IOException {
        if (variables.containsKey(node.path)) {
            return Optional.of("another variable has the same name");
        }
        return isCountable(node) ? node.dataset.unsupported() : Optional.of("has 2^63 bytes or more");
    }

    private Variable variable(DatasetNode node, List<Group.Unsupported> unsupported) throws IOException {
        Hdf5Dataset dataset = node.dataset;
        Storage storage = new Storage(
                dataset.layout(), dataset.chunkShape(), Optional.empty(), dataset.filters(), dataset.storedBytes());
        Variable variable = new Variable(
                node.path,
                dataset.type(),
                Arrays.stream(node.axes).map(Axis::dimension).toList(),
                dataset.fill(),
                attributes.read(node.path, node.attributes, node.scale.isPresent(), unsupported),
                storage,
                declared(dataset));
        FillValue beyond = dataset.hasOwnFill() ? dataset.fill() : DefaultFill.of(dataset.type());
        variables.put(node.path, new OpenVariable(variable.shape(), dataset, beyond));
        return variable;
    }

    /** An unlimited dimension may have grown far beyond the dataset. */
    private static boolean isCountable(DatasetNode node) {
        try {
            long[] extents = Arrays.stream(node.axes).mapToLong(Axis::length).toArray();
            Math.multiplyExact(
                    Shape.of(extents).count(), node.dataset.datatype().sizeBytes());
            return true;
        } catch (ArithmeticException e) {
            return false;
        }
    }

    /** Datasets hold copies of their types; one that was never committed has no name. */
    private Optional<DeclaredType> declared(Hdf5Dataset dataset) {
        if (!(dataset.datatype() instanceof Datatype.Enumeration enumeration)
                || !(dataset.type() instanceof NumericType base)
                || base == NumericType.BOOL) {
            return Optional.empty();
        }
        Map<String, Long> members = new LinkedHashMap<>();
        for (int i = 0; i < enumeration.names().size(); i++) {
            members.put(enumeration.names().get(i), enumeration.values().get(i));
        }
        String path = namedTypes.getOrDefault(enumeration, "");
        return Optional.of(new DeclaredType.Enumeration(path.substring(path.lastIndexOf('/') + 1), base, members));
    }
}
