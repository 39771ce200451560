package dev.varve.plan.partition;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.grid.GridOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * C order of the objects after some axes were put first: along those, runs are cut; along the others, objects stay together as
 * far as whole runs allow.
 *
 * @param counts how many objects there are along each axis
 * @param axes all axes, slowest first
 */
public record AxisOrder(Shape counts, List<Integer> axes) implements ObjectOrder {
    public AxisOrder {
        axes = List.copyOf(axes);
        if (!axes.stream()
                .sorted()
                .toList()
                .equals(IntStream.range(0, counts.rank()).boxed().toList())) {
            throw new IllegalArgumentException("axes " + axes + " are not those of a grid of " + counts);
        }
    }

    /** The order with some axes first, the others after them as they are. */
    public static AxisOrder with(Shape counts, List<Integer> first) {
        List<Integer> axes = new ArrayList<>(first);
        IntStream.range(0, counts.rank()).filter(axis -> !first.contains(axis)).forEach(axes::add);
        return new AxisOrder(counts, axes);
    }

    /** The extents in the order of the axes. */
    private Shape sorted() {
        return Shape.of(axes.stream().mapToLong(counts::extent).toArray());
    }

    @Override
    public long[] index(long place) {
        return asGiven(GridOrder.index(sorted(), place));
    }

    private long[] asGiven(long[] sorted) {
        long[] given = new long[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            given[axes.get(i)] = sorted[i];
        }
        return given;
    }

    /** {@inheritDoc} For d axes these are at most 2 d - 1. */
    @Override
    public List<Region> boxes(ObjectRun run) {
        List<Region> boxes = new ArrayList<>();
        Objects.checkFromToIndex(run.start(), run.stop(), counts.count());
        if (!run.isEmpty()) {
            addBoxes(sorted(), 0, new long[counts.rank()], run.start(), run.stop(), boxes);
        }
        return boxes;
    }

    /** Adds what lies from {@code start} to {@code stop} in the axes from {@code axis} on, where those before are fixed. */
    private void addBoxes(Shape sorted, int axis, long[] fixed, long start, long stop, List<Region> boxes) {
        if (axis == sorted.rank()) {
            add(sorted, axis, fixed, fixed, boxes);
            return;
        }
        long step = sorted.strides()[axis];
        long first = start / step;
        long last = (stop - 1) / step;
        long[] place = fixed.clone();
        if (first == last && (start % step != 0 || stop % step != 0)) {
            place[axis] = first;
            addBoxes(sorted, axis + 1, place, start - first * step, stop - first * step, boxes);
            return;
        }
        if (start % step != 0) {
            place[axis] = first;
            addBoxes(sorted, axis + 1, place, start % step, step, boxes);
        }
        long[] low = fixed.clone();
        long[] high = fixed.clone();
        low[axis] = start % step == 0 ? first : first + 1;
        high[axis] = stop / step - 1;
        if (low[axis] <= high[axis]) {
            add(sorted, axis + 1, low, high, boxes);
        }
        if (stop % step != 0) {
            place[axis] = last;
            addBoxes(sorted, axis + 1, place, 0, stop % step, boxes);
        }
    }

    /** Adds a box from one corner to another, both inside; of the axes from {@code free} on it has all. */
    private void add(Shape sorted, int free, long[] low, long[] high, List<Region> boxes) {
        long[] start = low.clone();
        long[] stop = new long[start.length];
        for (int axis = 0; axis < start.length; axis++) {
            stop[axis] = axis < free ? high[axis] + 1 : sorted.extent(axis);
        }
        Arrays.fill(start, free, start.length, 0);
        boxes.add(Region.between(asGiven(start), asGiven(stop)));
    }
}
