package dev.varve.array;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How to copy elements at all combinations of some positions on each axis. Positions that follow each other on both sides
 * of the last axis are copied at once.
 */
final class IndexedCopy {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final int[][] sourceAt;
    private final int[][] targetAt;
    private final long[] sourceStrides;
    private final long[] targetStrides;

    private IndexedCopy(Shape source, int[][] sourceAt, Shape target, int[][] targetAt) {
        this.sourceAt = sourceAt;
        this.targetAt = targetAt;
        this.sourceStrides = source.strides();
        this.targetStrides = target.strides();
    }

    /** Plans a copy; positions have been checked. */
    static IndexedCopy between(Shape source, int[][] sourceAt, Shape target, int[][] targetAt) {
        return new IndexedCopy(source, sourceAt, target, targetAt);
    }

    /** Copies; {@code unit} is the number of array slots that one element takes. */
    void run(Object source, int sourceOffset, Object target, int targetOffset, int unit) {
        int last = sourceAt.length - 1;
        if (last < 0) {
            System.arraycopy(source, sourceOffset, target, targetOffset, unit);
            return;
        }
        int[] index = new int[last];
        while (true) {
            long from = 0;
            long to = 0;
            for (int axis = 0; axis < last; axis++) {
                from += sourceAt[axis][index[axis]] * sourceStrides[axis];
                to += targetAt[axis][index[axis]] * targetStrides[axis];
            }
            row(source, (int) (sourceOffset + from * unit), target, (int) (targetOffset + to * unit), unit);
            int axis = last - 1;
            while (axis >= 0 && ++index[axis] == sourceAt[axis].length) {
                index[axis--] = 0;
            }
            if (axis < 0) {
                return;
            }
        }
    }

    /** Copies single elements; places have been checked. */
    static void points(
            Object source,
            int sourceOffset,
            int[] sourceAt,
            Object target,
            int targetOffset,
            int[] targetAt,
            int unit) {
        if (source instanceof byte[] bytes) {
            byte[] targetBytes = (byte[]) target;
            for (int i = 0; i < sourceAt.length; i++) {
                element(bytes, sourceOffset + sourceAt[i] * unit, targetBytes, targetOffset + targetAt[i] * unit, unit);
            }
            return;
        }
        for (int i = 0; i < sourceAt.length; i++) {
            System.arraycopy(
                    source, sourceOffset + sourceAt[i] * unit, target, targetOffset + targetAt[i] * unit, unit);
        }
    }

    private void row(Object source, int from, Object target, int to, int unit) {
        int[] sources = sourceAt[sourceAt.length - 1];
        int[] targets = targetAt[targetAt.length - 1];
        for (int i = 0; i < sources.length; ) {
            int run = 1;
            while (i + run < sources.length
                    && sources[i + run] == sources[i] + run
                    && targets[i + run] == targets[i] + run) {
                run++;
            }
            if (run == 1 && source instanceof byte[] bytes) {
                element(bytes, from + sources[i] * unit, (byte[]) target, to + targets[i] * unit, unit);
            } else {
                System.arraycopy(source, from + sources[i] * unit, target, to + targets[i] * unit, run * unit);
            }
            i += run;
        }
    }

    private static void element(byte[] source, int from, byte[] target, int to, int unit) {
        switch (unit) {
            case 1 -> target[to] = source[from];
            case 2 -> SHORT.set(target, to, (short) SHORT.get(source, from));
            case 4 -> INT.set(target, to, (int) INT.get(source, from));
            case 8 -> LONG.set(target, to, (long) LONG.get(source, from));
            default -> System.arraycopy(source, from, target, to, unit);
        }
    }
}
