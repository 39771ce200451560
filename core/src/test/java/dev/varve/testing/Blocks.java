package dev.varve.testing;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.array.SmallBits;
import dev.varve.array.VariableType;
import java.util.Random;

/** Random shapes, regions and blocks. */
public final class Blocks {
    private Blocks() {}

    /** A shape with extents from {@code least} to {@code most}. */
    public static Shape shape(Random random, int rank, int least, int most) {
        long[] extents = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            extents[axis] = (long) least + random.nextInt(most - least + 1);
        }
        return Shape.of(extents);
    }

    /** A region inside a shape, possibly empty where the shape is. */
    public static Region region(Random random, Shape shape) {
        long[] start = new long[shape.rank()];
        long[] stop = new long[shape.rank()];
        for (int axis = 0; axis < start.length; axis++) {
            int extent = (int) shape.extent(axis);
            start[axis] = extent == 0 ? 0 : random.nextInt(extent);
            stop[axis] = extent == 0 ? 0 : start[axis] + 1 + random.nextInt((int) (extent - start[axis]));
        }
        return Region.between(start, stop);
    }

    /** A block of random bits, or of random short strings. */
    public static NdArray block(Random random, DataType type, Shape shape) {
        int count = (int) shape.count();
        if (type instanceof VariableType variable) {
            byte[][] elements = new byte[count][];
            for (int i = 0; i < count; i++) {
                elements[i] = new byte[random.nextInt(6)];
                for (int j = 0; j < elements[i].length; j++) {
                    elements[i][j] = (byte) ('a' + random.nextInt(26));
                }
            }
            return NdArray.ofVariable(variable, shape, elements);
        }
        byte[] bytes = new byte[count * type.sizeBytes()];
        random.nextBytes(bytes);
        return NdArray.of(type, shape, SmallBits.canonical(type, Bytes.wrap(bytes)));
    }
}
