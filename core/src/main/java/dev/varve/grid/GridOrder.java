package dev.varve.grid;

import dev.varve.array.Shape;
import java.util.Objects;

/** C order of the cells of a grid: the last axis runs fastest. */
public final class GridOrder {
    private GridOrder() {}

    /** The position of the n-th cell. */
    public static long[] index(Shape counts, long ordinal) {
        Objects.checkIndex(ordinal, counts.count());
        long[] index = new long[counts.rank()];
        long rest = ordinal;
        for (int axis = counts.rank() - 1; axis >= 0; axis--) {
            index[axis] = rest % counts.extent(axis);
            rest /= counts.extent(axis);
        }
        return index;
    }

    /** The place of a cell. */
    public static long ordinal(Shape counts, long... index) {
        long ordinal = 0;
        for (int axis = 0; axis < index.length; axis++) {
            ordinal = ordinal * counts.extent(axis) + Objects.checkIndex(index[axis], counts.extent(axis));
        }
        return ordinal;
    }
}
