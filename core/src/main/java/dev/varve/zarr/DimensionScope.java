package dev.varve.zarr;

import dev.varve.dataset.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The dimensions that arrays of a group can have: those that the group or one of its parents records, and those that the
 * group's own arrays name. Zarr knows only names; a name with another length than the one in sight is a dimension of its
 * own.
 */
final class DimensionScope {
    private final String path;
    private final List<Dimension> inherited;
    private final List<Dimension> defined;

    DimensionScope(String path, List<Dimension> inherited, List<Dimension> recorded) {
        this.path = path;
        this.inherited = inherited;
        this.defined = new ArrayList<>(recorded);
    }

    /** The dimension of an axis; one that is not in sight is defined here. */
    Dimension resolve(Optional<String> name, String array, int axis, long length) {
        String wanted =
                name.filter(text -> !text.isEmpty() && !text.contains("/")).orElse(array + "_dim_" + axis);
        Optional<Dimension> found = visible().stream()
                .filter(d -> d.name().equals(wanted) && d.length() == length)
                .findFirst();
        boolean isNameTaken = defined.stream().anyMatch(d -> d.name().equals(wanted));
        if (found.isPresent()) {
            return found.get();
        }
        String own = isNameTaken ? array + "_" + wanted + "_" + axis : wanted;
        Dimension dimension = new Dimension(path.isEmpty() ? own : path + "/" + own, length, false);
        defined.add(dimension);
        return dimension;
    }

    /** The dimensions defined here. */
    List<Dimension> defined() {
        return List.copyOf(defined);
    }

    /** All dimensions in sight, nearest first. */
    List<Dimension> visible() {
        List<Dimension> visible = new ArrayList<>(defined);
        visible.addAll(inherited);
        return visible;
    }
}
