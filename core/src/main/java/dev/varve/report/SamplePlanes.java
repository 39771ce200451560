package dev.varve.report;

import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.measure.AxisRole;
import java.util.ArrayList;
import java.util.List;

/** How a sample falls apart into horizontal planes: rows and columns of the last two horizontal axes, one for each index of the others. */
final class SamplePlanes {
    private final FieldScene scene;
    private final long[] strides;
    private final int[] planeAxes;
    private final int[] otherAxes;
    private final int rows;
    private final int columns;

    SamplePlanes(FieldScene scene, NdArray sample) {
        List<PortraitAxis> axes = scene.axes();
        if (axes.size() != sample.shape().rank()) {
            throw new IllegalArgumentException(axes.size() + " axes described of " + sample);
        }
        for (int axis = 0; axis < axes.size(); axis++) {
            if (axes.get(axis).length() != sample.shape().extent(axis)) {
                throw new IllegalArgumentException("axis " + axes.get(axis).name() + " of " + sample + " has not "
                        + axes.get(axis).length());
            }
        }
        this.scene = scene;
        this.strides = sample.shape().strides();
        this.planeAxes = planeAxes(axes);
        this.otherAxes = others(axes.size(), planeAxes);
        this.rows = planeAxes.length < 2 ? 1 : axes.get(planeAxes[0]).length();
        this.columns = planeAxes.length < 1
                ? 1
                : axes.get(planeAxes[planeAxes.length - 1]).length();
    }

    private static int[] planeAxes(List<PortraitAxis> axes) {
        List<Integer> found = new ArrayList<>();
        for (int axis = axes.size() - 1; axis >= 0 && found.size() < 2; axis--) {
            if (axes.get(axis).role() == AxisRole.HORIZONTAL) {
                found.add(0, axis);
            }
        }
        return found.stream().mapToInt(axis -> axis).toArray();
    }

    private static int[] others(int rank, int[] planeAxes) {
        List<Integer> others = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            boolean isPlane = false;
            for (int plane : planeAxes) {
                isPlane |= plane == axis;
            }
            if (!isPlane) {
                others.add(axis);
            }
        }
        return others.stream().mapToInt(axis -> axis).toArray();
    }

    /** Rows of a plane; 1 where there are no two horizontal axes. */
    int rows() {
        return rows;
    }

    /** Columns of a plane. */
    int columns() {
        return columns;
    }

    /** The axis of the rows or, after it, the columns; there may be none. */
    List<PortraitAxis> planeAxes() {
        List<PortraitAxis> found = new ArrayList<>();
        for (int axis : planeAxes) {
            found.add(scene.axes().get(axis));
        }
        return found;
    }

    /** How many planes there are. */
    int count() {
        return combinations(true) * combinations(false);
    }

    /** How many combinations of indices the vertical axes have or, if not asked for them, those that are neither in the plane. */
    int combinations(boolean isVertical) {
        int count = 1;
        for (int axis : otherAxes) {
            count *= isVertical(axis) == isVertical ? scene.axes().get(axis).length() : 1;
        }
        return count;
    }

    /** Which combination of the vertical axes, or of the others, a plane belongs to. */
    int combination(int plane, boolean isVertical) {
        int[] index = index(plane);
        int combination = 0;
        for (int i = 0; i < otherAxes.length; i++) {
            if (isVertical(otherAxes[i]) == isVertical) {
                combination = combination * scene.axes().get(otherAxes[i]).length() + index[i];
            }
        }
        return combination;
    }

    /** What people call a combination of a plane's indices along vertical axes, or along the others. */
    String label(int plane, boolean isVertical) {
        int[] index = index(plane);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < otherAxes.length; i++) {
            if (isVertical(otherAxes[i]) == isVertical) {
                parts.add(scene.axes().get(otherAxes[i]).label(index[i]));
            }
        }
        return String.join(", ", parts);
    }

    private boolean isVertical(int axis) {
        return scene.axes().get(axis).role() == AxisRole.VERTICAL;
    }

    private int[] index(int plane) {
        int[] index = new int[otherAxes.length];
        int rest = plane;
        for (int i = otherAxes.length - 1; i >= 0; i--) {
            int length = scene.axes().get(otherAxes[i]).length();
            index[i] = rest % length;
            rest /= length;
        }
        return index;
    }

    /** Reads a plane by rows; missing values become NaN. */
    double[] read(NdArray sample, int plane) {
        int[] index = index(plane);
        long base = 0;
        for (int i = 0; i < otherAxes.length; i++) {
            base += index[i] * strides[otherAxes[i]];
        }
        long rowStride = planeAxes.length < 2 ? 0 : strides[planeAxes[0]];
        long columnStride = planeAxes.length < 1 ? 1 : strides[planeAxes[planeAxes.length - 1]];
        int run = columnStride == 1 ? columns : 1;
        double[] values = new double[Math.multiplyExact(rows, columns)];
        double[] some = new double[run];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column += run) {
                read(sample, (int) (base + row * rowStride + column * columnStride), some);
                System.arraycopy(some, 0, values, row * columns + column, run);
            }
        }
        withoutMissing(values);
        return values;
    }

    private static void read(NdArray sample, int first, double[] values) {
        NumericType type = (NumericType) sample.type();
        if (type.kind() == NumericType.Kind.FLOAT) {
            Numbers.readDoubles(sample.data(), first, type, values, values.length);
            return;
        }
        long[] integers = new long[values.length];
        Numbers.readLongs(sample.data(), first, type, integers, integers.length);
        for (int i = 0; i < integers.length; i++) {
            values[i] = Numbers.toDouble(integers[i], type);
        }
    }

    private void withoutMissing(double[] values) {
        for (double missing : scene.missing()) {
            for (int i = 0; i < values.length; i++) {
                values[i] = values[i] == missing ? Double.NaN : values[i];
            }
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.isInfinite(values[i]) ? Double.NaN : values[i];
        }
    }
}
