package dev.varve.codec.serializer.zfp;

import java.util.Arrays;

/** The array in a stream of zfp: 1 to 4 axes, none of them empty, less than 2 GiB. Immutable. */
public final class ZfpField {
    /** zfp codes blocks of 4 numbers along each axis. */
    static final int SIDE = 4;

    /** The most axes of an array. */
    public static final int MOST_AXES = 4;

    private final ScalarType type;
    private final int[] extents;

    /**
     * @param type of the numbers
     * @param extents of the axes, slowest first; copied
     * @throws IllegalArgumentException when there are no or too many of them, or one is 0, or all make 2 GiB or more
     */
    public ZfpField(ScalarType type, int... extents) {
        if (extents.length < 1 || extents.length > MOST_AXES) {
            throw new IllegalArgumentException("zfp takes arrays of 1 to 4 axes, not " + extents.length);
        }
        long count = 1;
        for (int extent : extents) {
            if (extent < 1) {
                throw new IllegalArgumentException("zfp takes no arrays without elements: " + Arrays.toString(extents));
            }
            count *= extent;
            if (count > (Integer.MAX_VALUE - 8) / type.sizeBytes()) {
                throw new IllegalArgumentException("an array of " + Arrays.toString(extents) + " " + type.bits()
                        + "-bit numbers is 2 GiB or more");
            }
        }
        this.type = type;
        this.extents = extents.clone();
    }

    /** The type of the numbers. */
    public ScalarType type() {
        return type;
    }

    /** The extents, slowest axis first; copied. */
    public int[] extents() {
        return extents.clone();
    }

    /** How many axes. */
    public int rank() {
        return extents.length;
    }

    /** Numbers. */
    public int count() {
        int count = 1;
        for (int extent : extents) {
            count *= extent;
        }
        return count;
    }

    long blocks() {
        long blocks = 1;
        for (int extent : extents) {
            blocks *= (extent + SIDE - 1) / SIDE;
        }
        return blocks;
    }

    /** Extents of four axes, fastest first, absent ones 1. */
    int[] fourExtents() {
        int[] four = {1, 1, 1, 1};
        for (int axis = 0; axis < extents.length; axis++) {
            four[axis] = extents[extents.length - 1 - axis];
        }
        return four;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ZfpField that && type == that.type && Arrays.equals(extents, that.extents);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + Arrays.hashCode(extents);
    }

    /** For messages. */
    @Override
    public String toString() {
        return Arrays.toString(extents) + " " + type;
    }
}
