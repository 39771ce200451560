package dev.varve.plan.sweep;

import static dev.varve.measure.AxisRole.HORIZONTAL;
import static dev.varve.measure.AxisRole.TIME;
import static dev.varve.measure.AxisRole.VERTICAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.FillValue;
import dev.varve.array.NumericType;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.measure.AxisRole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AxisRolesTest {
    private static Variable variable(String name, List<String> dimensions, String... attributes) {
        List<Attribute> all = new ArrayList<>();
        for (int i = 0; i < attributes.length; i += 2) {
            all.add(new Attribute(attributes[i], new Attribute.Text(attributes[i + 1])));
        }
        return new Variable(
                name,
                NumericType.FLOAT32,
                dimensions.stream().map(d -> new Dimension(d, 3, false)).toList(),
                FillValue.zero(NumericType.FLOAT32),
                all,
                new Storage("contiguous", Optional.empty(), Optional.empty(), List.of(), 0),
                Optional.empty());
    }

    private static List<AxisRole> roles(Variable field, Variable... coordinates) {
        List<Variable> all = new ArrayList<>(Arrays.asList(coordinates));
        all.add(field);
        Group root = new Group("", List.of(), all, List.of(), List.of(), List.of());
        return AxisRoles.of(new Dataset("memory", root), field);
    }

    @Test
    void coordinatesSayWhatTheirAxisIs() {
        Variable field = variable("t", List.of("a", "b", "c", "d"));
        assertThat(roles(
                        field,
                        variable("a", List.of("a"), "units", "hours since 1900-01-01"),
                        variable("b", List.of("b"), "positive", "down"),
                        variable("c", List.of("c"), "axis", "Y"),
                        variable("d", List.of("d"), "standard_name", "air_pressure")))
                .containsExactly(TIME, VERTICAL, HORIZONTAL, VERTICAL);
    }

    @Test
    void namesTellWhereThereIsNoCoordinate() {
        assertThat(roles(variable("t", List.of("time", "plev", "lat", "lon", "member", "cell"))))
                .containsExactly(TIME, VERTICAL, HORIZONTAL, HORIZONTAL, TIME, HORIZONTAL);
    }

    @Test
    void aCoordinateIsBelievedBeforeItsName() {
        assertThat(roles(variable("t", List.of("z")), variable("z", List.of("z"), "axis", "X")))
                .containsExactly(HORIZONTAL);
    }
}
