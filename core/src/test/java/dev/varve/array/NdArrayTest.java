package dev.varve.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.varve.grid.GridOrder;
import dev.varve.testing.Blocks;
import dev.varve.testing.Seeds;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NdArrayTest {
    @Test
    void pastingABoxCopiesExactlyItsElements() {
        Seeds.check(500, random -> {
            DataType type = random.nextBoolean() ? NumericType.INT32 : VariableType.STRING;
            Shape box = Blocks.shape(random, random.nextInt(5), 1, 4);
            Shape sourceShape = around(random, box);
            Shape targetShape = around(random, box);
            long[] from = offset(random, sourceShape, box);
            long[] to = offset(random, targetShape, box);
            NdArray source = Blocks.block(random, type, sourceShape);
            NdArray target = Blocks.block(random, type, targetShape);
            NdArray before = target.slice(Region.whole(targetShape)).reshape(targetShape);
            byte[][] expected = elementTexts(before);
            for (long i = 0; i < box.count(); i++) {
                long[] at = GridOrder.index(box, i);
                long s = GridOrder.ordinal(sourceShape, plus(at, from));
                long t = GridOrder.ordinal(targetShape, plus(at, to));
                expected[(int) t] = elementTexts(source)[(int) s];
            }
            target.paste(source, Region.of(from, box), to);
            assertThat(elementTexts(target)).isDeepEqualTo(expected);
        });
    }

    private static byte[][] elementTexts(NdArray block) {
        byte[][] texts = new byte[(int) block.shape().count()][];
        for (int i = 0; i < texts.length; i++) {
            texts[i] =
                    block.type().isFixedSize() ? block.data().slice(i * 4, 4).toArray() : block.elements()[i].clone();
        }
        return texts;
    }

    private static Shape around(Random random, Shape box) {
        long[] extents = box.extents();
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] += random.nextInt(3);
        }
        return Shape.of(extents);
    }

    private static long[] offset(Random random, Shape outer, Shape box) {
        long[] at = new long[box.rank()];
        for (int axis = 0; axis < at.length; axis++) {
            at[axis] = random.nextInt((int) (outer.extent(axis) - box.extent(axis)) + 1);
        }
        return at;
    }

    private static long[] plus(long[] a, long[] b) {
        long[] sum = a.clone();
        for (int axis = 0; axis < sum.length; axis++) {
            sum[axis] += b[axis];
        }
        return sum;
    }

    @Test
    void fillingRepeatsTheBitsOfTheFillValue() {
        FillValue fill = new FillValue(NumericType.FLOAT32, Bytes.wrap(new byte[] {1, 0, (byte) 0xc0, 0x7f}));
        NdArray block = NdArray.filled(Shape.of(3, 5), fill);
        assertThat(block.isAll(fill)).isTrue();
        assertThat(block.data().slice(4 * 14, 4)).isEqualTo(fill.bits());
    }

    @Test
    void negativeZeroIsNotZero() {
        NdArray block = NdArray.of(NumericType.FLOAT32, Shape.of(1), Bytes.wrap(new byte[] {0, 0, 0, (byte) 0x80}));
        assertThat(block.isAll(FillValue.zero(NumericType.FLOAT32))).isFalse();
    }

    @Test
    void oneDifferentElementIsNotAllFill() {
        Seeds.check(50, random -> {
            FillValue fill = FillValue.zero(NumericType.INT16);
            byte[] bytes = new byte[2 * (1 + random.nextInt(40))];
            bytes[random.nextInt(bytes.length)] = 1;
            NdArray block = NdArray.of(NumericType.INT16, Shape.of(bytes.length / 2), Bytes.wrap(bytes));
            assertThat(block.isAll(fill)).isFalse();
        });
    }

    @Test
    void aBlockOfTwoGibibytesIsRefusedBeforeItIsAllocated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NdArray.allocate(NumericType.FLOAT64, Shape.of(1 << 20, 1 << 20)))
                .withMessageContaining("smaller chunks or regions");
    }

    @Test
    void everyHalfFloatIsReadExactly() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = Float16.toFloat((short) bits);
            int exponent = bits >> 10 & 0x1f;
            int fraction = bits & 0x3ff;
            double magnitude = exponent == 0
                    ? fraction * Math.pow(2, -24)
                    : exponent == 31
                            ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                            : (1 + fraction / 1024.0) * Math.pow(2, exponent - 15);
            double expected = bits < 0x8000 ? magnitude : -magnitude;
            assertThat(Double.compare(value, expected)).as("bits %x", bits).isZero();
        }
    }
}
