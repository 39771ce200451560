package dev.varve.formats.netcdf4;

import dev.varve.array.Shape;
import dev.varve.formats.hdf5.Hdf5Attribute;
import dev.varve.formats.hdf5.Hdf5Dataset;
import java.util.List;
import java.util.Optional;

/** A dataset while the file is being understood. */
final class DatasetNode {
    final String path;
    final Hdf5Dataset dataset;
    final List<Hdf5Attribute> attributes;
    /** The dimension that the dataset is the scale of. */
    final Optional<Axis> scale;
    /** Whether the dataset is a dimension only, not a variable. */
    final boolean isDimensionOnly;
    /** The dimensions of its axes; null until they are known. */
    final Axis[] axes;

    DatasetNode(
            String path,
            Hdf5Dataset dataset,
            List<Hdf5Attribute> attributes,
            Optional<Axis> scale,
            boolean isDimensionOnly) {
        this.path = path;
        this.dataset = dataset;
        this.attributes = attributes;
        this.scale = scale;
        this.isDimensionOnly = isDimensionOnly;
        this.axes = new Axis[dataset.space().shape().rank()];
    }

    Shape shape() {
        return dataset.space().shape();
    }

    Optional<Hdf5Attribute> attribute(String name) {
        return attributes.stream().filter(a -> a.name().equals(name)).findFirst();
    }
}
