package dev.varve.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.testing.Seeds;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

final class QuantisationTest {
    private static final int COUNT = 5000;

    private static NdArray floats(DoubleSupplier values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * COUNT).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < COUNT; i++) {
            bytes.putFloat((float) values.getAsDouble());
        }
        return NdArray.of(NumericType.FLOAT32, Shape.of(COUNT), Bytes.wrap(bytes.array()));
    }

    private static NdArray doubles(DoubleSupplier values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * COUNT).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < COUNT; i++) {
            bytes.putDouble(values.getAsDouble());
        }
        return NdArray.of(NumericType.FLOAT64, Shape.of(COUNT), Bytes.wrap(bytes.array()));
    }

    private static double packed(Random random, double offset, double step, int bits) {
        return offset + step * Math.rint((random.nextGaussian() / 8 + 0.5) * (1 << bits));
    }

    @Test
    void unpackedIntegersAreFoundWithTheirStep() {
        Seeds.check(50, random -> {
            double step = Math.exp(random.nextGaussian() * 5);
            double offset = random.nextGaussian() * step * 1000;
            for (NdArray field : List.of(
                    floats(() -> packed(random, offset, step, 12)), doubles(() -> packed(random, offset, step, 16)))) {
                Quantisation found = Quantisation.of(field, List.of()).orElseThrow();
                assertThat(found.kind()).isEqualTo(Quantisation.Kind.LINEAR_GRID);
                assertThat(found.step()).isCloseTo(step, within(1e-4 * step));
                assertThat(found.bits()).isBetween(10, 17);
            }
        });
    }

    @Test
    void cutFractionsAreFoundWithTheirBits() {
        Random random = new Random(1);
        NdArray field = floats(() -> Float.intBitsToFloat(
                Float.floatToRawIntBits((float) Math.exp(8 * random.nextGaussian())) & 0xffffe000));
        Quantisation found = Quantisation.of(field, List.of()).orElseThrow();
        assertThat(found).hasToString("quantised already: 10 bits of the mantissa are in use");
    }

    @Test
    void numbersOfNatureAreNotTakenForRounded() {
        Seeds.check(20, random -> {
            assertThat(Quantisation.of(floats(() -> 280 + 10 * random.nextGaussian()), List.of()))
                    .isEmpty();
            assertThat(Quantisation.of(doubles(random::nextGaussian), List.of()))
                    .isEmpty();
        });
        assertThat(Quantisation.of(floats(() -> 1), List.of())).isEmpty();
        assertThat(Quantisation.of(NdArray.allocate(NumericType.INT32, Shape.of(100)), List.of()))
                .isEmpty();
    }

    @Test
    void missingValuesNeedNotLieOnTheGrid() {
        Random random = new Random(1);
        NdArray field = floats(() -> random.nextInt(3) == 0 ? -999.123 : packed(random, 250, 0.01, 10));
        assertThat(Quantisation.of(field, List.of(-999.123)).orElseThrow().step())
                .isCloseTo(0.01, within(1e-6));
    }
}
