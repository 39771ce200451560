package dev.varve.dataset.transform;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import java.util.function.ToDoubleFunction;

/** Elements as a function of their index: how tests say once more, and slowly, what a transform makes. */
record Numbered(Shape shape, ToDoubleFunction<long[]> value) {
    static Numbered of(NdArray block) {
        double[] values = Decoding.doubles(block);
        long[] strides = block.shape().strides();
        return new Numbered(block.shape(), index -> {
            long at = 0;
            for (int axis = 0; axis < strides.length; axis++) {
                at += index[axis] * strides[axis];
            }
            return values[(int) at];
        });
    }

    double at(long... index) {
        return value.applyAsDouble(index);
    }

    static NdArray block(NumericType type, Shape shape, ToDoubleFunction<long[]> value) {
        int count = (int) shape.count();
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = value.applyAsDouble(index(shape, i));
        }
        byte[] bytes = new byte[count * type.sizeBytes()];
        Numbers.writeDoubles(values, bytes, 0, type, count);
        return NdArray.of(type, shape, Bytes.wrap(bytes));
    }

    NdArray block(NumericType type) {
        return block(type, shape, value);
    }

    private static long[] index(Shape shape, int ordinal) {
        long[] index = new long[shape.rank()];
        int rest = ordinal;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis] = rest % shape.extent(axis);
            rest /= (int) shape.extent(axis);
        }
        return index;
    }
}
