package dev.varve.plan.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NumericType;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Selection;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FieldVariablesTest {
    private static final Dimension TIME = new Dimension("time", 3, false);
    private static final Dimension NONE = new Dimension("none", 0, false);

    private static final Dataset DATASET = dataset(
            variable(
                    "t",
                    NumericType.FLOAT32,
                    TIME,
                    text("ancillary_variables", "t_quality"),
                    text("coordinates", "height")),
            variable("t_quality", NumericType.INT16, TIME),
            variable("height", NumericType.FLOAT64, TIME),
            variable("time", NumericType.FLOAT64, TIME),
            variable("count", NumericType.INT32, TIME),
            variable("is_land", NumericType.BOOL, TIME),
            variable("empty", NumericType.FLOAT32, NONE));

    private static Dataset dataset(Variable... variables) {
        return new Dataset(
                "test", new Group("", List.of(TIME, NONE), List.of(variables), List.of(), List.of(), List.of()));
    }

    private static Variable variable(String name, DataType type, Dimension dimension, Attribute... attributes) {
        Storage storage = new Storage("contiguous", Optional.empty(), Optional.empty(), List.of(), 0);
        return new Variable(
                name, type, List.of(dimension), FillValue.zero(type), List.of(attributes), storage, Optional.empty());
    }

    private static Attribute text(String name, String value) {
        return new Attribute(name, new Attribute.Text(value));
    }

    @Test
    void numbersThatDescribeNothingAreFields() {
        FieldVariables variables = FieldVariables.of(DATASET, DATASET);
        assertThat(variables.fields()).extracting(Variable::path).containsExactly("t", "count");
        assertThat(variables.others())
                .containsExactly(
                        new FieldVariables.Other("t_quality", "serves other variables"),
                        new FieldVariables.Other("height", "serves other variables"),
                        new FieldVariables.Other("time", "a coordinate"),
                        new FieldVariables.Other("is_land", "elements of type bool"),
                        new FieldVariables.Other("empty", "empty"));
    }

    /** Quality flags stay exact even where the field that names them is not selected. */
    @Test
    void whatDescribesIsToldFromTheWholeDataset() {
        Dataset flags = new Selection(List.of("t_quality"), List.of()).of(DATASET);
        assertThat(FieldVariables.of(DATASET, flags).fields()).isEmpty();
    }
}
