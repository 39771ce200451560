package dev.varve.grid;

import dev.varve.array.Shape;
import java.util.Arrays;

/**
 * Single elements of an array (a "vectorised", "coordinate" or "pointwise" selection): the n-th has on each axis the n-th of
 * that axis's coordinates. Any order, any repetition. A mask is the selection of the elements that it lets through.
 * Immutable.
 */
public final class PointSelection {
    private final Shape shape;
    private final long[][] coordinates;

    private PointSelection(Shape shape, long[][] coordinates) {
        this.shape = shape;
        this.coordinates = coordinates;
    }

    /**
     * Elements as a block of one axis.
     *
     * @param coordinates for each axis of the array, slowest first, one for each element; copied
     * @throws IllegalArgumentException when there is no axis, or axes have different numbers of coordinates
     */
    public static PointSelection of(long[]... coordinates) {
        if (coordinates.length == 0) {
            throw new IllegalArgumentException("elements of an array without axes need a shape");
        }
        return of(Shape.of(coordinates[0].length), coordinates);
    }

    /**
     * Elements as a block of any shape.
     *
     * @param shape the shape of the block
     * @param coordinates for each axis of the array, slowest first, one for each element of the block in C order; copied
     * @throws IllegalArgumentException when an axis has not as many coordinates as the block has elements, or those are 2^31 or
     *     more
     */
    public static PointSelection of(Shape shape, long[]... coordinates) {
        if (shape.count() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(shape.count() + " single elements are too many");
        }
        long[][] copies = new long[coordinates.length][];
        for (int axis = 0; axis < copies.length; axis++) {
            if (coordinates[axis].length != shape.count()) {
                throw new IllegalArgumentException(coordinates[axis].length + " coordinates on axis " + axis + " for "
                        + shape.count() + " elements of a block " + shape);
            }
            copies[axis] = coordinates[axis].clone();
        }
        return new PointSelection(shape, copies);
    }

    /** The shape of the selected block. */
    public Shape shape() {
        return shape;
    }

    /** The coordinates by axis; not to be changed. */
    long[][] coordinates() {
        return coordinates;
    }

    /** How many elements. */
    int count() {
        return (int) shape.count();
    }

    /**
     * Checks that the selection is of an array of this shape.
     *
     * @throws IllegalArgumentException when it has another rank or wants elements that are not there
     */
    public void requireInside(Shape array) {
        if (coordinates.length != array.rank()) {
            throw new IllegalArgumentException(
                    "coordinates on " + coordinates.length + " axes select from an array " + array);
        }
        for (int axis = 0; axis < coordinates.length; axis++) {
            for (long element : coordinates[axis]) {
                if (element < 0 || element >= array.extent(axis)) {
                    throw new IllegalArgumentException(
                            "element " + element + " of axis " + axis + " is selected, the array is " + array);
                }
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PointSelection that
                && shape.equals(that.shape)
                && Arrays.deepEquals(coordinates, that.coordinates);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.deepHashCode(coordinates);
    }
}
