package dev.varve.plan.partition;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import java.util.List;
import java.util.Objects;

/**
 * Some of a variable's stored objects, in an order.
 *
 * @param order the order of all objects
 * @param run which of them
 */
public record ObjectShare(ObjectOrder order, ObjectRun run) {
    public ObjectShare {
        Objects.checkFromToIndex(run.start(), run.stop(), order.counts().count());
    }

    /** All objects of a grid, in C order. */
    public static ObjectShare all(Shape counts) {
        ObjectOrder order = AxisOrder.with(counts, List.of());
        return new ObjectShare(order, order.all());
    }

    /** How many objects. */
    public long count() {
        return run.count();
    }

    /** The position on the grid of the n-th object of the share. */
    public long[] index(long n) {
        return order.index(run.start() + Objects.checkIndex(n, count()));
    }

    /** The objects as boxes of positions on the grid, in the order. */
    public List<Region> boxes() {
        return order.boxes(run);
    }
}
