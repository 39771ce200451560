package dev.varve.codec.serializer.zfp;

/** Goes through the blocks of an array, fastest axis first, and says where the numbers of each lie. */
final class BlockWalk {
    /** Which number of a block of so many along an axis stands at each of the four places: those beyond repeat others. */
    private static final int[][] PADDED = {{}, {0, 0, 0, 0}, {0, 1, 1, 0}, {0, 1, 2, 0}, {0, 1, 2, 3}};

    private final int[] extents;
    private final int[] strides = new int[ZfpField.MOST_AXES];
    /** Rows of a block along each axis but the fastest. */
    private final int[] sides = {ZfpField.SIDE, 1, 1, 1};

    private final int[] at = new int[ZfpField.MOST_AXES];
    private final int[] inside = new int[ZfpField.MOST_AXES];
    /** Where each row begins, seen from the block's first number. */
    private final int[] rows;

    private final boolean[] isRowInside;
    private int base;
    private boolean isStarted;

    BlockWalk(ZfpField field) {
        this.extents = field.fourExtents();
        int stride = 1;
        int count = 1;
        for (int axis = 0; axis < ZfpField.MOST_AXES; axis++) {
            strides[axis] = stride;
            stride *= extents[axis];
            if (axis > 0 && axis < field.rank()) {
                sides[axis] = ZfpField.SIDE;
                count *= ZfpField.SIDE;
            }
        }
        this.rows = new int[count];
        this.isRowInside = new boolean[count];
    }

    /** Goes to the next block; false after the last. */
    boolean next() {
        if (isStarted) {
            int axis = 0;
            while ((at[axis] += ZfpField.SIDE) >= extents[axis]) {
                at[axis] = 0;
                axis++;
                if (axis == ZfpField.MOST_AXES) {
                    return false;
                }
            }
        }
        base = 0;
        boolean isSame = isStarted;
        isStarted = true;
        for (int axis = 0; axis < ZfpField.MOST_AXES; axis++) {
            int count = Math.min(ZfpField.SIDE, extents[axis] - at[axis]);
            isSame &= axis == 0 || count == inside[axis];
            inside[axis] = count;
            base += at[axis] * strides[axis];
        }
        if (!isSame) {
            layOut();
        }
        return true;
    }

    private void layOut() {
        int row = 0;
        for (int w = 0; w < sides[3]; w++) {
            for (int z = 0; z < sides[2]; z++) {
                for (int y = 0; y < sides[1]; y++) {
                    rows[row] = PADDED[inside[3]][w] * strides[3]
                            + PADDED[inside[2]][z] * strides[2]
                            + PADDED[inside[1]][y] * strides[1];
                    isRowInside[row] = w < inside[3] && z < inside[2] && y < inside[1];
                    row++;
                }
            }
        }
    }

    /** Where a row of the block begins in the array; a row beyond the edge is one that zfp repeats. */
    int row(int row) {
        return base + rows[row];
    }

    /** Whether a row of the block is inside the array. */
    boolean isInside(int row) {
        return isRowInside[row];
    }

    /** How many numbers of a row are inside the array. */
    int columns() {
        return inside[0];
    }

    /** Which number of a row stands at a place of it. */
    int column(int place) {
        return PADDED[inside[0]][place];
    }
}
