package dev.varve.measure;

import static dev.varve.measure.MeasureAssertions.assertSame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.measure.FieldComparison.Depth;
import dev.varve.testing.Seeds;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FieldComparisonTest {
    private static List<String> fields() {
        return MeasuredField.all().stream().map(MeasuredField::name).toList();
    }

    private static void assertMeasures(MeasuredField field, FieldMeasures found) {
        assertMeasures(field, MeasureAssertions.byName(found), found);
    }

    private static void assertMeasures(MeasuredField field, Map<String, OptionalDouble> byName, FieldMeasures found) {
        byName.forEach((name, value) -> {
            OptionalDouble expected = field.expected(name);
            assertThat(value.isPresent()).as(name).isEqualTo(expected.isPresent());
            if (value.isPresent()) {
                assertSame(name, value.getAsDouble(), expected.getAsDouble(), MeasureAssertions.slack(name, found));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("fields")
    void measuresAreThoseThatNumpyComputes(String name) {
        MeasuredField field = MeasuredField.named(name);
        Region all = Region.whole(field.original().shape());
        assertMeasures(field, field.measures(List.of(all), Depth.BASIC));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void anyChunksGiveTheSameMeasures(String name) {
        MeasuredField field = MeasuredField.named(name);
        Seeds.check(12, random -> {
            List<Region> chunks = field.chunks(chunkShape(field, random));
            assertMeasures(field, field.measures(chunks, Depth.BASIC));
        });
    }

    private static long[] chunkShape(MeasuredField field, Random random) {
        return IntStream.range(0, field.original().shape().rank())
                .mapToLong(axis -> 1
                        + random.nextInt(
                                Math.max(1, (int) field.original().shape().extent(axis))))
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void slicesDifferencesAndSpectraAreThoseThatNumpyComputes(String name) {
        MeasuredField field = MeasuredField.named(name);
        Region all = Region.whole(field.original().shape());
        FieldMeasures found = field.measures(List.of(all), Depth.FULL);
        assertMeasures(field, MeasureAssertions.allByName(found), found);
    }

    @ParameterizedTest
    @MethodSource("fields")
    void differencesAcrossChunksAreCounted(String name) {
        MeasuredField field = MeasuredField.named(name);
        Seeds.check(12, random -> {
            FieldMeasures found = field.measures(field.chunks(chunkShape(field, random)), Depth.FULL);
            assertMeasures(field, Map.of("gradientRelative", found.gradientRelative()), found);
        });
    }

    @ParameterizedTest
    @MethodSource("fields")
    void chunksThatKeepSlicesWholeGiveTheSameSimilarityAndSpectrum(String name) {
        MeasuredField field = MeasuredField.named(name);
        Seeds.check(6, random -> {
            long[] chunk = chunkShape(field, random);
            for (int axis = 0; axis < chunk.length; axis++) {
                if (field.settings().roles().get(axis) == AxisRole.HORIZONTAL) {
                    chunk[axis] = Math.max(1, field.original().shape().extent(axis));
                }
            }
            FieldMeasures found = field.measures(field.chunks(chunk), Depth.FULL);
            assertMeasures(field, MeasureAssertions.allByName(found), found);
        });
    }

    @ParameterizedTest
    @MethodSource("fields")
    void threadsDoNotChangeABit(String name) {
        MeasuredField field = MeasuredField.named(name);
        List<Region> chunks = field.chunks(chunkShape(field, new Random(1)));
        FieldMeasures serial = field.measures(chunks, Depth.FULL);
        List<ChunkErrors> found = chunks.parallelStream()
                .map(chunk -> field.compare(chunk, Depth.FULL))
                .toList();
        assertThat(field.comparison().combine(found)).isEqualTo(serial);
    }

    @Test
    void aFieldOfManyPartsIsMeasuredLikeOneOfFew() {
        Shape shape = Shape.of(3, 70, 110);
        Random random = new Random(5);
        NdArray original = NdArray.allocate(NumericType.FLOAT64, shape);
        NdArray decoded = NdArray.allocate(NumericType.FLOAT64, shape);
        double sumError = 0;
        double sumValue = 0;
        ByteBuffer x = ByteBuffer.wrap(original.data().array()).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer y = ByteBuffer.wrap(decoded.data().array()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < shape.count(); i++) {
            double value = 10 * random.nextGaussian();
            double error = random.nextGaussian();
            x.putDouble(8 * i, value);
            y.putDouble(8 * i, value + error);
            sumError += Math.abs(value + error - value);
            sumValue += Math.abs(value);
        }
        FieldComparison comparison = new FieldComparison(
                FieldComparison.Settings.of(shape, List.of(AxisRole.TIME, AxisRole.HORIZONTAL, AxisRole.HORIZONTAL)),
                OptionalDouble.empty());
        FieldMeasures found =
                comparison.combine(List.of(comparison.compare(Region.whole(shape), original, decoded, Depth.BASIC)));
        assertSame("l1Relative", found.l1Relative(), sumError / sumValue, 0);
        assertThat(found.q99Relative()).isZero();
        assertThat(found.worstTime().getAsDouble())
                .isGreaterThan(found.l1Relative())
                .isLessThan(1.1 * found.l1Relative());
    }

    @Test
    void ofTypesWithoutNumbersChangedElementsAreCounted() {
        Shape shape = Shape.of(3);
        FieldComparison comparison = new FieldComparison(
                FieldComparison.Settings.of(shape, List.of(AxisRole.HORIZONTAL)), OptionalDouble.empty());
        NdArray original = NdArray.ofStrings(shape, "a", "b", "c");
        NdArray decoded = NdArray.ofStrings(shape, "a", "x", "c");
        assertThat(comparison
                        .compare(Region.whole(shape), original, decoded, Depth.FULL)
                        .changedCells())
                .isEqualTo(1);
        NdArray complex = NdArray.allocate(NumericType.COMPLEX64, shape);
        byte[] bits = new byte[24];
        bits[17] = 1;
        NdArray other = NdArray.of(NumericType.COMPLEX64, shape, Bytes.wrap(bits));
        FieldMeasures found =
                comparison.combine(List.of(comparison.compare(Region.whole(shape), complex, other, Depth.FULL)));
        assertThat(found.changedCells()).isEqualTo(1);
        assertThat(found.l1Relative()).isZero();
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Shape shape = Shape.of(3);
        assertThatThrownBy(() -> FieldComparison.Settings.of(shape, List.of())).hasMessageContaining("0 roles");
        FieldComparison comparison = new FieldComparison(
                FieldComparison.Settings.of(shape, List.of(AxisRole.HORIZONTAL)), OptionalDouble.empty());
        NdArray floats = NdArray.allocate(NumericType.FLOAT32, shape);
        NdArray integers = NdArray.allocate(NumericType.INT32, shape);
        assertThatThrownBy(() -> comparison.compare(Region.whole(shape), floats, integers, Depth.BASIC))
                .hasMessageContaining("cannot compare float32 (3) with int32 (3)");
        assertThatThrownBy(() -> comparison.compare(Region.of(new long[] {1}, shape), floats, floats, Depth.BASIC))
                .hasMessageContaining("as 1:4 of a field (3)");
    }
}
