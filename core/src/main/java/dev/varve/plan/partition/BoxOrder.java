package dev.varve.plan.partition;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.grid.GridOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One box of objects after another, one for each rank, as xpartition cuts them (<a
 * href="https://github.com/spencerkclark/xpartition">github.com/spencerkclark/xpartition</a>, version 2025.3): along each axis to be
 * cut, in the order given, boxes are as long as the ranks that are left demand; along the other axes they have all. Ranks may go
 * without. Here a box is never cut up further, however many objects there are, where xpartition leaves some unwritten beyond 2^24.
 *
 * @param counts how many objects there are along each axis
 * @param box how many objects a box has along each axis; fewer at the end
 * @param ranks for how many ranks it was made
 */
public record BoxOrder(Shape counts, Shape box, int ranks) implements ObjectOrder {
    /**
     * The order for some ranks.
     *
     * @param axes the axes to be cut, the first before the second
     */
    public static BoxOrder of(Shape counts, List<Integer> axes, int ranks) {
        long[] box = counts.extents();
        long boxes = 1;
        for (int axis : axes) {
            long all = counts.extent(axis);
            box[axis] = Math.min(ceilDiv(all, ranks / boxes), all);
            boxes *= Math.max(1, ceilDiv(all, Math.max(1, box[axis])));
        }
        return new BoxOrder(counts, Shape.of(box), ranks);
    }

    private static long ceilDiv(long value, long divisor) {
        return value == 0 ? 0 : (value - 1) / divisor + 1;
    }

    /** How many boxes there are along each axis. */
    private Shape boxCounts() {
        long[] boxes = new long[counts.rank()];
        for (int axis = 0; axis < boxes.length; axis++) {
            boxes[axis] = ceilDiv(counts.extent(axis), Math.max(1, box.extent(axis)));
        }
        return Shape.of(boxes);
    }

    private Region box(long number) {
        long[] start = GridOrder.index(boxCounts(), number);
        long[] stop = new long[start.length];
        for (int axis = 0; axis < start.length; axis++) {
            start[axis] *= box.extent(axis);
            stop[axis] = Math.min(start[axis] + box.extent(axis), counts.extent(axis));
        }
        return Region.between(start, stop);
    }

    /** The box of a rank; an empty run for a rank that goes without. */
    public ObjectRun run(int rank) {
        Objects.checkIndex(rank, ranks);
        long boxes = boxCounts().count();
        long start = rank < boxes ? before(rank) : counts.count();
        return new ObjectRun(start, rank < boxes ? start + box(rank).count() : start);
    }

    /** How many objects the boxes before one have. */
    private long before(long number) {
        Shape boxes = boxCounts();
        long[] index = GridOrder.index(boxes, number);
        long before = 0;
        long slower = 1;
        for (int axis = 0; axis < index.length; axis++) {
            long faster = 1;
            for (int other = axis + 1; other < index.length; other++) {
                faster *= counts.extent(other);
            }
            before += slower * index[axis] * box.extent(axis) * faster;
            slower *= Math.min(box.extent(axis), counts.extent(axis) - index[axis] * box.extent(axis));
        }
        return before;
    }

    /** The box that holds a place of the order. */
    private long boxAt(long place) {
        long low = 0;
        long high = boxCounts().count() - 1;
        while (low < high) {
            long middle = (low + high + 1) >>> 1;
            if (before(middle) <= place) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    @Override
    public long[] index(long place) {
        Objects.checkIndex(place, counts.count());
        long number = boxAt(place);
        Region held = box(number);
        long[] index = GridOrder.index(held.shape(), place - before(number));
        for (int axis = 0; axis < index.length; axis++) {
            index[axis] += held.start(axis);
        }
        return index;
    }

    @Override
    public List<Region> boxes(ObjectRun run) {
        Objects.checkFromToIndex(run.start(), run.stop(), counts.count());
        List<Region> regions = new ArrayList<>();
        for (long place = run.start(); place < run.stop(); ) {
            long number = boxAt(place);
            Region held = box(number);
            long before = before(number);
            long stop = Math.min(run.stop(), before + held.count());
            AxisOrder inner = AxisOrder.with(held.shape(), List.of());
            for (Region part : inner.boxes(new ObjectRun(place - before, stop - before))) {
                long[] start = part.starts();
                long[] end = new long[start.length];
                for (int axis = 0; axis < start.length; axis++) {
                    start[axis] += held.start(axis);
                    end[axis] = start[axis] + part.shape().extent(axis);
                }
                regions.add(Region.between(start, end));
            }
            place = stop;
        }
        return regions;
    }
}
