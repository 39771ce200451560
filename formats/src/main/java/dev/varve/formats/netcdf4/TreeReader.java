package dev.varve.formats.netcdf4;

import dev.varve.array.Shape;
import dev.varve.dataset.Group.Unsupported;
import dev.varve.dataset.SourceFormatException;
import dev.varve.formats.hdf5.Datatype;
import dev.varve.formats.hdf5.Hdf5Attribute;
import dev.varve.formats.hdf5.Hdf5Dataset;
import dev.varve.formats.hdf5.Hdf5File;
import dev.varve.formats.hdf5.Hdf5Object;
import dev.varve.formats.hdf5.Link;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Walks the groups of a file in netCDF-C's order ({@code rec_read_metadata} in {@code hdf5open.c}): the datasets of a
 * group, then its groups. What cannot be read is listed, and hides nothing else.
 */
final class TreeReader {
    /** Nobody nests deeper; every reader of the tree may recurse. */
    private static final int MAX_DEPTH = 100;

    private final Hdf5File file;
    private final LinkResolver resolver;
    private final Map<Long, String> groups = new HashMap<>();
    private final Map<Datatype, String> namedTypes = new HashMap<>();
    private long nextId;

    private TreeReader(Hdf5File file, LinkResolver resolver) {
        this.file = file;
        this.resolver = resolver;
    }

    /**
     * What was found.
     *
     * @param root the root group
     * @param namedTypes the full names of committed datatypes
     * @param nextId the number that netCDF would give to the next dimension
     */
    record Tree(GroupNode root, Map<Datatype, String> namedTypes, long nextId) {}

    static Tree read(Hdf5File file) throws IOException {
        Hdf5Object object = file.root();
        TreeReader reader = new TreeReader(file, new LinkResolver(file, object.address()));
        GroupNode root = new GroupNode("", Optional.empty(), object.address(), object.attributes());
        reader.groups.put(object.address(), "/");
        reader.readGroup(root, object, 0);
        return new Tree(root, Map.copyOf(reader.namedTypes), reader.nextId);
    }

    private record Pending(GroupNode node, Hdf5Object object) {}

    private void readGroup(GroupNode group, Hdf5Object object, int depth) throws IOException {
        List<Link> links = object.links();
        resolver.tell(group.address, links);
        List<Pending> pending = new ArrayList<>();
        for (Link link : links) {
            String name = link.name();
            String path = group.child(name);
            if (name.isEmpty() || name.equals(".") || name.contains("/") || !group.claim(name)) {
                group.unsupported.add(new Unsupported(path, "the name is forbidden or taken"));
                continue;
            }
            try {
                readLink(group, link, path, depth, pending);
            } catch (SourceFormatException e) {
                group.unsupported.add(new Unsupported(path, file.reason(e)));
            }
        }
        for (Pending child : pending) {
            try {
                readGroup(child.node(), child.object(), depth + 1);
                group.groups.add(child.node());
            } catch (SourceFormatException e) {
                group.unsupported.add(new Unsupported(child.node().path, file.reason(e)));
            }
        }
    }

    private void readLink(GroupNode group, Link link, String path, int depth, List<Pending> pending)
            throws IOException {
        Link.Target target = link.target();
        if (target instanceof Link.Elsewhere elsewhere) {
            group.unsupported.add(new Unsupported(path, elsewhere.what() + " is not followed"));
            return;
        }
        OptionalLong address = target instanceof Link.Hard hard
                ? OptionalLong.of(hard.address())
                : resolver.resolve(group.address, ((Link.Soft) target).path());
        if (address.isEmpty()) {
            String to = ((Link.Soft) target).path();
            group.unsupported.add(new Unsupported(path, "a soft link to '" + to + "', which is not in the file"));
            return;
        }
        Hdf5Object object = file.object(address.getAsLong(), path);
        switch (object.kind()) {
            case GROUP -> addGroup(group, object, path, depth, pending);
            case DATASET -> addDataset(group, link.name(), object);
            case NAMED_TYPE -> namedTypes.putIfAbsent(object.namedType(), path);
            case OTHER -> group.unsupported.add(new Unsupported(path, "is no group, dataset or datatype"));
        }
    }

    /** Each group is entered once, so that groups that contain each other end. */
    private void addGroup(GroupNode parent, Hdf5Object object, String path, int depth, List<Pending> pending)
            throws IOException {
        String known = groups.putIfAbsent(object.address(), path);
        if (known != null) {
            parent.unsupported.add(new Unsupported(path, "is another name of group '" + known + "'"));
        } else if (depth >= MAX_DEPTH) {
            parent.unsupported.add(new Unsupported(path, "groups are nested more than " + MAX_DEPTH + " deep"));
        } else {
            GroupNode node = new GroupNode(path, Optional.of(parent), object.address(), object.attributes());
            pending.add(new Pending(node, object));
        }
    }

    private void addDataset(GroupNode group, String name, Hdf5Object object) throws IOException {
        Hdf5Dataset dataset = object.dataset();
        List<Hdf5Attribute> attributes = object.attributes();
        Shape shape = dataset.space().shape();
        boolean isScale = Conventions.isScale(attributes) && shape.rank() > 0;
        Optional<Axis> scale =
                isScale ? Optional.of(scale(group, name, object, dataset, attributes)) : Optional.empty();
        boolean isDimensionOnly = isScale && Conventions.isDimensionOnly(attributes);
        String plain = name.startsWith(Conventions.NON_COORDINATE)
                ? name.substring(Conventions.NON_COORDINATE.length())
                : name;
        String shown = plain.equals(name) || plain.isEmpty() || isVariable(group, plain) ? name : plain;
        group.datasets.add(new DatasetNode(group.child(shown), dataset, attributes, scale, isDimensionOnly));
    }

    private boolean isVariable(GroupNode group, String name) {
        String path = group.child(name);
        return group.datasets.stream().anyMatch(d -> !d.isDimensionOnly && d.path.equals(path));
    }

    private Axis scale(
            GroupNode group, String name, Hdf5Object object, Hdf5Dataset dataset, List<Hdf5Attribute> attributes) {
        long id = Conventions.dimensionId(attributes).filter(i -> i >= 0).orElse(nextId);
        nextId = Math.max(nextId, id + 1);
        boolean isUnlimited = dataset.space().isUnlimited().get(0);
        // Without a variable an unlimited dimension is as long as what lies along it, which is not known yet.
        boolean isOpen = isUnlimited && Conventions.isDimensionOnly(attributes);
        long length = isOpen ? 0 : dataset.space().shape().extent(0);
        Axis axis = new Axis(group.child(name), id, object.address(), length, isUnlimited);
        group.axes.add(axis);
        return axis;
    }
}
