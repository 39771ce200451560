package dev.varve.dataset.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.testing.MemorySource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is refused as a part of a dataset; what is accepted is read in the tests of stores that grow. */
class PatchingTest {
    private static final Map<String, Patch.Span> FIRST = Map.of("time", new Patch.Span(0, 2));

    private static Variable variable(String path, String units, Dimension... dimensions) {
        return new Variable(
                path,
                NumericType.INT8,
                List.of(dimensions),
                FillValue.zero(NumericType.INT8),
                List.of(new Attribute("units", new Attribute.Text(units))),
                new Storage("chunked", Optional.empty(), Optional.empty(), List.of(), 0),
                Optional.empty());
    }

    private static NdArray block(Shape shape, int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return NdArray.of(NumericType.INT8, shape, Bytes.wrap(bytes));
    }

    private static MemorySource source(String timeUnits, String units, int y, int... times) {
        Dimension time = new Dimension("time", times.length, true);
        Dimension level = new Dimension("y", 1, false);
        List<Variable> variables = List.of(
                variable("time", timeUnits, time), variable("y", "m", level), variable("t", units, time, level));
        Map<String, NdArray> values = Map.of(
                "time", block(Shape.of(times.length), times),
                "y", block(Shape.of(1), y),
                "t", block(Shape.of(times.length, 1), times));
        Group root = new Group("", List.of(time, level), variables, List.of(), List.of(), List.of());
        return new MemorySource(new Dataset("memory", root), values);
    }

    private static final MemorySource BASE = source("days since 2000-01-01", "K", 7, 0, 1, 2);

    private static Throwable refusal(MemorySource added, Patch patch) {
        return catchThrowable(() -> Patching.requireFit(BASE, added, added.describe(), patch));
    }

    private static Throwable appending(MemorySource added) {
        return refusal(added, Patch.behind(BASE.describe(), added.describe(), "time"));
    }

    @Test
    void whatGoesOnIsTaken() {
        assertThat(appending(source("days since 2000-01-01", "K", 7, 3, 4))).isNull();
    }

    @Test
    void timesThatAreCountedSinceAnotherDateAreRefused() {
        assertThat(appending(source("days since 2000-01-04", "K", 7, 0, 1)))
                .isInstanceOf(DifferingInputsException.class)
                .hasMessageContaining("time: units")
                .hasMessageContaining("2000-01-04");
    }

    @Test
    void otherUnitsAndOtherValuesOfWhatStaysAreAllNamed() {
        assertThat(appending(source("days since 2000-01-01", "degC", 8, 3, 4)))
                .isInstanceOfSatisfying(DifferingInputsException.class, e -> assertThat(e.differences())
                        .extracting(DifferingInputsException.Difference::variable)
                        .containsExactly("t", "y[0]"));
    }

    @Test
    void whatOverlapsOrComesBeforeIsRefused() {
        assertThat(appending(source("days since 2000-01-01", "K", 7, 2, 3))).isInstanceOf(OverlapException.class);
        assertThat(appending(source("days since 2000-01-01", "K", 7, -5, -4)))
                .isInstanceOf(OverlapException.class)
                .hasMessageContaining("before");
        assertThat(appending(source("days since 2000-01-01", "K", 7, 4, 3))).isInstanceOf(OverlapException.class);
    }

    @Test
    void aRegionHasTheCoordinatesThatAreThere() {
        MemorySource other = source("days since 2000-01-01", "K", 7, 1, 2);
        assertThat(refusal(other, Patch.over(BASE.describe(), other.describe(), FIRST)))
                .isInstanceOf(DifferingInputsException.class)
                .hasMessageContaining("time[0]");
        MemorySource same = source("days since 2000-01-01", "K", 7, 0, 1);
        assertThat(refusal(same, Patch.over(BASE.describe(), same.describe(), FIRST)))
                .isNull();
    }

    @Test
    void aRegionIsFoundByItsCoordinatesAndIsInsideTheStore() throws Exception {
        MemorySource other = source("days since 2000-01-01", "K", 7, 1, 2);
        assertThat(Patch.matching(BASE, other).spans()).containsEntry("time", new Patch.Span(1, 3));
        MemorySource behind = source("days since 2000-01-01", "K", 7, 2, 3);
        assertThatThrownBy(() -> Patch.matching(BASE, behind)).isInstanceOf(TransformException.class);
        assertThatThrownBy(() -> Patch.over(BASE.describe(), behind.describe(), Map.of("time", new Patch.Span(2, 4))))
                .isInstanceOf(TransformException.class)
                .hasMessageContaining("3 positions");
    }
}
