package dev.varve.array;

import java.util.Arrays;

/**
 * The extents of an array or block, slowest axis first (C order). Rank 0 is a scalar: one element. Extents are zero or
 * more; immutable.
 */
public final class Shape {
    /** The shape of a scalar. */
    public static final Shape SCALAR = new Shape(new long[0]);

    private final long[] extents;

    private Shape(long[] extents) {
        this.extents = extents;
    }

    /**
     * A shape of these extents; the array is copied.
     *
     * @throws IllegalArgumentException when an extent is negative
     */
    public static Shape of(long... extents) {
        for (long extent : extents) {
            if (extent < 0) {
                throw new IllegalArgumentException("negative extent in shape " + Arrays.toString(extents));
            }
        }
        return new Shape(extents.clone());
    }

    /** How many axes. */
    public int rank() {
        return extents.length;
    }

    /** The length of one axis, in elements. */
    public long extent(int axis) {
        return extents[axis];
    }

    /** All extents, copied. */
    public long[] extents() {
        return extents.clone();
    }

    /**
     * How many elements: the product of the extents.
     *
     * @throws ArithmeticException when the product exceeds 2^63-1
     */
    public long count() {
        long count = 1;
        for (long extent : extents) {
            if (extent == 0) {
                return 0;
            }
        }
        for (long extent : extents) {
            count = Math.multiplyExact(count, extent);
        }
        return count;
    }

    /** Whether the shape has no elements. */
    public boolean isEmpty() {
        return count() == 0;
    }

    /**
     * The lesser extent of two shapes on each axis.
     *
     * @throws IllegalArgumentException when ranks differ
     */
    public Shape min(Shape other) {
        if (other.rank() != rank()) {
            throw new IllegalArgumentException(this + " and " + other + " differ in rank");
        }
        long[] least = extents();
        for (int axis = 0; axis < least.length; axis++) {
            least[axis] = Math.min(least[axis], other.extents[axis]);
        }
        return new Shape(least);
    }

    /** How far apart, in elements, neighbours along each axis lie in C order. */
    public long[] strides() {
        long[] strides = new long[extents.length];
        long stride = 1;
        for (int axis = extents.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride = Math.multiplyExact(stride, Math.max(1, extents[axis]));
        }
        return strides;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape that && Arrays.equals(extents, that.extents);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(extents);
    }

    /** For messages: {@code (12, 720, 1440)}. */
    @Override
    public String toString() {
        String list = Arrays.toString(extents);
        return "(" + list.substring(1, list.length() - 1) + ")";
    }
}
