package dev.varve.plan.partition;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import java.util.List;

/**
 * An order of some of a variable's objects, those of a box: what is added to a store that is there, or takes the place of
 * something in it.
 *
 * @param inner the order, counted from the box's first corner
 * @param box the positions of the objects on the grid
 */
public record ShiftedOrder(ObjectOrder inner, Region box) implements ObjectOrder {
    public ShiftedOrder {
        if (!inner.counts().equals(box.shape())) {
            throw new IllegalArgumentException("an order of " + inner.counts() + " objects for a box of " + box);
        }
    }

    @Override
    public Shape counts() {
        return inner.counts();
    }

    @Override
    public long[] index(long place) {
        return shifted(inner.index(place));
    }

    @Override
    public List<Region> boxes(ObjectRun run) {
        return inner.boxes(run).stream()
                .map(part -> Region.of(shifted(part.starts()), part.shape()))
                .toList();
    }

    private long[] shifted(long[] index) {
        for (int axis = 0; axis < index.length; axis++) {
            index[axis] += box.start(axis);
        }
        return index;
    }
}
