package dev.varve.plan.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Group;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MissingValuesTest {
    private static Variable variable(DataType type, FillValue fill, Attribute... attributes) {
        Storage storage = new Storage("contiguous", Optional.empty(), Optional.empty(), List.of(), 0);
        return new Variable("t", type, List.of(), fill, List.of(attributes), storage, Optional.empty());
    }

    private static Variable floats(double fill, Attribute... attributes) {
        return variable(
                NumericType.FLOAT32,
                new FillValue(
                        NumericType.FLOAT32, numbers(NumericType.FLOAT32, fill).data()),
                attributes);
    }

    private static NdArray numbers(NumericType type, double... values) {
        byte[] bytes = new byte[values.length * type.sizeBytes()];
        Numbers.writeDoubles(values, bytes, 0, type, values.length);
        return NdArray.of(type, Shape.of(values.length), Bytes.wrap(bytes));
    }

    private static Attribute attribute(String name, NumericType type, double... values) {
        return new Attribute(name, new Attribute.Numbers(numbers(type, values)));
    }

    @Test
    void attributesDeclareThemEachOnce() {
        assertThat(MissingValues.of(floats(
                        0,
                        attribute("_FillValue", NumericType.FLOAT32, -999),
                        attribute("missing_value", NumericType.INT16, -999, -998))))
                .containsExactly(-999.0, -998.0);
    }

    @Test
    void netcdfsOwnFillValueAndNanNeedNoAttribute() {
        assertThat(MissingValues.of(floats(9.96921E+36f))).containsExactly(9.969209968386869e36);
        assertThat(MissingValues.of(floats(Double.NaN))).containsExactly(Double.NaN);
    }

    @Test
    void whatIsNotStoredMayBeANumberLikeAnyOther() {
        assertThat(MissingValues.of(floats(0))).isEmpty();
        assertThat(MissingValues.of(floats(-1))).isEmpty();
    }

    @Test
    void whatIsNoNumberHasNone() {
        assertThat(MissingValues.of(variable(VariableType.STRING, FillValue.zero(VariableType.STRING))))
                .isEmpty();
    }

    /** What is judged is what was swept. */
    @Test
    void comparisonsLeaveOutTheSameValues() {
        Variable variable = floats(9.96921E+36f, attribute("_FillValue", NumericType.FLOAT32, -999));
        Dataset dataset =
                new Dataset("test", new Group("", List.of(), List.of(variable), List.of(), List.of(), List.of()));
        assertThat(FieldSettings.of(dataset, variable).missingValues()).isEqualTo(MissingValues.of(variable));
    }
}
