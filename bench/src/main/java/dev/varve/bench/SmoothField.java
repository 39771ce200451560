package dev.varve.bench;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * Made-up cubes that compress about as well as temperatures: products of waves along the axes, and noise in the low bits.
 * The same arguments give the same bits.
 */
final class SmoothField {
    private static final double NOISE = 0.02;
    private static final int WAVES = 6;

    private SmoothField() {}

    /** A cube of float32 in kelvin, or of uint16 in tenths of a kelvin. */
    static NdArray of(NumericType type, int edge) {
        double[][][] waves = waves(edge);
        SplittableRandom random = new SplittableRandom(3);
        int bytes = Math.toIntExact((long) edge * edge * edge * type.sizeBytes());
        ByteBuffer out = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        double[] row = new double[edge];
        for (int z = 0; z < edge; z++) {
            for (int y = 0; y < edge; y++) {
                java.util.Arrays.fill(row, 283);
                for (double[][] wave : waves) {
                    double amplitude = wave[0][z] * wave[1][y];
                    for (int x = 0; x < edge; x++) {
                        row[x] += amplitude * wave[2][x];
                    }
                }
                for (int x = 0; x < edge; x++) {
                    double value = row[x] + NOISE * (random.nextInt(1 << 16) / 32768.0 - 1);
                    if (type == NumericType.FLOAT32) {
                        out.putFloat((float) value);
                    } else {
                        out.putShort((short) Math.round(10 * value));
                    }
                }
            }
        }
        return NdArray.of(type, Shape.of(edge, edge, edge), Bytes.wrap(out.array()));
    }

    private static double[][][] waves(int edge) {
        SplittableRandom random = new SplittableRandom(1);
        double[][][] waves = new double[WAVES][3][edge];
        for (int w = 0; w < WAVES; w++) {
            for (int axis = 0; axis < 3; axis++) {
                double phase = random.nextDouble() * 2 * Math.PI;
                double count = (1 << w) * (0.5 + random.nextDouble());
                for (int i = 0; i < edge; i++) {
                    waves[w][axis][i] =
                            Math.sin(phase + 2 * Math.PI * count * i / edge) * (axis == 0 ? 12.0 / (1 << w) : 1);
                }
            }
        }
        return waves;
    }
}
