package dev.varve.run.sweep;

import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.testing.MemorySource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** Fields as models write them, small and seeded: time, level, latitude, longitude. */
final class SomeFields {
    private SomeFields() {}

    /** Waves that move. */
    static NdArray smooth(Shape shape, NumericType type, Random random) {
        double phase = random.nextDouble();
        return field(shape, type, at -> 280 + 20 * Math.sin(0.013 * at + phase) + 3 * Math.cos(0.0021 * at));
    }

    /** Waves under noise. */
    static NdArray noisy(Shape shape, NumericType type, Random random) {
        return field(shape, type, at -> 5 * Math.sin(0.013 * at) + random.nextGaussian());
    }

    /** Mostly zero, now and then a shower. */
    static NdArray intermittent(Shape shape, NumericType type, Random random) {
        return field(
                shape, type, at -> Math.max(0, Math.sin(0.05 * at) - 0.7) * 1e-4 * Math.exp(random.nextGaussian()));
    }

    /** Smooth, and nothing on land. */
    static NdArray masked(Shape shape, NumericType type, Random random) {
        double phase = random.nextDouble();
        return field(shape, type, at -> at % 97 < 30 ? Double.NaN : 10 + 15 * Math.sin(0.004 * at + phase));
    }

    /** Smooth, in steps of a hundredth, as integers. */
    static NdArray packed(Shape shape, Random random) {
        double phase = random.nextDouble();
        return field(
                shape,
                NumericType.INT16,
                at -> Math.rint(
                        2000 * Math.sin(0.013 * at + phase) + 300 * Math.cos(0.0021 * at) + 3 * random.nextGaussian()));
    }

    private static NdArray field(Shape shape, NumericType type, DoubleUnaryOperator value) {
        NdArray field = NdArray.allocate(type, shape);
        double[] values = new double[Math.toIntExact(shape.count())];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.applyAsDouble(i);
        }
        Numbers.writeDoubles(values, field.data().array(), 0, type, values.length);
        return field;
    }

    /** A source of one variable, {@code t}, whose axes are named as far as there are any. */
    static MemorySource source(NdArray field, Attribute... attributes) {
        List<String> names = List.of("time", "level", "lat", "lon");
        List<Dimension> dimensions = new ArrayList<>();
        for (int axis = 0; axis < field.shape().rank(); axis++) {
            String name = names.get(names.size() - field.shape().rank() + axis);
            dimensions.add(new Dimension(name, field.shape().extent(axis), false));
        }
        Variable variable = new Variable(
                "t",
                field.type(),
                dimensions,
                FillValue.zero(field.type()),
                List.of(attributes),
                new Storage("contiguous", Optional.empty(), Optional.empty(), List.of(), 0),
                Optional.empty());
        return new MemorySource(List.of(variable), Map.of("t", field));
    }
}
