package dev.varve.array;

/**
 * How to copy a box between two C-ordered blocks: axes that are whole on both sides are merged, so that the innermost
 * copy is one {@link System#arraycopy} as long as possible.
 */
final class BoxCopy {
    private final int axes;
    private final long[] counts;
    private final long[] sourceSteps;
    private final long[] targetSteps;
    private final long sourceStart;
    private final long targetStart;
    private final int run;

    private BoxCopy(
            int axes,
            long[] counts,
            long[] sourceSteps,
            long[] targetSteps,
            long sourceStart,
            long targetStart,
            int run) {
        this.axes = axes;
        this.counts = counts;
        this.sourceSteps = sourceSteps;
        this.targetSteps = targetSteps;
        this.sourceStart = sourceStart;
        this.targetStart = targetStart;
        this.run = run;
    }

    /** Plans the copy of a non-empty box; all steps are in elements. */
    static BoxCopy between(Shape source, long[] sourceAt, Shape target, long[] targetAt, Shape box) {
        long[] sourceStrides = source.strides();
        long[] targetStrides = target.strides();
        long sourceStart = 0;
        long targetStart = 0;
        for (int axis = 0; axis < box.rank(); axis++) {
            sourceStart += sourceAt[axis] * sourceStrides[axis];
            targetStart += targetAt[axis] * targetStrides[axis];
        }
        int axes = box.rank();
        long run = 1;
        while (axes > 0) {
            int axis = axes - 1;
            run *= box.extent(axis);
            axes--;
            if (box.extent(axis) != source.extent(axis) || box.extent(axis) != target.extent(axis)) {
                break;
            }
        }
        return new BoxCopy(
                axes, box.extents(), sourceStrides, targetStrides, sourceStart, targetStart, Math.toIntExact(run));
    }

    /** Copies; {@code unit} is the number of array slots that one element takes. */
    void run(Object source, int sourceOffset, Object target, int targetOffset, int unit) {
        long[] index = new long[axes];
        long from = sourceStart;
        long to = targetStart;
        while (true) {
            System.arraycopy(
                    source, (int) (sourceOffset + from * unit), target, (int) (targetOffset + to * unit), run * unit);
            int axis = axes - 1;
            while (axis >= 0) {
                from += sourceSteps[axis];
                to += targetSteps[axis];
                if (++index[axis] < counts[axis]) {
                    break;
                }
                from -= counts[axis] * sourceSteps[axis];
                to -= counts[axis] * targetSteps[axis];
                index[axis] = 0;
                axis--;
            }
            if (axis < 0) {
                return;
            }
        }
    }
}
