package dev.varve.formats.netcdf4;

import dev.varve.formats.hdf5.Datatype;
import dev.varve.formats.hdf5.Hdf5Attribute;
import dev.varve.formats.hdf5.Hdf5File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Gives every axis of every dataset its dimension, as netCDF-C does ({@code rec_match_dimscales} and
 * {@code create_phony_dims} in {@code hdf5open.c}): by the numbers that netCDF left, else by the dimension scales that are
 * attached, else an anonymous one of the right length.
 */
final class AxisFinder {
    private final Hdf5File file;
    private long nextId;

    private AxisFinder(Hdf5File file, long nextId) {
        this.file = file;
        this.nextId = nextId;
    }

    static void find(Hdf5File file, TreeReader.Tree tree) throws IOException {
        AxisFinder finder = new AxisFinder(file, tree.nextId());
        finder.match(tree.root(), true);
        finder.match(tree.root(), false);
        List<DatasetNode> all = new ArrayList<>();
        collect(tree.root(), all);
        stretch(all);
        finder.replaceMisfits(tree.root());
    }

    /** NetCDF-C drops types that it does not have before it names anonymous dimensions: these come last. */
    private void match(GroupNode group, boolean isOfNetcdf) throws IOException {
        for (GroupNode child : group.groups) {
            match(child, isOfNetcdf);
        }
        for (DatasetNode dataset : group.datasets) {
            if (!dataset.isDimensionOnly && dataset.dataset.datatype().isOfNetcdf() == isOfNetcdf) {
                match(group, dataset);
            }
        }
    }

    private void match(GroupNode group, DatasetNode dataset) throws IOException {
        if (dataset.axes.length == 0 || fromNumbers(group, dataset)) {
            return;
        }
        if (dataset.scale.isPresent()) {
            dataset.axes[0] = dataset.scale.get();
        } else {
            fromScales(group, dataset);
        }
        addAnonymous(group, dataset);
    }

    /** The attribute that netCDF leaves where a dimension scale has several axes, and on other variables too. */
    private boolean fromNumbers(GroupNode group, DatasetNode dataset) {
        Optional<long[]> ids = dataset.attribute(Conventions.COORDINATES).flatMap(Conventions::integers);
        if (ids.isEmpty() || ids.get().length != dataset.axes.length) {
            return false;
        }
        for (int i = 0; i < dataset.axes.length; i++) {
            long id = ids.get()[i];
            Optional<Axis> axis = group.findAxis(a -> a.id() == id);
            if (axis.isEmpty()) {
                return false;
            }
            dataset.axes[i] = axis.get();
        }
        return true;
    }

    /** NetCDF-C looks at the scales only when the first axis has one, and takes the last of several. */
    private void fromScales(GroupNode group, DatasetNode dataset) throws IOException {
        Optional<Hdf5Attribute> list = dataset.attribute(Conventions.DIMENSION_LIST);
        if (list.isEmpty()
                || !(list.get().type() instanceof Datatype.Sequence sequence)
                || !(sequence.base() instanceof Datatype.Reference reference)
                || !reference.isObjectAddress()
                || list.get().space().count() != dataset.axes.length) {
            return;
        }
        byte[][] scales = file.sequences(list.get());
        for (int i = 0; i < scales.length && file.addresses(scales[0]).length > 0; i++) {
            long[] addresses = file.addresses(scales[i]);
            if (addresses.length > 0) {
                long last = addresses[addresses.length - 1];
                dataset.axes[i] = group.findAxis(a -> a.address() == last).orElse(null);
            }
        }
    }

    private void addAnonymous(GroupNode group, DatasetNode dataset) {
        for (int i = 0; i < dataset.axes.length; i++) {
            if (dataset.axes[i] == null) {
                dataset.axes[i] = anonymous(group, dataset, i);
            }
        }
    }

    /** A dimension of the group that is not yet one of the dataset's, of the right length; else a new one. */
    private Axis anonymous(GroupNode group, DatasetNode dataset, int at) {
        long length = dataset.shape().extent(at);
        boolean isUnlimited = dataset.dataset.space().isUnlimited().get(at);
        List<Axis> used = Arrays.asList(dataset.axes);
        for (Axis axis : group.axes) {
            if (axis.length() == length && axis.isUnlimited() == isUnlimited && !used.contains(axis)) {
                return axis;
            }
        }
        String name;
        do {
            name = "phony_dim_" + nextId;
            nextId++;
        } while (isTaken(group, group.child(name)));
        Axis axis = new Axis(group.child(name), nextId - 1, -1, length, isUnlimited);
        group.axes.add(axis);
        return axis;
    }

    private static boolean isTaken(GroupNode group, String path) {
        return group.axes.stream().anyMatch(a -> a.path().equals(path));
    }

    private static void collect(GroupNode group, List<DatasetNode> all) {
        all.addAll(group.datasets);
        for (GroupNode child : group.groups) {
            collect(child, all);
        }
    }

    /** An unlimited dimension is as long as the longest dataset along it ({@code nc4_find_dim_len}). */
    private static void stretch(List<DatasetNode> all) {
        for (DatasetNode dataset : all) {
            for (int i = 0; i < dataset.axes.length; i++) {
                Axis axis = dataset.axes[i];
                if (axis != null && axis.isUnlimited()) {
                    axis.setLength(Math.max(axis.length(), dataset.shape().extent(i)));
                }
            }
        }
    }

    /** A fixed dimension must have the length of the dataset's axis; where it has not, it is not believed. */
    private void replaceMisfits(GroupNode group) {
        for (GroupNode child : group.groups) {
            replaceMisfits(child);
        }
        for (DatasetNode dataset : group.datasets) {
            for (int i = 0; i < dataset.axes.length; i++) {
                Axis axis = dataset.axes[i];
                if (axis != null
                        && !axis.isUnlimited()
                        && axis.length() != dataset.shape().extent(i)) {
                    dataset.axes[i] = null;
                    dataset.axes[i] = anonymous(group, dataset, i);
                }
            }
        }
    }
}
