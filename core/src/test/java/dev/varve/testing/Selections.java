package dev.varve.testing;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.grid.AxisSelection;
import dev.varve.grid.GridOrder;
import dev.varve.grid.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random selections, and what they mean, element by element. */
public final class Selections {
    private Selections() {}

    /** A selection inside a shape: intervals, steps up and down, and elements in any order, some of them twice. */
    public static Selection selection(Random random, Shape shape) {
        List<AxisSelection> axes = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            axes.add(axis(random, (int) shape.extent(axis)));
        }
        return new Selection(axes);
    }

    private static AxisSelection axis(Random random, int extent) {
        if (extent == 0 || random.nextInt(12) == 0) {
            return random.nextBoolean() ? AxisSelection.interval(0, 0) : AxisSelection.elements();
        }
        int low = random.nextInt(extent);
        int high = low + 1 + random.nextInt(extent - low);
        return switch (random.nextInt(4)) {
            case 0 -> AxisSelection.interval(low, high);
            case 1 -> AxisSelection.slice(low, high, 1 + random.nextInt(3));
            case 2 -> AxisSelection.slice(high - 1, low - 1, -1 - random.nextInt(3));
            default -> {
                long[] elements = new long[1 + random.nextInt(6)];
                for (int i = 0; i < elements.length; i++) {
                    elements[i] = random.nextInt(extent);
                }
                yield AxisSelection.elements(elements);
            }
        };
    }

    /** What reading a selection of a block gives. */
    public static NdArray read(NdArray block, Selection selection) {
        NdArray result = NdArray.allocate(block.type(), selection.shape());
        forEach(selection, (from, to) -> result.paste(block, one(from), to));
        return result;
    }

    /** Writes a block over a selection of another. */
    public static void write(NdArray block, Selection selection, NdArray data) {
        forEach(selection, (at, from) -> block.paste(data, one(from), at));
    }

    private interface Pair {
        void accept(long[] inArray, long[] inSelection);
    }

    private static Region one(long[] at) {
        long[] ones = new long[at.length];
        java.util.Arrays.fill(ones, 1);
        return Region.of(at, Shape.of(ones));
    }

    private static void forEach(Selection selection, Pair pair) {
        Shape shape = selection.shape();
        for (long i = 0; i < shape.count(); i++) {
            long[] place = GridOrder.index(shape, i);
            long[] element = new long[place.length];
            for (int axis = 0; axis < place.length; axis++) {
                element[axis] = selection.axes().get(axis).element((int) place[axis]);
            }
            pair.accept(element, place);
        }
    }

    /**
     * Single elements of a shape, as coordinates by axis: in any order, some of them twice, now and then nearly all.
     *
     * @param count how many; none when the shape is empty
     */
    public static long[][] coordinates(Random random, Shape shape, int count) {
        long[][] coordinates = new long[shape.rank()][count];
        for (int axis = 0; axis < coordinates.length; axis++) {
            for (int i = 0; i < count; i++) {
                coordinates[axis][i] = random.nextInt((int) shape.extent(axis));
            }
        }
        return coordinates;
    }

    /** What reading single elements gives, one after another. */
    public static NdArray readPoints(NdArray block, Shape result, long[][] coordinates) {
        NdArray read = NdArray.allocate(block.type(), result);
        for (int i = 0; i < result.count(); i++) {
            copy(block, at(coordinates, i), read, GridOrder.index(result, i));
        }
        return read;
    }

    /** Writes single elements, one after another. */
    public static void writePoints(NdArray block, long[][] coordinates, NdArray data) {
        for (int i = 0; i < data.shape().count(); i++) {
            copy(data, GridOrder.index(data.shape(), i), block, at(coordinates, i));
        }
    }

    private static void copy(NdArray source, long[] from, NdArray target, long[] to) {
        NdArray element = source.slice(one(from)).reshape(one(to).shape());
        target.paste(element, Region.whole(element.shape()), to);
    }

    private static long[] at(long[][] coordinates, int point) {
        long[] at = new long[coordinates.length];
        for (int axis = 0; axis < at.length; axis++) {
            at[axis] = coordinates[axis][point];
        }
        return at;
    }
}
