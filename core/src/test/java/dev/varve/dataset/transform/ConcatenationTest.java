package dev.varve.dataset.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.Source;
import dev.varve.dataset.SourceFormatException;
import dev.varve.dataset.Variable;
import dev.varve.dataset.transform.DifferingInputsException.Difference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What inputs have to have in common, and what becomes of what they have not. */
class ConcatenationTest {
    private static Source times(Climate climate, String indexes) {
        return new Subset(Map.of("time", Indexes.parse(indexes))).of(climate.source("whole"));
    }

    private static Pieces two(Consumer<Climate> change) throws IOException {
        Climate second = new Climate(5);
        change.accept(second);
        return new Pieces().add("a.nc", times(new Climate(5), "0:4")).add("b.nc", times(second, "4:7"));
    }

    private static List<Difference> differences(Consumer<Climate> change) throws IOException {
        Pieces pieces = two(change);
        List<Difference> found = new ArrayList<>();
        assertThatExceptionOfType(DifferingInputsException.class)
                .isThrownBy(() -> Concatenation.open(pieces, "time", 4))
                .satisfies(e -> found.addAll(e.differences()));
        assertThat(pieces.nowOpen()).isZero();
        return found;
    }

    private static void set(Climate climate, String name, NumericType type, double... values) {
        climate.values.put(name, Numbered.block(type, Shape.of(values.length), index -> values[(int) index[0]]));
    }

    @Test
    void everyDifferenceIsInTheTable() throws IOException {
        List<Difference> found = differences(climate -> {
            climate.attribute("t", "units", "degC");
            climate.number("p", "scale_factor", NumericType.FLOAT64, 0.25);
            climate.number("p", "_FillValue", NumericType.INT16, -7);
            climate.attribute("time", "calendar", "noleap");
            climate.attribute("crs", "grid_mapping_name", "rotated_pole");
            climate.attribute("t", "long_name", "temperature");
            climate.values.put("lat", Numbered.block(NumericType.FLOAT32, Shape.of(5), i -> 10 * i[0]));
            climate.variables.remove("n");
        });
        assertThat(found)
                .extracting(Difference::toString)
                .containsExactlyInAnyOrder(
                        "n: variable is not there in b.nc, there in a.nc",
                        "t: units is \"degC\" in b.nc, \"K\" in a.nc",
                        "p: scale_factor is 0.25 (float64) in b.nc, 0.5 (float64) in a.nc",
                        "p: _FillValue is -7 (int16) in b.nc, -1 (int16) in a.nc",
                        "time: calendar is \"noleap\" in b.nc, not there (standard) in a.nc",
                        "crs: grid_mapping_name is \"rotated_pole\" in b.nc, not there in a.nc",
                        "lat[0]: value is 0.0 in b.nc, 60.1 in a.nc");
    }

    @Test
    void attributesThatMeanNothingAreLeftOutWhereTheyDiffer() throws IOException {
        Concatenation.Result result =
                Concatenation.open(two(climate -> climate.attribute("t", "units_comment", "x")), "time", 4);
        assertThat(result.dropped()).containsExactly("t@units_comment");
        try (Source source = result.source()) {
            assertThat(source.describe().variable("t").orElseThrow().attribute("units_comment"))
                    .isEmpty();
            assertThat(source.describe().root().attributes()).extracting("name").containsExactly("title");
        }
    }

    /** The same instants, counted from another date; bounds have no units of their own and follow. */
    @Test
    void timesAreCountedFromTheReferenceDateOfTheFirst() throws IOException {
        Pieces pieces = two(climate -> {
            climate.attribute("time", "units", "hours since 2000-01-02 00:00:00");
            climate.attribute("time", "calendar", "gregorian");
            set(climate, "time", NumericType.INT32, 7, 13, 19, 25, 31, 37, 43);
            climate.values.put(
                    "time_bnds", Numbered.block(NumericType.INT32, Shape.of(7, 2), i -> 4 + 6 * i[0] + 6 * i[1]));
        });
        try (Source source = Concatenation.open(pieces, "time", 4).source()) {
            for (String name : List.of("time", "time_bnds", "t")) {
                Variable variable = source.describe().variable(name).orElseThrow();
                NdArray values = source.read(variable, Region.whole(variable.shape()));
                assertThat(values.sameBits(new Climate(5).values.get(name)))
                        .as(name)
                        .isTrue();
            }
        }
    }

