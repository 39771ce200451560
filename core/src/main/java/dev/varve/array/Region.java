package dev.varve.array;

import java.util.Arrays;
import java.util.Optional;

/** A half-open box of array elements: from {@code start} up to, not including, {@code stop} on each axis. Immutable. */
public final class Region {
    private final long[] start;
    private final Shape shape;

    private Region(long[] start, Shape shape) {
        this.start = start;
        this.shape = shape;
    }

    /**
     * The box of {@code shape} whose first element is {@code start}; the array is copied.
     *
     * @throws IllegalArgumentException when ranks differ, a start is negative, or a stop exceeds 2^63-1
     */
    public static Region of(long[] start, Shape shape) {
        if (start.length != shape.rank()) {
            throw new IllegalArgumentException("start " + Arrays.toString(start) + " has not the rank of " + shape);
        }
        for (int axis = 0; axis < start.length; axis++) {
            if (start[axis] < 0 || start[axis] > Long.MAX_VALUE - shape.extent(axis)) {
                throw new IllegalArgumentException("start " + start[axis] + " on axis " + axis + " is out of range");
            }
        }
        return new Region(start.clone(), shape);
    }

    /** The box from {@code start} up to {@code stop}. */
    public static Region between(long[] start, long[] stop) {
        long[] extents = new long[start.length];
        for (int axis = 0; axis < start.length; axis++) {
            extents[axis] = Math.subtractExact(stop[axis], start[axis]);
        }
        return of(start, Shape.of(extents));
    }

    /** All of an array of this shape. */
    public static Region whole(Shape shape) {
        return new Region(new long[shape.rank()], shape);
    }

    /** The extents of the box. */
    public Shape shape() {
        return shape;
    }

    /** How many axes. */
    public int rank() {
        return start.length;
    }

    /** The first index on an axis. */
    public long start(int axis) {
        return start[axis];
    }

    /** All first indexes, copied. */
    public long[] starts() {
        return start.clone();
    }

    /** One past the last index on an axis. */
    public long stop(int axis) {
        return start[axis] + shape.extent(axis);
    }

    /** How many elements. */
    public long count() {
        return shape.count();
    }

    /** Whether {@code inner} lies inside this box. */
    public boolean contains(Region inner) {
        for (int axis = 0; axis < start.length; axis++) {
            if (inner.start[axis] < start[axis] || inner.stop(axis) > stop(axis)) {
                return false;
            }
        }
        return true;
    }

    /** The common box of two regions of one rank, or nothing when they share no element. */
    public Optional<Region> intersection(Region other) {
        long[] low = new long[start.length];
        long[] high = new long[start.length];
        for (int axis = 0; axis < start.length; axis++) {
            low[axis] = Math.max(start[axis], other.start[axis]);
            high[axis] = Math.min(stop(axis), other.stop(axis));
            if (low[axis] >= high[axis]) {
                return Optional.empty();
            }
        }
        return Optional.of(between(low, high));
    }

    /** The same box, counted from {@code origin}. */
    public Region relativeTo(long[] origin) {
        long[] moved = new long[start.length];
        for (int axis = 0; axis < start.length; axis++) {
            moved[axis] = start[axis] - origin[axis];
        }
        return of(moved, shape);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Region that && Arrays.equals(start, that.start) && shape.equals(that.shape);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(start) + shape.hashCode();
    }

    /** For messages, as the command line takes it: {@code 0:10,5:20}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int axis = 0; axis < start.length; axis++) {
            text.append(axis == 0 ? "" : ",").append(start[axis]).append(':').append(stop(axis));
        }
        return text.toString();
    }
}
