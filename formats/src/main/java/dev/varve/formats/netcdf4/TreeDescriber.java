package dev.varve.formats.netcdf4;

import dev.varve.array.FillValue;
import dev.varve.array.NumericType;
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
import java.util.OptionalLong;

/** Turns the tree that was read into the groups and variables that users see. */
final class TreeDescriber {
    private final Hdf5File file;
    private final Map<Long, String> namedTypes;
    private final AttributeReader attributes;
    private final Map<String, OpenVariable> variables = new LinkedHashMap<>();

    TreeDescriber(Hdf5File file, Map<Long, String> namedTypes) {
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
        Hdf5Dataset dataset = node.dataset;
        Optional<String> reason;
        long storedBytes = 0;
        try {
            reason = dataset.unsupported();
            storedBytes = reason.isPresent() ? 0 : dataset.storedBytes();
        } catch (SourceFormatException e) {
            reason = Optional.of(file.reason(e));
        }
        if (reason.isPresent()) {
            unsupported.add(new Group.Unsupported(node.path, reason.get()));
            return Optional.empty();
        }
        List<Dimension> dimensions =
                Arrays.stream(node.axes).map(Axis::dimension).toList();
        Storage storage =
                new Storage(dataset.layout(), dataset.chunkShape(), Optional.empty(), dataset.filters(), storedBytes);
        Variable variable = new Variable(
                node.path,
                dataset.type(),
                dimensions,
                dataset.fill(),
                attributes.read(node.path, node.attributes, node.scale.isPresent(), unsupported),
                storage,
                declared(dataset));
        FillValue beyond = dataset.hasOwnFill() ? dataset.fill() : DefaultFill.of(dataset.type());
        variables.put(node.path, new OpenVariable(variable.shape(), dataset, beyond));
        return Optional.of(variable);
    }

    /** A type that was never committed has no name. */
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
        OptionalLong named = dataset.namedType();
        String path = named.isPresent() ? namedTypes.getOrDefault(named.getAsLong(), "") : "";
        return Optional.of(new DeclaredType.Enumeration(path.substring(path.lastIndexOf('/') + 1), base, members));
    }
}