    @Test
    void timesThatNoIntegerCountsAreADifference() throws IOException {
        assertThat(differences(climate -> climate.attribute("time", "units", "hours since 2000-01-01 00:30")))
                .extracting(Difference::toString)
                .containsExactly(
                        "time: units is \"hours since 2000-01-01 00:30\" in b.nc, \"hours since 2000-01-01\" in a.nc");
        assertThat(differences(climate -> climate.attribute("time", "units", "days since 2000-01-01")))
                .extracting(Difference::what)
                .containsExactly("units");
    }

    @Test
    void timesThatADoubleDoesNotCountExactlyAreRefused() throws IOException {
        Pieces pieces = new Pieces();
        for (int part = 0; part < 2; part++) {
            Climate climate = new Climate(5);
            climate.attribute("lev", "units", part == 0 ? "days since 1900-01-01" : "days since 2000-01-01");
            set(climate, "lev", NumericType.FLOAT64, part == 0 ? new double[] {1, 2, 3} : new double[] {0.1, 0.2, 0.3});
            pieces.add("part" + part, climate.source("whole"));
        }
        assertThatExceptionOfType(SourceFormatException.class)
                .isThrownBy(() -> Concatenation.open(pieces, "lev", 4))
                .withMessageStartingWith(
                        "part1: lev[0] cannot be counted exactly from the reference date of the first");
    }

    @Test
    void inputsThatOverlapAreRefusedByName() throws IOException {
        Climate climate = new Climate(5);
        Pieces same = new Pieces().add("a.nc", times(climate, "0:4")).add("b.nc", times(climate, "3:7"));
        assertThatExceptionOfType(OverlapException.class)
                .isThrownBy(() -> Concatenation.open(same, "time", 4))
                .withMessage("b.nc begins with time 49 (2000-01-03T01:00:00), where a.nc ends with time 49"
                        + " (2000-01-03T01:00:00): the inputs overlap along 'time'");
        Pieces within = new Pieces().add("a.nc", times(climate, "0:4")).add("b.nc", times(climate, "1:2"));
        assertThatExceptionOfType(OverlapException.class)
                .isThrownBy(() -> Concatenation.open(within, "time", 4))
                .withMessageContaining("before a.nc ends");
        Pieces turned = new Pieces().add("a.nc", times(climate, "0:4")).add("b.nc", times(climate, "6:3:-1"));
        assertThatExceptionOfType(OverlapException.class)
                .isThrownBy(() -> Concatenation.open(turned, "time", 4))
                .withMessage("the values of 'time' increase in a.nc and decrease in b.nc");
    }

    @Test
    void fewInputsAreOpenAtOnceHoweverManyThereAre() throws Exception {
        Pieces pieces = new Pieces();
        for (int time = 6; time >= 0; time--) {
            pieces.add("t" + time, times(new Climate(5), time + ":" + (time == 6 ? "" : time + 1)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (Source source = Concatenation.open(pieces, "time", 2).source()) {
            assertThat(pieces.mostOpen()).isLessThanOrEqualTo(2);
            Variable t = source.describe().variable("t").orElseThrow();
            List<Future<NdArray>> reads = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                reads.add(threads.submit(() -> source.read(t, Region.whole(t.shape()))));
            }
            for (Future<NdArray> read : reads) {
                assertThat(read.get().sameBits(new Climate(5).values.get("t"))).isTrue();
            }
            // Each reader may hold one more than are kept.
            assertThat(pieces.mostOpen()).isLessThanOrEqualTo(5);
            assertThat(pieces.timesOpened()).isGreaterThan(7);
        } finally {
            threads.shutdown();
        }
        assertThat(pieces.nowOpen()).isZero();
    }

    @Test
    void aPartIsReadFromTheInputsThatHaveIt() throws IOException {
        Pieces pieces = two(climate -> {});
        try (Source source = Concatenation.open(pieces, "time", 4).source()) {
            long before = pieces.piece("b.nc").elementsRead();
            Variable t = source.describe().variable("t").orElseThrow();
            source.read(t, Region.of(new long[4], Shape.of(4, 1, 1, 1)));
            assertThat(pieces.piece("b.nc").elementsRead()).isEqualTo(before);
            source.read(t, Region.of(new long[] {3, 0, 0, 0}, Shape.of(2, 1, 1, 1)));
            assertThat(pieces.piece("b.nc").elementsRead()).isEqualTo(before + 1);
        }
    }
}
