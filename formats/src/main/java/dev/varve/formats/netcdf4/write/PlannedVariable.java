package dev.varve.formats.netcdf4.write;

import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Variable;
import dev.varve.formats.hdf5.write.DataStorage;
import java.util.List;
import java.util.Optional;

/**
 * A variable of the file.
 *
 * @param variable the variable as the dataset has it
 * @param objectPath the path of its dataset in the file
 * @param form what its elements become
 * @param axes its axes in the file; byte strings have one more than the variable
 * @param isScale whether it is the coordinate of its first axis
 * @param layout how it is cut up
 * @param isContiguous whether it lies in one piece, not compressed
 * @param filters how its chunks are encoded
 * @param attributes what is said about it, as netCDF wants it said
 */
record PlannedVariable(
        Variable variable,
        String objectPath,
        ElementForm form,
        List<PlannedDimension> axes,
        boolean isScale,
        Layout layout,
        boolean isContiguous,
        List<DataStorage.Filter> filters,
        List<Attribute> attributes) {
    PlannedVariable {
        axes = List.copyOf(axes);
        filters = List.copyOf(filters);
        attributes = List.copyOf(attributes);
    }

    /** What messages call it. */
    String label() {
        return "variable '" + variable.path() + "'";
    }

    /** The extents of its dataset. */
    Shape storedShape() {
        return Shape.of(axes.stream().mapToLong(a -> a.dimension().length()).toArray());
    }

    /** The shape of its dataset's chunks, when it has some. */
    Optional<Shape> storedChunk() {
        if (isContiguous) {
            return Optional.empty();
        }
        Shape chunk = layout.chunks().largestCell();
        long[] extents = storedShape().extents();
        for (int axis = 0; axis < chunk.rank(); axis++) {
            extents[axis] = chunk.extent(axis);
        }
        return Optional.of(Shape.of(extents));
    }
}
