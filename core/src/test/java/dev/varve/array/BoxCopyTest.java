package dev.varve.array;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.testing.Blocks;
import dev.varve.testing.Seeds;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Pasting boxes; the oracle copies element by element. */
class BoxCopyTest {
    private static final List<DataType> TYPES = List.of(
            NumericType.INT8,
            NumericType.INT16,
            new RawBytes(3),
            NumericType.FLOAT32,
            NumericType.INT64,
            new RawBytes(12),
            NumericType.COMPLEX128,
            VariableType.STRING);

    @Test
    void anyBoxLandsWhereItBelongsAndNowhereElse() {
        Seeds.check(3000, random -> {
            DataType type = TYPES.get(random.nextInt(TYPES.size()));
            int rank = random.nextInt(6);
            Shape box = Blocks.shape(random, rank, 1, rank > 3 ? 4 : 20);
            Shape source = around(random, box);
            Shape target = around(random, box);
            long[] from = corner(random, source, box);
            long[] to = corner(random, target, box);
            NdArray values = Blocks.block(random, type, source);
            NdArray pasted = Blocks.block(random, type, target);
            NdArray expected = copyOf(pasted);
            naive(values, from, expected, to, box);
            pasted.paste(values, Region.of(from, box), to);
            assertThat(pasted.sameBits(expected))
                    .as("%s of %s in %s", box, values, pasted)
                    .isTrue();
        });
    }

    /** The box itself on many axes, so that axes merge. */
    private static Shape around(Random random, Shape box) {
        long[] extents = box.extents();
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] += random.nextInt(3) == 0 ? random.nextInt(4) : 0;
        }
        return Shape.of(extents);
    }

    private static long[] corner(Random random, Shape around, Shape box) {
        long[] corner = new long[box.rank()];
        for (int axis = 0; axis < corner.length; axis++) {
            corner[axis] = random.nextInt((int) (around.extent(axis) - box.extent(axis)) + 1);
        }
        return corner;
    }

    private static NdArray copyOf(NdArray block) {
        return block.type() instanceof VariableType type
                ? NdArray.ofVariable(type, block.shape(), block.elements().clone())
                : NdArray.of(
                        block.type(), block.shape(), Bytes.wrap(block.data().toArray()));
    }

    private static void naive(NdArray source, long[] from, NdArray target, long[] to, Shape box) {
        for (int i = 0; i < box.count(); i++) {
            int read = 0;
            int written = 0;
            long rest = i;
            int sourceStride = 1;
            int targetStride = 1;
            for (int axis = box.rank() - 1; axis >= 0; axis--) {
                int index = (int) (rest % box.extent(axis));
                rest /= box.extent(axis);
                read += (int) (from[axis] + index) * sourceStride;
                written += (int) (to[axis] + index) * targetStride;
                sourceStride *= (int) source.shape().extent(axis);
                targetStride *= (int) target.shape().extent(axis);
            }
            if (source.type() instanceof VariableType) {
                target.elements()[written] = source.elements()[read];
                continue;
            }
            int size = source.type().sizeBytes();
            for (int b = 0; b < size; b++) {
                target.data().array()[written * size + b] = source.data().get(read * size + b);
            }
        }
    }
}
