package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Group;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final Instant NOW = Instant.parse("2026-11-21T04:00:00.75Z");

    private static List<Attribute> withLine(Attribute... attributes) {
        Dataset dataset = new Dataset(
                "test", new Group("", List.of(), List.of(), List.of(), Arrays.asList(attributes), List.of()));
        return History.with(dataset, "new").root().attributes();
    }

    private static Attribute text(String name, String value) {
        return new Attribute(name, new Attribute.Text(value));
    }

    private static Attribute strings(String... values) {
        return new Attribute("history", new Attribute.Strings(Arrays.asList(values)));
    }

    @Test
    void aLineIsTheTimeAndTheCommand() {
        assertThat(History.line(Map.of(), NOW, "varve convert in.nc out.zarr"))
                .isEqualTo("2026-11-21T04:00:00Z: varve convert in.nc out.zarr");
    }

    @Test
    void theTimeCanBeFixedFromOutside() {
        assertThat(History.line(Map.of("SOURCE_DATE_EPOCH", "86400"), NOW, "x")).isEqualTo("1970-01-02T00:00:00Z: x");
        assertThat(History.line(Map.of("SOURCE_DATE_EPOCH", "soon"), NOW, "x")).isEqualTo("2026-11-21T04:00:00Z: x");
    }

    @Test
    void theLatestLineComesFirstAndTheAttributeKeepsItsPlaceAndType() {
        assertThat(withLine(text("history", "old"), text("title", "t")))
                .containsExactly(text("history", "new\nold"), text("title", "t"));
        assertThat(withLine(text("history", ""))).containsExactly(text("history", "new"));
        assertThat(withLine(strings("old"))).containsExactly(strings("new\nold"));
        assertThat(withLine(strings("b", "a"))).containsExactly(strings("new", "b", "a"));
    }

    @Test
    void aHistoryIsBegunWhereThereIsNone() {
        assertThat(withLine(text("title", "t"))).containsExactly(text("title", "t"), text("history", "new"));
    }

    @Test
    void aHistoryThatIsNoTextIsLeftAlone() {
        Attribute number =
                new Attribute("history", new Attribute.Numbers(NdArray.allocate(NumericType.INT32, Shape.of(1))));
        assertThat(withLine(number)).containsExactly(number);
    }
}
