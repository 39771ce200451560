package dev.varve.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BitInformationTest {
    private static List<String> fields() {
        return MeasuredField.all().stream()
                .filter(field -> field.expected().containsKey("information0"))
                .map(MeasuredField::name)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void everyBitHoldsTheInformationThatTheDefinitionGivesIt(String name) {
        MeasuredField field = MeasuredField.named(name);
        for (int axis = 0; axis < field.original().shape().rank(); axis++) {
            BitInformation found = BitInformation.along(
                    axis, field.original(), field.settings().missingValues());
            double[] expected = field.expected().get("information" + axis);
            assertThat(found.information()).hasSize(expected.length);
            for (int bit = 0; bit < expected.length; bit++) {
                assertThat(found.information()[bit]).as("bit " + bit).isCloseTo(expected[bit], within(1e-12));
            }
            double[] keep = field.expected().get("keepBits" + axis);
            if (found.total() > 0) {
                assertThat(found.keepBits(0.99)).isEqualTo(OptionalInt.of((int) keep[0]));
                assertThat(found.keepBits(0.999)).isEqualTo(OptionalInt.of((int) keep[1]));
            }
        }
    }

    @Test
    void theWorstAxisNeedsAsManyBitsAsAnyOther() {
        MeasuredField field = MeasuredField.named("real_information");
        int first = BitInformation.along(0, field.original(), List.of())
                .keepBits(0.99)
                .getAsInt();
        int second = BitInformation.along(1, field.original(), List.of())
                .keepBits(0.99)
                .getAsInt();
        BitInformation worst = BitInformation.worst(field.original(), List.of());
        assertThat(worst.keepBits(0.99)).isEqualTo(OptionalInt.of(Math.max(first, second)));
    }

    @Test
    void whereNoBitVariesThereIsNoInformation() {
        NdArray zeros = NdArray.allocate(NumericType.FLOAT32, Shape.of(100));
        BitInformation found = BitInformation.along(0, zeros, List.of());
        assertThat(found.pairs()).isEqualTo(99);
        assertThat(found.total()).isZero();
        assertThat(found.keepBits(0.99)).isEmpty();
        assertThat(BitInformation.along(0, zeros, List.of(0.0)).pairs()).isZero();
        assertThatThrownBy(() -> BitInformation.along(1, zeros, List.of())).hasMessageContaining("no axis 1");
        NdArray integers = NdArray.allocate(NumericType.INT32, Shape.of(100));
        assertThatThrownBy(() -> BitInformation.along(0, integers, List.of())).hasMessageContaining("int32 (100)");
    }
}
