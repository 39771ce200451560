package dev.varve.bench;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/**
 * Made-up fields that look like 2 m temperature to a codec: waves of every length, each octave half as strong as the one
 * before, and a little white noise in the low bits. The same arguments give the same bits.
 */
final class RealisticField {
    private static final double MEAN_KELVIN = 283;
    private static final double STRONGEST_WAVE_KELVIN = 12;
    private static final double NOISE_KELVIN = 0.02;

    private RealisticField() {}

    /** A block of float32 in kelvin, {@code rows} by {@code columns}. */
    static NdArray kelvin(int rows, int columns, long seed) {
        double[] sum = new double[rows * columns];
        Random random = new Random(seed);
        double amplitude = STRONGEST_WAVE_KELVIN;
        for (int spacing = Integer.highestOneBit(Math.max(rows, columns)); spacing >= 2; spacing /= 2) {
            addOctave(sum, columns, spacing, amplitude, random);
            amplitude /= 2;
        }
        ByteBuffer bytes = ByteBuffer.allocate(sum.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : sum) {
            bytes.putFloat((float) (MEAN_KELVIN + value + NOISE_KELVIN * random.nextGaussian()));
        }
        return NdArray.of(NumericType.FLOAT32, Shape.of(rows, columns), Bytes.wrap(bytes.array()));
    }

    /** Adds values drawn on a lattice, between its points bilinearly. */
    private static void addOctave(double[] sum, int columns, int spacing, double amplitude, Random random) {
        int rows = sum.length / columns;
        int latticeColumns = columns / spacing + 2;
        double[] lattice = new double[(rows / spacing + 2) * latticeColumns];
        for (int i = 0; i < lattice.length; i++) {
            lattice[i] = amplitude * random.nextGaussian();
        }
        for (int row = 0; row < rows; row++) {
            int above = row / spacing * latticeColumns;
            double down = (double) (row % spacing) / spacing;
            for (int column = 0; column < columns; column++) {
                int at = above + column / spacing;
                double right = (double) (column % spacing) / spacing;
                double upper = lattice[at] + right * (lattice[at + 1] - lattice[at]);
                double lower = lattice[at + latticeColumns]
                        + right * (lattice[at + latticeColumns + 1] - lattice[at + latticeColumns]);
                sum[row * columns + column] += upper + down * (lower - upper);
            }
        }
    }
}
