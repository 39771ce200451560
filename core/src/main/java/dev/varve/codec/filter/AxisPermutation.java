package dev.varve.codec.filter;

import dev.varve.array.Bytes;
import dev.varve.array.Shape;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * How to copy a C-ordered block to one with its axes in another order.
 *
 * <p>Axes of extent 1 are dropped and axes that stay neighbours are merged. Then, if the last axis stays the last, whole
 * runs are copied; else the axis that is dense in the source and the one that is dense in the target are walked in small
 * tiles, so that both sides stay in the cache.
 */
final class AxisPermutation {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);
    private static final int TILE = 32;

    /** Extents of the target's merged axes; for each, how far apart neighbours lie in the source and in the target. */
    private final int[] extents;

    private final int[] sourceSteps;
    private final int[] targetSteps;
    private final boolean isEmpty;

    private AxisPermutation(int[] extents, int[] sourceSteps, boolean isEmpty) {
        this.extents = extents;
        this.sourceSteps = sourceSteps;
        this.targetSteps = new int[extents.length];
        this.isEmpty = isEmpty;
        int step = 1;
        for (int axis = extents.length - 1; axis >= 0; axis--) {
            targetSteps[axis] = step;
            step *= extents[axis];
        }
    }

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.nativeOrder());
    }

    /**
     * Plans the copy from a block of shape {@code source} to one whose axis {@code i} is the source's {@code order[i]}.
     *
     * @throws IllegalArgumentException when the block has 2^31 elements or more
     */
    static AxisPermutation of(Shape source, int[] order) {
        if (source.isEmpty()) {
            return new AxisPermutation(new int[0], new int[0], true);
        }
        if (source.count() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("chunks of " + source + " are too large to transpose");
        }
        long[] strides = source.strides();
        int[] extents = new int[order.length];
        int[] steps = new int[order.length];
        int count = 0;
        for (int axis : order) {
            int extent = (int) source.extent(axis);
            int step = (int) strides[axis];
            if (extent == 1) {
                continue;
            }
            if (count > 0 && steps[count - 1] == (long) extent * step) {
                extents[count - 1] *= extent;
                steps[count - 1] = step;
            } else {
                extents[count] = extent;
                steps[count] = step;
                count++;
            }
        }
        return new AxisPermutation(Arrays.copyOf(extents, count), Arrays.copyOf(steps, count), false);
    }

    /** Whether all elements stay where they are. */
    boolean isIdentity() {
        return isEmpty || extents.length == 0 || (extents.length == 1 && sourceSteps[0] == 1);
    }

    /** Copies elements of {@code unit} bytes to the start of {@code target}. Not for an identity. */
    void apply(Bytes source, byte[] target, int unit) {
        byte[] in = source.array();
        int base = source.offset();
        int last = extents.length - 1;
        if (sourceSteps[last] == 1) {
            int run = extents[last] * unit;
            walk(last, last, (from, to) -> System.arraycopy(in, base + from * unit, target, to * unit, run));
            return;
        }
        int dense = denseAxis();
        int rowStep = targetSteps[dense];
        int columnStep = sourceSteps[last];
        walk(dense, last, (from, to) -> {
            for (int row = 0; row < extents[dense]; row += TILE) {
                int rows = Math.min(TILE, extents[dense] - row);
                for (int column = 0; column < extents[last]; column += TILE) {
                    int columns = Math.min(TILE, extents[last] - column);
                    int sourceAt = base + (from + row + column * columnStep) * unit;
                    int targetAt = (to + row * rowStep + column) * unit;
                    tile(in, sourceAt, columnStep, target, targetAt, rowStep, rows, columns, unit);
                }
            }
        });
    }

    /** Copies references. Not for an identity. */
    void apply(byte[][] source, byte[][] target) {
        int last = extents.length - 1;
        walk(last, last, (from, to) -> {
            for (int i = 0; i < extents[last]; i++) {
                target[to + i] = source[from + i * sourceSteps[last]];
            }
        });
    }

    private int denseAxis() {
        int axis = 0;
        while (sourceSteps[axis] != 1) {
            axis++;
        }
        return axis;
    }

    /** Where, in elements, a part of the copy starts. */
    private interface Part {
        void copy(int from, int to);
    }

    /** Calls {@code part} for every position along all axes but two. */
    private void walk(int skipped, int alsoSkipped, Part part) {
        int[] index = new int[extents.length];
        int from = 0;
        int to = 0;
        while (true) {
            part.copy(from, to);
            int axis = extents.length - 1;
            for (; axis >= 0; axis--) {
                if (axis == skipped || axis == alsoSkipped) {
                    continue;
                }
                from += sourceSteps[axis];
                to += targetSteps[axis];
                if (++index[axis] < extents[axis]) {
                    break;
                }
                from -= extents[axis] * sourceSteps[axis];
                to -= extents[axis] * targetSteps[axis];
                index[axis] = 0;
            }
            if (axis < 0) {
                return;
            }
        }
    }

    /** Rows are dense in the source, columns in the target; positions are in bytes, steps in elements. */
    private static void tile(
            byte[] in, int from, int columnStep, byte[] out, int to, int rowStep, int rows, int columns, int unit) {
        int across = columnStep * unit;
        for (int row = 0; row < rows; row++) {
            int source = from + row * unit;
            int target = to + row * rowStep * unit;
            switch (unit) {
                case 1 -> {
                    for (int i = 0; i < columns; i++) {
                        out[target + i] = in[source + i * across];
                    }
                }
                case 2 -> {
                    for (int i = 0; i < columns; i++) {
                        SHORT.set(out, target + i * 2, (short) SHORT.get(in, source + i * across));
                    }
                }
                case 4 -> {
                    for (int i = 0; i < columns; i++) {
                        INT.set(out, target + i * 4, (int) INT.get(in, source + i * across));
                    }
                }
                case 8 -> {
                    for (int i = 0; i < columns; i++) {
                        LONG.set(out, target + i * 8, (long) LONG.get(in, source + i * across));
                    }
                }
                default -> {
                    for (int i = 0; i < columns; i++) {
                        System.arraycopy(in, source + i * across, out, target + i * unit, unit);
                    }
                }
            }
        }
    }
}
