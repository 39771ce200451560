package dev.varve.dataset.transform;

/**
 * The positions on an axis that a {@link Subset} keeps.
 *
 * @param start the position of the first one
 * @param step how far one is from the next; negative when they go backwards
 * @param count how many there are
 * @param isKept whether the axis stays; else there is one position
 */
record AxisCut(long start, long step, long count, boolean isKept) {
    static AxisCut whole(long length) {
        return new AxisCut(0, 1, length, true);
    }

    /**
     * The positions that indexes mean on a dimension.
     *
     * @throws TransformException when one of them is not there, or there is none
     */
    static AxisCut of(Indexes indexes, String dimension, long length) {
        if (indexes instanceof Indexes.One one) {
            return new AxisCut(inside(one.index(), length, dimension, length - 1), 1, 1, false);
        }
        Indexes.Slice slice = (Indexes.Slice) indexes;
        if (slice.step() > 0) {
            long start = inside(slice.start().orElse(0), length, dimension, length);
            long stop = inside(slice.stop().orElse(length), length, dimension, length);
            return nonEmpty(start, stop, slice.step(), dimension, length);
        }
        long start = inside(slice.start().orElse(length - 1), length, dimension, length - 1);
        long stop = slice.stop().isEmpty() ? -1 : inside(slice.stop().getAsLong(), length, dimension, length);
        return nonEmpty(start, stop, slice.step(), dimension, length);
    }

    private static AxisCut nonEmpty(long start, long stop, long step, String dimension, long length) {
        long gap = step > 0 ? stop - start : start - stop;
        if (gap <= 0) {
            throw new TransformException(
                    "nothing of dimension '" + dimension + "' (" + length + ") is selected",
                    dimension + "=0:" + length + " is all of it");
        }
        return new AxisCut(start, step, (gap - 1) / Math.abs(step) + 1, true);
    }

    private static long inside(long index, long length, String dimension, long most) {
        long counted = index < 0 ? index + length : index;
        if (counted < 0 || counted > most) {
            throw new TransformException(
                    "dimension '" + dimension + "' has " + length + " elements; " + index + " is not inside",
                    length == 0
                            ? "another dimension"
                            : dimension + "=0:" + length + " is all of it, " + dimension + "=-1 the last one");
        }
        return counted;
    }

    boolean isWhole(long length) {
        return start == 0 && step == 1 && count == length && isKept;
    }

    /** The position, on the uncut axis, of a position here. */
    long at(long index) {
        return start + index * step;
    }

    /** The lowest position that some positions here have on the uncut axis. */
    long low(long from, long to) {
        return step > 0 ? at(from) : at(to - 1);
    }

    /** One past the highest. */
    long high(long from, long to) {
        return (step > 0 ? at(to - 1) : at(from)) + 1;
    }
}
