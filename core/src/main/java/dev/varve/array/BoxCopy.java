package dev.varve.array;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How to copy a box between two C-ordered blocks. Axes that are whole on both sides are merged into one run of elements, so
 * that the innermost copy is one {@link System#arraycopy} as long as possible; the axes around it are merged where both sides
 * step through them evenly. Runs of a few bytes, as where the last axis is one element wide, are copied as numbers.
 */
final class BoxCopy {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    /** A line shorter than this changes places with the longest, so that few lines are begun. */
    private static final int SHORT_LINE = 16;

    private final long[] counts;
    private final long[] sourceSteps;
    private final long[] targetSteps;
    private int axes;
    private long sourceStart;
    private long targetStart;
    private int run;

    private BoxCopy(int rank) {
        this.counts = new long[rank];
        this.sourceSteps = new long[rank];
        this.targetSteps = new long[rank];
    }

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.nativeOrder());
    }

    /** Plans the copy of a non-empty box; all steps are in elements. */
    static BoxCopy between(Shape source, long[] sourceAt, Shape target, long[] targetAt, Shape box) {
        long[] sourceStrides = source.strides();
        long[] targetStrides = target.strides();
        BoxCopy copy = new BoxCopy(box.rank());
        for (int axis = 0; axis < box.rank(); axis++) {
            copy.sourceStart += sourceAt[axis] * sourceStrides[axis];
            copy.targetStart += targetAt[axis] * targetStrides[axis];
        }
        int outer = box.rank();
        long run = 1;
        while (outer > 0) {
            int axis = --outer;
            run *= box.extent(axis);
            if (box.extent(axis) != source.extent(axis) || box.extent(axis) != target.extent(axis)) {
                break;
            }
        }
        copy.run = Math.toIntExact(run);
        for (int axis = 0; axis < outer; axis++) {
            copy.add(box.extent(axis), sourceStrides[axis], targetStrides[axis]);
        }
        copy.lengthenLines();
        return copy;
    }

    /** One more axis, inside those before it. */
    private void add(long count, long sourceStep, long targetStep) {
        if (count == 1) {
            return;
        }
        int outer = axes - 1;
        boolean isEven =
                axes > 0 && sourceSteps[outer] == count * sourceStep && targetSteps[outer] == count * targetStep;
        int at = isEven ? outer : axes++;
        counts[at] = isEven ? counts[at] * count : count;
        sourceSteps[at] = sourceStep;
        targetSteps[at] = targetStep;
    }

    private void lengthenLines() {
        int last = axes - 1;
        if (axes < 2 || counts[last] >= SHORT_LINE) {
            return;
        }
        int longest = last;
        for (int axis = 0; axis < last; axis++) {
            longest = counts[axis] > counts[longest] ? axis : longest;
        }
        swap(counts, longest, last);
        swap(sourceSteps, longest, last);
        swap(targetSteps, longest, last);
    }

    private static void swap(long[] values, int a, int b) {
        long value = values[a];
        values[a] = values[b];
        values[b] = value;
    }

    /** Copies; {@code unit} is the number of array slots that one element takes. */
    void run(Object source, int sourceOffset, Object target, int targetOffset, int unit) {
        long[] index = new long[axes];
        long from = sourceStart;
        long to = targetStart;
        while (true) {
            line(source, (int) (sourceOffset + from * unit), target, (int) (targetOffset + to * unit), unit);
            int axis = axes - 2;
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

    /** Copies the runs along the last axis. */
    private void line(Object source, int from, Object target, int to, int unit) {
        if (axes == 0) {
            System.arraycopy(source, from, target, to, run * unit);
            return;
        }
        int count = (int) counts[axes - 1];
        int sourceStep = (int) (sourceSteps[axes - 1] * unit);
        int targetStep = (int) (targetSteps[axes - 1] * unit);
        boolean isOfNumbers = source instanceof byte[] && target instanceof byte[];
        switch (isOfNumbers ? run * unit : 0) {
            case 1 -> copy1((byte[]) source, from, sourceStep, (byte[]) target, to, targetStep, count);
            case 2 -> copy2((byte[]) source, from, sourceStep, (byte[]) target, to, targetStep, count);
            case 4 -> copy4((byte[]) source, from, sourceStep, (byte[]) target, to, targetStep, count);
            case 8 -> copy8((byte[]) source, from, sourceStep, (byte[]) target, to, targetStep, count);
            case 16 -> copy16((byte[]) source, from, sourceStep, (byte[]) target, to, targetStep, count);
            default -> {
                for (int i = 0; i < count; i++) {
                    System.arraycopy(source, from + i * sourceStep, target, to + i * targetStep, run * unit);
                }
            }
        }
    }

    private static void copy1(
            byte[] source, int from, int sourceStep, byte[] target, int to, int targetStep, int count) {
        for (int i = 0; i < count; i++) {
            target[to + i * targetStep] = source[from + i * sourceStep];
        }
    }

    private static void copy2(
            byte[] source, int from, int sourceStep, byte[] target, int to, int targetStep, int count) {
        for (int i = 0; i < count; i++) {
            SHORT.set(target, to + i * targetStep, (short) SHORT.get(source, from + i * sourceStep));
        }
    }

    private static void copy4(
            byte[] source, int from, int sourceStep, byte[] target, int to, int targetStep, int count) {
        for (int i = 0; i < count; i++) {
            INT.set(target, to + i * targetStep, (int) INT.get(source, from + i * sourceStep));
        }
    }

    private static void copy8(
            byte[] source, int from, int sourceStep, byte[] target, int to, int targetStep, int count) {
        for (int i = 0; i < count; i++) {
            LONG.set(target, to + i * targetStep, (long) LONG.get(source, from + i * sourceStep));
        }
    }

    private static void copy16(
            byte[] source, int from, int sourceStep, byte[] target, int to, int targetStep, int count) {
        for (int i = 0; i < count; i++) {
            int read = from + i * sourceStep;
            int written = to + i * targetStep;
            LONG.set(target, written, (long) LONG.get(source, read));
            LONG.set(target, written + Long.BYTES, (long) LONG.get(source, read + Long.BYTES));
        }
    }
}
