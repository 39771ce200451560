package dev.varve.formats.netcdf4;

import dev.varve.dataset.Group.Unsupported;
import dev.varve.formats.hdf5.Hdf5Attribute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A group while the file is being understood. */
final class GroupNode {
    final String path;
    final Optional<GroupNode> parent;
    final long address;
    final List<Hdf5Attribute> attributes;
    final List<Axis> axes = new ArrayList<>();
    final List<DatasetNode> datasets = new ArrayList<>();
    final List<GroupNode> groups = new ArrayList<>();
    final List<Unsupported> unsupported = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    GroupNode(String path, Optional<GroupNode> parent, long address, List<Hdf5Attribute> attributes) {
        this.path = path;
        this.parent = parent;
        this.address = address;
        this.attributes = attributes;
    }

    /** The full name of a member. */
    String child(String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }

    /** Takes a name for a member; false when another member has it. */
    boolean claim(String name) {
        return names.add(name);
    }

    /** The first dimension here or in a group around that fits. */
    Optional<Axis> findAxis(Predicate<Axis> test) {
        for (Optional<GroupNode> group = Optional.of(this); group.isPresent(); group = group.get().parent) {
            for (Axis axis : group.get().axes) {
                if (test.test(axis)) {
                    return Optional.of(axis);
                }
            }
        }
        return Optional.empty();
    }
}
