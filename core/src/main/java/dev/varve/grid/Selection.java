package dev.varve.grid;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import java.util.List;
import java.util.Optional;

/**
 * The elements of an array at all combinations of some elements of each axis (an "outer" or "orthogonal" selection), in
 * the order in which each axis gives them.
 *
 * @param axes for each axis, slowest first
 */
public record Selection(List<AxisSelection> axes) {
    public Selection {
        axes = List.copyOf(axes);
    }

    /** A selection on each axis, slowest first. */
    public static Selection of(AxisSelection... axes) {
        return new Selection(List.of(axes));
    }

    /** The shape of the selected block. */
    public Shape shape() {
        return Shape.of(axes.stream().mapToLong(AxisSelection::count).toArray());
    }

    /**
     * Checks that the selection is of an array of this shape.
     *
     * @throws IllegalArgumentException when it has another rank or wants elements that are not there
     */
    public void requireInside(Shape array) {
        if (axes.size() != array.rank()) {
            throw new IllegalArgumentException("a selection on " + axes.size() + " axes of an array " + array);
        }
        for (int axis = 0; axis < axes.size(); axis++) {
            AxisSelection selection = axes.get(axis);
            for (int place = 0; place < selection.count(); place++) {
                long element = selection.element(place);
                if (element < 0 || element >= array.extent(axis)) {
                    throw new IllegalArgumentException(
                            "element " + element + " of axis " + axis + " is selected, the array is " + array);
                }
            }
        }
    }

    /** The selection as a region, if it is one. */
    public Optional<Region> asRegion() {
        long[] start = new long[axes.size()];
        for (int axis = 0; axis < start.length; axis++) {
            if (!(axes.get(axis) instanceof AxisSelection.Strided strided) || !strided.isInterval()) {
                return Optional.empty();
            }
            start[axis] = strided.count() == 0 ? 0 : strided.start();
        }
        return Optional.of(Region.of(start, shape()));
    }
}
