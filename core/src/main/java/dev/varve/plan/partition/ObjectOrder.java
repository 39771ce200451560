package dev.varve.plan.partition;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import java.util.List;

/** An order of a variable's stored objects, so that a share of them is a run. Immutable; holds no list of objects. */
public sealed interface ObjectOrder permits AxisOrder, BoxOrder, ShiftedOrder {
    /** How many objects there are along each axis. */
    Shape counts();

    /**
     * The position on the grid of the object at a place of the order.
     *
     * @throws IndexOutOfBoundsException when there is no such place
     */
    long[] index(long place);

    /** The objects of a run as boxes of positions on the grid, in the order. */
    List<Region> boxes(ObjectRun run);

    /** All objects. */
    default ObjectRun all() {
        return new ObjectRun(0, counts().count());
    }
}
