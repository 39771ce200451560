package dev.varve.measure;

import dev.varve.array.Region;

/**
 * Sums of |d| and |x| of a chunk by index of each axis that is not horizontal and, where asked for, by all these indices
 * together. Filled by one thread, then only read.
 */
final class SlabSums {
    private final Region chunk;
    private final int[] axes;
    private final int[] extents;
    private final int[] strides;
    private final double[][] errors;
    private final double[][] values;

    /** How far a step along each of the axes moves in the joint sums. */
    private final int[] jointSteps;

    private final double[] jointErrors;
    private final double[] jointValues;

    /** Nothing summed yet, for some axes of a chunk. */
    SlabSums(Region chunk, int[] axes, boolean isJoint) {
        this.chunk = chunk;
        this.axes = axes.clone();
        extents = new int[axes.length];
        strides = new int[axes.length];
        errors = new double[axes.length][];
        values = new double[axes.length][];
        jointSteps = new int[axes.length];
        long[] chunkStrides = chunk.shape().strides();
        int joint = 1;
        for (int i = axes.length - 1; i >= 0; i--) {
            extents[i] = Math.toIntExact(chunk.shape().extent(axes[i]));
            strides[i] = Math.toIntExact(chunkStrides[axes[i]]);
            errors[i] = new double[extents[i]];
            values[i] = new double[extents[i]];
            jointSteps[i] = joint;
            joint *= extents[i];
        }
        jointErrors = new double[isJoint ? joint : 0];
        jointValues = new double[isJoint ? joint : 0];
    }

    /** How many cells from the first on, in C order, lie in the same slab of every axis again and again. */
    int run() {
        return axes.length == 0 ? Integer.MAX_VALUE : strides[axes.length - 1];
    }

    /** Adds to the slabs of one cell, whose place is counted in C order, what was summed over it and its neighbours. */
    void add(int place, double error, double value) {
        int joint = 0;
        for (int i = 0; i < axes.length; i++) {
            int index = place / strides[i] % extents[i];
            errors[i][index] += error;
            values[i][index] += value;
            joint += index * jointSteps[i];
        }
        if (jointErrors.length > 0) {
            jointErrors[joint] += error;
            jointValues[joint] += value;
        }
    }

    /** Adds the cells from a place on, of any slabs. */
    void addEach(int first, double[] x, double[] differences, int count) {
        int run = run();
        for (int from = 0; from < count; ) {
            int to = Math.min(count, from + run - (first + from) % run);
            double error = 0;
            double value = 0;
            for (int i = from; i < to; i++) {
                error += Math.abs(differences[i]);
                value += Math.abs(x[i]);
            }
            add(first + from, error, value);
            from = to;
        }
    }

    /** Adds the sums along one axis to those of the whole field. */
    void addTo(int axis, double[] fieldErrors, double[] fieldValues) {
        int at = (int) chunk.start(axis);
        for (int i = 0; i < axes.length; i++) {
            if (axes[i] == axis) {
                for (int k = 0; k < extents[i]; k++) {
                    fieldErrors[at + k] += errors[i][k];
                    fieldValues[at + k] += values[i][k];
                }
            }
        }
    }

    /** Adds the joint sums to those of the whole field, in which a step along the i-th axis moves by {@code steps[i]}. */
    void addJointTo(long[] steps, double[] fieldErrors, double[] fieldValues) {
        for (int joint = 0; joint < jointErrors.length; joint++) {
            long at = 0;
            for (int i = 0; i < axes.length; i++) {
                at += (chunk.start(axes[i]) + joint / jointSteps[i] % extents[i]) * steps[i];
            }
            fieldErrors[(int) at] += jointErrors[joint];
            fieldValues[(int) at] += jointValues[joint];
        }
    }
}
