package dev.varve.dataset.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Source;
import dev.varve.dataset.SourceFormatException;
import dev.varve.dataset.Variable;
import dev.varve.testing.ChunkedSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What transforms say of variables, and what they refuse. */
class TransformTest {
    private static Source source() {
        return new Climate(3).source("memory");
    }

    private static Variable of(Transform transform, String path) throws IOException {
        return transform.of(source()).describe().variable(path).orElseThrow();
    }

    private static double[] numbers(Variable variable, String name) {
        return Decoding.doubles(Decoding.numbers(variable, name).orElseThrow());
    }

    private static void assertRefused(ThrowingCallable call, String problem, String remedy) {
        assertThatExceptionOfType(TransformException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.getMessage() + "\n" + e.remedy()).isEqualTo(problem + "\n" + remedy));
    }

    private static Transform isel(String dimension, String indexes) {
        return new Subset(Map.of(dimension, Indexes.parse(indexes)));
    }

    private static Transform sel(String dimension, String labels) {
        return new LabelSubset(Map.of(dimension, Labels.parse(labels)), false);
    }

    @Test
    void aDimensionThatGoesLeavesAScalarCoordinate() throws IOException {
        Source one = isel("lev", "1").of(source());
        assertThat(one.describe().variable("lev").orElseThrow().dimensions()).isEmpty();
        assertThat(of(isel("lev", "1"), "t").text("coordinates")).contains("lev");
        assertThat(of(isel("lat", "1"), "p").text("coordinates")).contains("land lat");
        assertThat(of(isel("lat", "1:2"), "p").text("coordinates")).contains("land");
        assertThat(of(isel("time", "-1"), "time_bnds").text("coordinates")).isEmpty();
        assertThat(one.describe().root().dimensions()).extracting("path").containsExactly("time", "lat", "lon", "nv");
    }

    @Test
    void positionsThatAreNotThereAreRefused() {
        assertRefused(
                () -> isel("lat", "5").of(source()),
                "dimension 'lat' has 5 elements; 5 is not inside",
                "lat=0:5 is all of it, lat=-1 the last one");
        assertRefused(
                () -> isel("lat", "0:6").of(source()),
                "dimension 'lat' has 5 elements; 6 is not inside",
                "lat=0:5 is all of it, lat=-1 the last one");
        assertRefused(
                () -> isel("lat", "3:3").of(source()),
                "nothing of dimension 'lat' (5) is selected",
                "lat=0:5 is all of it");
        assertRefused(
                () -> isel("tiem", "3").of(source()),
                "there is no dimension 'tiem'",
                "there are: time, lev, lat, lon, nv");
        assertThatIllegalArgumentException().isThrownBy(() -> Indexes.parse("1-3"));
        assertThatIllegalArgumentException().isThrownBy(() -> Indexes.parse("0:3:0"));
    }

    @Test
    void labelsThatAreNotThereAreRefusedAndTheirNeighboursNamed() {
        assertRefused(
                () -> sel("lat", "45").of(source()),
                "'lat' has no 45; nearest are 30.1 (index 1) and 60.1 (index 0)",
                "lat=30.1, or --nearest");
        assertRefused(
                () -> sel("time", "2000-01-03T00").of(source()),
                "'time' has no 2000-01-03T00; nearest are 2000-01-02T19:00:00 (index 2) and 2000-01-03T01:00:00 (index 3)",
                "time=2000-01-02T19:00:00, or --nearest");
        assertRefused(
                () -> sel("lat", "70..80").of(source()),
                "nothing of 'lat' lies in 70..80: its 5 values run from 60.1 to -59.9",
                "lat=60.1..-59.9");
        assertRefused(
                () -> sel("time", "2000-02-30").of(source()),
                "'time': there is no day 2000-02-30 in the calendar standard",
                "time=2000-01-02T07:00:00");
        assertRefused(() -> sel("lat", "north").of(source()), "'lat' has numbers; 'north' is none", "lat=60.1");
        assertRefused(
                () -> sel("nv", "1").of(source()),
                "dimension 'nv' has no coordinate variable whose values could be looked up",
                "positions instead, as in --isel nv=0:10");
    }

    @Test
    void aDateIsAllThatItCovers() throws IOException {
        assertThat(of(sel("time", "2000-01-02"), "time").shape().extents()).containsExactly(3);
        assertThat(of(sel("time", "2000-01"), "time").shape().extents()).containsExactly(7);
        assertThat(of(sel("time", "2000-01-02T13"), "time").shape().rank()).isZero();
        assertThat(of(sel("time", "..2000-01-02"), "time").shape().extents()).containsExactly(3);
        assertThat(of(sel("time", "2000-01-03.."), "time").shape().extents()).containsExactly(4);
    }

    @Test
    void theNearestIsTakenWhereItIsAskedFor() throws IOException {
        Transform nearest =
                new LabelSubset(Map.of("lat", Labels.parse("40"), "time", Labels.parse("2000-01-02T18:30")), true);
        Source source = nearest.of(source());
        Variable lat = source.describe().variable("lat").orElseThrow();
        assertThat(Decoding.doubles(source.read(lat, Region.whole(lat.shape()))))
                .containsExactly((double) 30.1f);
        Variable time = source.describe().variable("time").orElseThrow();
        assertThat(Decoding.doubles(source.read(time, Region.whole(time.shape()))))
                .containsExactly(43);
    }

    /** A range of longitudes that would silently lose those that have other numbers here. */
    @Test
    void longitudesBeyondTheSeamAreRefused() throws IOException {
        assertThatExceptionOfType(TransformException.class)
                .isThrownBy(() -> sel("lon", "-70..70").of(source()))
                .withMessageContaining("300.0 lies in -70.0..70.0 only after a turn");
        assertThat(of(sel("lon", "0..360"), "lon").shape().extents()).containsExactly(6);
        assertThat(of(sel("lon", "60..120"), "lon").shape().extents()).containsExactly(2);
    }

    @Test
    void attributesFollowNewNames() throws IOException {
        Map<String, String> names =
                Map.of("time", "t_axis", "time_bnds", "tb", "land", "mask", "crs", "proj", "mean", "x");
        assertThatExceptionOfType(TransformException.class)
                .isThrownBy(() -> new Rename(names).of(source()))
                .withMessage("there is no variable or dimension 'mean'");
        Rename rename = new Rename(Map.of("time", "t_axis", "time_bnds", "tb", "land", "mask", "crs", "proj"));
        assertThat(of(rename, "t_axis").text("bounds")).contains("tb");
        assertThat(of(rename, "t").text("grid_mapping")).contains("proj");
        assertThat(of(rename, "t").text("cell_methods")).contains("t_axis: lat: mean");
        assertThat(of(rename, "p").text("coordinates")).contains("mask");
        assertThat(of(rename, "p").dimensions()).extracting("path").containsExactly("t_axis", "lat", "lon");
        assertThatExceptionOfType(TransformException.class)
                .isThrownBy(() -> new Rename(Map.of("t", "p")).of(source()))
                .withMessageContaining("would both be 'p'");
        assertThat(new Rename(Map.of("t", "p", "p", "t"))
                        .of(source())
                        .describe()
                        .variables())
                .extracting("path")
                .contains("t", "p");
    }

    @Test
    void keysOfTermsAreNoNames() throws IOException {
        Climate climate = new Climate(1);
        climate.attribute("lev", "formula_terms", "land: land p0:crs");
        Source renamed = new Rename(Map.of("land", "mask", "crs", "p0", "lev", "z")).of(climate.source("memory"));
        assertThat(renamed.describe().variable("z").orElseThrow().text("formula_terms"))
                .contains("land: mask p0:p0");
    }

    @Test
    void castingTakesTheAttributesOfTheTypeAlong() throws IOException {
        Climate climate = new Climate(2);
        climate.number("t", "valid_min", NumericType.FLOAT32, 150);
        climate.number("t", "missing_value", NumericType.FLOAT32, Climate.T_FILL);
        climate.number("p", "valid_max", NumericType.INT16, 100);
        Source cast = new Cast(Map.of("t", NumericType.INT16, "p", NumericType.FLOAT64)).of(climate.source("memory"));
        Variable t = cast.describe().variable("t").orElseThrow();
        Attribute.Numbers fill =
                (Attribute.Numbers) t.attribute("_FillValue").orElseThrow().value();
        assertThat(fill.numbers().type()).isEqualTo(NumericType.INT16);
        assertThat(numbers(t, "_FillValue")).containsExactly(-999);
        assertThat(numbers(t, "missing_value")).containsExactly(-999);
        assertThat(numbers(t, "valid_min")).containsExactly(150);
        Variable p = cast.describe().variable("p").orElseThrow();
        assertThat(p.attributes()).extracting("name").containsExactly("_FillValue", "coordinates", "valid_max");
        assertThat(numbers(p, "_FillValue")).containsExactly(Double.NaN);
        assertThat(numbers(p, "valid_max")).containsExactly(60);
    }

    @Test
    void aNumberThatTheTypeDoesNotHoldEndsTheReading() throws IOException {
        Source cast = new Cast(Map.of("n", NumericType.INT16, "t", NumericType.UINT8)).of(source());
        Variable n = cast.describe().variable("n").orElseThrow();
        assertThatExceptionOfType(SourceFormatException.class)
                .isThrownBy(() -> cast.read(n, Region.whole(n.shape())))
                .withMessageMatching(
                        "memory: n\\[\\d, \\d] is \\d+, which int16 does not hold; cast 'n' to another type");
        Variable t = cast.describe().variable("t").orElseThrow();
        assertThat(numbers(t, "_FillValue")).containsExactly(255);
        assertThatExceptionOfType(SourceFormatException.class).isThrownBy(() -> cast.read(t, Region.whole(t.shape())));
        assertThatExceptionOfType(TransformException.class)
                .isThrownBy(() -> new Cast(Map.of("p", NumericType.INT32)).of(source()))
                .withMessageContaining("is packed");
        assertThatExceptionOfType(TransformException.class).isThrownBy(() -> new Cast(Map.of("p", NumericType.BOOL)));
    }

    /** 199.9 of a float would become the integer that stands for no value. */
    @Test
    void aNumberThatWouldBeTakenForMissingEndsTheReading() throws IOException {
        Climate climate = new Climate(2);
        climate.number("lev", "_FillValue", NumericType.FLOAT64, 750);
        climate.values.put(
                "lev",
                Numbered.block(NumericType.FLOAT64, climate.variables.get("lev").shape(), i -> 750.5 - i[0]));
        Source cast = new Cast(Map.of("lev", NumericType.INT32)).of(climate.source("memory"));
        Variable lev = cast.describe().variable("lev").orElseThrow();
        assertThatExceptionOfType(SourceFormatException.class)
                .isThrownBy(() -> cast.read(lev, Region.whole(lev.shape())))
                .withMessageContaining("lev[0] is a number that would be the int32 that stands for no value");
    }

    @Test
    void scalingAPackedVariableChangesItsPackingOnly() throws IOException {
        ChunkedSource inner = new Climate(4).source("memory");
        Source scaled = new Scale(List.of(new Scale.Linear("p", 2, 1, Optional.of("hPa")))).of(inner);
        Variable p = scaled.describe().variable("p").orElseThrow();
        assertThat(numbers(p, "scale_factor")).containsExactly(1.0);
        assertThat(numbers(p, "add_offset")).containsExactly(21);
        assertThat(p.text("units")).contains("hPa");
        assertThat(scaled.reference(p, new long[3])).isEqualTo(inner.reference(p, new long[3]));
    }

    @Test
    void aNegativeFactorTurnsRangesRound() throws IOException {
        Climate climate = new Climate(4);
        climate.number("lev", "valid_min", NumericType.FLOAT64, 0);
        climate.number("lev", "valid_max", NumericType.FLOAT64, 1100);
        Variable lev = new Scale(List.of(new Scale.Linear("lev", -1, 0, Optional.empty())))
                .of(climate.source("memory"))
                .describe()
                .variable("lev")
                .orElseThrow();
        assertThat(numbers(lev, "valid_max")).containsExactly(0);
        assertThat(numbers(lev, "valid_min")).containsExactly(-1100);
        assertRefused(
                () -> new Scale(List.of(new Scale.Linear("n", 2, 0, Optional.empty()))).of(source()),
                "variable 'n' is of type int32, which scaling would cut",
                "cast n=float64 first");
    }

    @Test
    void whatIsScaledToInfinityEndsTheReading() throws IOException {
        Source scaled = new Scale(List.of(new Scale.Linear("t", 1e37, 0, Optional.empty()))).of(source());
        Variable t = scaled.describe().variable("t").orElseThrow();
        assertThatExceptionOfType(SourceFormatException.class)
                .isThrownBy(() -> scaled.read(t, Region.whole(t.shape())))
                .withMessageContaining("scaled Infinity");
    }

    @Test
    void aMaskNeedsDimensionsOfTheVariable() {
        assertRefused(
                () -> new Mask(List.of(new Mask.Rule("land", new Mask.Where("t")))).of(source()),
                "mask 't' has the dimension 'time', which 'land' has not",
                "a mask on dimensions of the variable");
        assertThatIllegalArgumentException().isThrownBy(() -> new Mask.Between(3, 2));
    }

    /** An integer variable without a fill value gets netCDF's own, which must mean nothing in it. */
    @Test
    void aFillValueThatIsAmongTheNumbersEndsTheReading() throws IOException {
        Climate climate = new Climate(4);
        climate.values.put(
                "land",
                Numbered.block(NumericType.INT8, climate.variables.get("land").shape(), i -> -127));
        Source masked =
                new Mask(List.of(new Mask.Rule("land", new Mask.Between(-200, 0)))).of(climate.source("memory"));
        Variable land = masked.describe().variable("land").orElseThrow();
        assertThat(numbers(land, "_FillValue")).containsExactly(-127);
        assertThatExceptionOfType(SourceFormatException.class)
                .isThrownBy(() -> masked.read(land, Region.whole(land.shape())))
                .withMessageContaining("land[0, 0] has the value that would stand for no value");
    }

    @Test
    void closingATransformClosesWhatItIsMadeOf() throws IOException {
        ChunkedSource inner = new Climate(4).source("memory");
        new Transpose(List.of("lon")).of(isel("time", "0:2").of(inner)).close();
        assertThat(inner.isClosed()).isTrue();
    }

    @Test
    void manyTransformsFollowEachOther() throws IOException {
        Source all = new Transpose(List.of("lon", "lat"))
                .of(new Scale(List.of(new Scale.Linear("t", 2, 0, Optional.empty())))
                        .of(isel("lev", "0").of(isel("time", "1:5:2").of(source()))));
        Variable t = all.describe().variable("t").orElseThrow();
        assertThat(t.dimensions()).extracting("path").containsExactly("lon", "lat", "time");
        NdArray block = all.read(t, Region.whole(t.shape()));
        Numbered naive = new Climate(3).numbered("t");
        double[] values = Decoding.doubles(block);
        double[] expected = new double[values.length];
        for (int i = 0; i < expected.length; i++) {
            double old = naive.at(1 + 2 * (i % 2), 0, i / 2 % 5, i / 10);
            expected[i] = old == Climate.T_FILL ? old : 2 * old;
        }
        assertThat(values).containsExactly(expected);
        assertThat(Arrays.stream(values).distinct().count()).isGreaterThan(20);
    }
}
