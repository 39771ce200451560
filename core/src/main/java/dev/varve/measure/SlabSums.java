package dev.varve.measure;

import dev.varve.array.Region;

/**
 * Sums of |d| and |x| of a chunk by index of each axis that is not horizontal. Filled by one thread, then only read.
 */
final class SlabSums {
    private final Region chunk;
    private final int[] axes;
    private final int[] extents;
    private final int[] strides;
    private final double[][] errors;
    private final double[][] values;

    /** Nothing summed yet, for some axes of a chunk. */
    SlabSums(Region chunk, int[] axes) {
        this.chunk = chunk;
        this.axes = axes.clone();
        extents = new int[axes.length];
        strides = new int[axes.length];
        errors = new double[axes.length][];
        values = new double[axes.length][];
        long[] chunkStrides = chunk.shape().strides();
        for (int i = axes.length - 1; i >= 0; i--) {
            extents[i] = Math.toIntExact(chunk.shape().extent(axes[i]));
            strides[i] = Math.toIntExact(chunkStrides[axes[i]]);
            errors[i] = new double[extents[i]];
            values[i] = new double[extents[i]];
        }
    }

    /** How many cells from the first on, in C order, lie in the same slab of every axis again and again. */
    int run() {
        return axes.length == 0 ? Integer.MAX_VALUE : strides[axes.length - 1];
    }

    /** Adds to the slabs of one cell, whose place is counted in C order, what was summed over it and its neighbours. */
    void add(int place, double error, double value) {
        for (int i = 0; i < axes.length; i++) {
            int index = place / strides[i] % extents[i];
            errors[i][index] += error;
            values[i][index] += value;
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
}
