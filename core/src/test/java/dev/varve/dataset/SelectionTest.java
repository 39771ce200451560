package dev.varve.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.FillValue;
import dev.varve.array.NumericType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final Dimension TIME = new Dimension("time", 3, true);
    private static final Dimension LAT = new Dimension("lat", 2, false);
    private static final Dimension NV = new Dimension("nv", 2, false);
    private static final Dimension LEVEL = new Dimension("forecast/level", 5, false);

    private static final Group.Unsupported STATION = new Group.Unsupported("station", "is a compound");
    private static final Group.Unsupported RAIN_ATTRIBUTE = new Group.Unsupported("rain@kind", "is opaque");
    private static final Group.Unsupported ROOT_ATTRIBUTE = new Group.Unsupported("@kind", "is opaque");

    private static final Dataset DATASET = new Dataset("test", root());

    private static Group root() {
        List<Variable> variables = List.of(
                variable("time", List.of(TIME), text("bounds", "time_bnds"), text("units", "days since 2000-1-1")),
                variable("time_bnds", List.of(TIME, NV)),
                variable("lat", List.of(LAT)),
                variable(
                        "t2m",
                        List.of(TIME, LAT),
                        text("coordinates", "height station"),
                        text("grid_mapping", "crs: lat lon"),
                        text("cell_measures", "area: areacella")),
                variable("height", List.of()),
                variable("crs", List.of()),
                variable("areacella", List.of(LAT), strings("ancillary_variables", "area_error")),
                variable("area_error", List.of(LAT)),
                variable("rain", List.of(TIME)));
        Group forecast = new Group(
                "forecast",
                List.of(LEVEL),
                List.of(
                        variable("forecast/level", List.of(LEVEL), text("formula_terms", "a: a_coefficient b: /rain")),
                        variable("forecast/a_coefficient", List.of(LEVEL)),
                        variable("forecast/t", List.of(TIME, LEVEL), text("coordinates", "height"))),
                List.of(),
                List.of(text("note", "kept")),
                List.of());
        Group other = new Group("other", List.of(), List.of(), List.of(), List.of(), List.of());
        return new Group(
                "",
                List.of(TIME, LAT, NV),
                variables,
                List.of(STATION, RAIN_ATTRIBUTE, ROOT_ATTRIBUTE),
                List.of(text("title", "all")),
                List.of(forecast, other));
    }

    private static Variable variable(String path, List<Dimension> dimensions, Attribute... attributes) {
        return new Variable(
                path,
                NumericType.FLOAT32,
                dimensions,
                FillValue.zero(NumericType.FLOAT32),
                Arrays.asList(attributes),
                new Storage("contiguous", Optional.empty(), Optional.empty(), List.of(), 0),
                Optional.empty());
    }

    private static Attribute text(String name, String value) {
        return new Attribute(name, new Attribute.Text(value));
    }

    private static Attribute strings(String name, String... values) {
        return new Attribute(name, new Attribute.Strings(Arrays.asList(values)));
    }

    private static List<String> paths(Dataset dataset) {
        List<String> paths = new ArrayList<>();
        dataset.variables().forEach(v -> paths.add(v.path()));
        return paths;
    }

    private static Dataset select(String included, String excluded) {
        return new Selection(words(included), words(excluded)).of(DATASET);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(","));
    }

    @Test
    void everythingIsTheSameDataset() {
        assertThat(select("", "")).isSameAs(DATASET);
    }

    @Test
    void whatAVariableNamesComesAlongAndWhatThatNamesToo() {
        assertThat(paths(select("t2m", "")))
                .containsExactly("time", "time_bnds", "lat", "t2m", "height", "crs", "areacella", "area_error");
    }

    @Test
    void anUnsupportedCompanionIsStillListed() {
        assertThat(select("t2m", "").unsupported()).containsExactly(STATION, ROOT_ATTRIBUTE);
        assertThat(select("t2m", "station,@kind").unsupported()).isEmpty();
    }

    @Test
    void anUnsupportedAttributeIsListedWithItsVariable() {
        assertThat(select("rain", "").unsupported()).containsExactly(RAIN_ATTRIBUTE, ROOT_ATTRIBUTE);
        assertThat(select("rain", "rain@kind").unsupported()).containsExactly(ROOT_ATTRIBUTE);
        assertThat(paths(select("rain", "rain@kind"))).contains("rain");
        assertThat(select("", "rain").unsupported()).containsExactly(STATION, ROOT_ATTRIBUTE);
    }

    @Test
    void namesAreLookedUpInTheGroupThenAboveThenFromTheRoot() {
        assertThat(paths(select("forecast/t", "")))
                .containsExactly(
                        "time",
                        "time_bnds",
                        "height",
                        "rain",
                        "forecast/level",
                        "forecast/a_coefficient",
                        "forecast/t");
    }

    @Test
    void aStarStaysWithinASegmentTwoStarsDoNot() {
        assertThat(paths(select("*t", ""))).doesNotContain("forecast/t").contains("lat", "height");
        assertThat(paths(select("**t", "station"))).contains("forecast/t");
        assertThat(paths(select("/forecast/*", ""))).contains("forecast/t", "forecast/level");
        assertThat(paths(select("r?in", ""))).containsExactly("time", "time_bnds", "rain");
    }

    @Test
    void whatIsExcludedIsGoneWhoeverNamesIt() {
        assertThat(paths(select("t2m", "areacella,station")))
                .containsExactly("time", "time_bnds", "lat", "t2m", "height", "crs");
        assertThat(paths(select("", "forecast/**")))
                .doesNotContain("forecast/t")
                .contains("t2m", "rain");
    }

    @Test
    void emptyGroupsAndUnusedDimensionsGoOnlyWhenVariablesAreChosen() {
        Dataset chosen = select("rain", "");
        assertThat(chosen.root().groups()).isEmpty();
        assertThat(chosen.root().dimensions()).containsExactly(TIME, NV);
        assertThat(chosen.root().attributes()).containsExactly(text("title", "all"));
        Dataset rest = select("", "rain");
        assertThat(rest.root().groups()).extracting(Group::path).containsExactly("forecast", "other");
        assertThat(rest.root().dimensions()).containsExactly(TIME, LAT, NV);
    }

    @Test
    void patternsThatMatchNothingAreTold() {
        assertThat(new Selection(List.of("t2m", "t3m", "station"), List.of("x*", "rain")).unmatched(DATASET))
                .containsExactly("t3m", "x*");
    }

    @Test
    void charactersThatMeanSomethingElsewhereMeanThemselves() {
        assertThat(new Selection(List.of("t.m", "(", "[t]2m"), List.of()).unmatched(DATASET))
                .containsExactly("t.m", "(", "[t]2m");
    }

    @Test
    void aVariableAloneHasItsGroupAndDimensionsAndNoCompanions() {
        Dataset alone = Selection.only(DATASET, Set.of("forecast/t"));
        assertThat(paths(alone)).containsExactly("forecast/t");
        assertThat(alone.root().dimensions()).containsExactly(TIME);
        assertThat(alone.root().attributes()).isEqualTo(DATASET.root().attributes());
        assertThat(alone.root().groups()).singleElement().satisfies(group -> {
            assertThat(group.dimensions()).containsExactly(LEVEL);
            assertThat(group.attributes()).containsExactly(text("note", "kept"));
        });
    }

    @Test
    void withoutAVariableAllElseStays() {
        Dataset rest = Selection.without(DATASET, Set.of("forecast/t", "rain"));
        assertThat(paths(rest))
                .doesNotContain("forecast/t", "rain")
                .hasSize(paths(DATASET).size() - 2);
        assertThat(rest.root().dimensions()).isEqualTo(DATASET.root().dimensions());
        assertThat(rest.root().groups()).hasSize(2);
        assertThat(rest.unsupported()).isEqualTo(DATASET.unsupported());
    }

    @Test
    void coordinatesAndWhatAttributesNameDescribeOthers() {
        assertThat(Selection.describing(DATASET))
                .contains(
                        "time",
                        "time_bnds",
                        "lat",
                        "height",
                        "crs",
                        "areacella",
                        "forecast/level",
                        "rain",
                        "area_error")
                .doesNotContain("t2m", "forecast/t");
    }

    @Test
    void whatIsAskedForIsToldFromWhatComesAlong() {
        Selection selection = new Selection(List.of("t*"), List.of("time_bnds"));
        assertThat(selection.includes("t2m")).isTrue();
        assertThat(selection.includes("lat")).isFalse();
        assertThat(selection.includes("time_bnds")).isFalse();
        assertThat(Selection.ALL.includes("lat")).isTrue();
    }
}
