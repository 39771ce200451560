package dev.varve.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.measure.AxisRole;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.MetadataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FieldPainterTest {
    private static NdArray doubles(Shape shape, double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return NdArray.of(NumericType.FLOAT64, shape, Bytes.wrap(bytes.array()));
    }

    private static FieldPortrait paint(FieldScene scene, NdArray original, NdArray decoded) throws IOException {
        return FieldPainter.paint(scene, original, List.of(new FieldPainter.Sitter("a | b | c", () -> decoded)));
    }

    private static PortraitAxis axis(String name, AxisRole role, int length) {
        return PortraitAxis.plain(name, role, length);
    }

    private static FieldScene scene(PortraitAxis... axes) {
        return new FieldScene("v", "", "K", List.of(axes), Optional.empty(), List.of());
    }

    @Test
    void theWorstPlaneIsShownFirstAndThenTheMiddleOne() throws IOException {
        FieldScene scene = scene(
                axis("time", AxisRole.TIME, 3),
                axis("lat", AxisRole.HORIZONTAL, 1),
                axis("lon", AxisRole.HORIZONTAL, 2));
        NdArray original = doubles(Shape.of(3, 1, 2), 1, 1, 2, 2, 4, 4);
        NdArray decoded = doubles(Shape.of(3, 1, 2), 1, 1.5, 2, 2.5, 4, 4);
        FieldPortrait portrait = paint(scene, original, decoded);
        assertThat(portrait.slices())
                .extracting(FieldPortrait.Slice::label)
                .containsExactly("time index 0", "time index 1");
        FieldPortrait.Portrayed seen = portrait.candidates().get(0);
        assertThat(seen.levelsAndTimes().values()).containsExactly(0.25, 0.125, 0.0);
        assertThat(seen.levelsAndTimes().rows()).containsExactly("");
        assertThat(seen.levelsAndTimes().columns()).containsExactly("time index 0", "time index 1", "time index 2");
        assertThat(seen.errors().counts().stream().mapToLong(count -> count).sum())
                .isEqualTo(6);
        assertThat(seen.errors().from()).isEqualTo(-0.5);
        assertThat(seen.stage()).isEqualTo("b | c");
    }

    @Test
    void pixelsHoldMeansOfTheFieldAndTheLargestErrors() throws IOException {
        FieldScene scene = scene(axis("lat", AxisRole.HORIZONTAL, 1), axis("lon", AxisRole.HORIZONTAL, 720));
        double[] before = new double[720];
        double[] after = new double[720];
        for (int i = 0; i < 720; i++) {
            before[i] = i;
            after[i] = i + (i % 2 == 0 ? 1 : -3);
        }
        FieldPortrait portrait = paint(scene, doubles(Shape.of(1, 720), before), doubles(Shape.of(1, 720), after));
        // One row of cells is folded, because there is no second horizontal extent to speak of.
        PixelMap original = portrait.slices().get(0).original();
        PixelMap error = portrait.candidates().get(0).error().get(0);
        PixelMap largest = portrait.candidates().get(0).largestError().get(0);
        assertThat(original.width() * original.height()).isBetween(720, 760);
        assertThat(largest.min()).isEqualTo(-3);
        assertThat(error.min()).isEqualTo(-3);
    }

    @Test
    void aWideFieldIsMadeSmallerByMeans() throws IOException {
        FieldScene scene = scene(axis("lat", AxisRole.HORIZONTAL, 360), axis("lon", AxisRole.HORIZONTAL, 720));
        double[] before = new double[360 * 720];
        double[] after = new double[360 * 720];
        for (int i = 0; i < before.length; i++) {
            before[i] = i % 720;
            after[i] = before[i] + (i % 2 == 0 ? 1 : -3);
        }
        FieldPortrait portrait = paint(scene, doubles(Shape.of(360, 720), before), doubles(Shape.of(360, 720), after));
        PixelMap original = portrait.slices().get(0).original();
        assertThat(original.width()).isEqualTo(360);
        assertThat(original.height()).isEqualTo(180);
        assertThat(original.at(7, 100)).isEqualTo(200.5f);
        assertThat(portrait.candidates().get(0).error().get(0).at(3, 4)).isEqualTo(-1f);
        assertThat(portrait.candidates().get(0).largestError().get(0).at(3, 4)).isEqualTo(-3f);
    }

    /** One wave: all power is at its wavenumber, amplitude squared over four by the transform's symmetry. */
    @Test
    void theSpectrumIsThatOfTheRows() throws IOException {
        FieldScene scene = scene(axis("lat", AxisRole.HORIZONTAL, 2), axis("lon", AxisRole.HORIZONTAL, 32));
        double[] wave = new double[64];
        double[] halved = new double[64];
        for (int i = 0; i < 64; i++) {
            wave[i] = 10 + 4 * Math.cos(2 * Math.PI * 3 * i / 32);
            halved[i] = 10 + 2 * Math.cos(2 * Math.PI * 3 * i / 32);
        }
        FieldPortrait portrait = paint(scene, doubles(Shape.of(2, 32), wave), doubles(Shape.of(2, 32), halved));
        FieldPortrait.Curve before = portrait.original().spectrum();
        FieldPortrait.Curve after = portrait.candidates().get(0).distributions().spectrum();
        assertThat(before.x()).startsWith(1.0, 2.0, 3.0);
        assertThat(before.y().get(2)).isCloseTo(4.0, within(1e-9));
        assertThat(before.y().get(1)).isCloseTo(0, within(1e-9));
        assertThat(after.y().get(2)).isCloseTo(1.0, within(1e-9));
    }

    @Test
    void aRoundedFieldIsCalledArtificial() throws IOException {
        FieldPortrait smooth = SweptField.temperature("t", 40, 20).portrait().orElseThrow();
        assertThat(smooth.bits().orElseThrow().isArtificial()).isFalse();
        assertThat(smooth.bits().orElseThrow().information()).hasSize(32);
        assertThat(smooth.bits().orElseThrow().keep99()).isBetween(2, 12);
        NdArray packed = SweptField.changed(SweptField.sample(10, 20), value -> Math.rint(value * 4) / 4);
        FieldPortrait rounded = paint(SweptField.scene("t", 10, 20), packed, packed);
        assertThat(rounded.bits().orElseThrow().isArtificial()).isTrue();
    }

    @Test
    void theOrderOfAxesDoesNotMatter() throws IOException {
        PortraitAxis time = axis("time", AxisRole.TIME, 2);
        PortraitAxis lat = axis("lat", AxisRole.HORIZONTAL, 2);
        PortraitAxis lon = axis("lon", AxisRole.HORIZONTAL, 3);
        NdArray usual = doubles(Shape.of(2, 2, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        NdArray turned = doubles(Shape.of(2, 3, 2), 1, 7, 2, 8, 3, 9, 4, 10, 5, 11, 6, 12);
        FieldPortrait one = paint(scene(time, lat, lon), usual, usual);
        FieldPortrait other = paint(scene(lat, lon, time), turned, turned);
        assertThat(other.slices()).isEqualTo(one.slices());
        assertThat(other.original()).isEqualTo(one.original());
        assertThat(other.candidates()).isEqualTo(one.candidates());
    }

    @Test
    void missingNumbersAndNansAreNoNumbers() throws IOException {
        FieldScene scene = new FieldScene(
                "v",
                "",
                "",
                List.of(axis("lat", AxisRole.HORIZONTAL, 2), axis("lon", AxisRole.HORIZONTAL, 2)),
                Optional.empty(),
                List.of(-999.0));
        FieldPortrait portrait = paint(
                scene,
                doubles(Shape.of(2, 2), 1, -999, Double.NaN, 4),
                doubles(Shape.of(2, 2), 1, -999, Double.NaN, 5));
        assertThat(portrait.slices().get(0).original().at(0, 1)).isNaN();
        assertThat(portrait.slices().get(0).original().at(1, 0)).isNaN();
        assertThat(portrait.original().histogram().counts().stream()
                        .mapToLong(count -> count)
                        .sum())
                .isEqualTo(2);
        assertThat(portrait.candidates().get(0).levelsAndTimes().values()).containsExactly(0.2);
        assertThat(portrait.original().zonalMean().y()).containsExactly(1.0, 4.0);
    }

    @Test
    void cellsOfAnUnstructuredGridLieWhereTheyAre() throws IOException {
        int count = 400;
        double[] lat = new double[count];
        double[] lon = new double[count];
        double[] values = new double[count];
        for (int cell = 0; cell < count; cell++) {
            lat[cell] = -90 + (cell % 20) * 180.0 / 19;
            lon[cell] = Math.floorDiv(cell, 20) * 18.0;
            values[cell] = lat[cell];
        }
        FieldScene scene = new FieldScene(
                "v",
                "",
                "",
                List.of(axis("ncells", AxisRole.HORIZONTAL, count)),
                Optional.of(new CellPlaces(lat, lon)),
                List.of());
        FieldPortrait portrait = paint(scene, doubles(Shape.of(count), values), doubles(Shape.of(count), values));
        PixelMap map = portrait.slices().get(0).original();
        assertThat(map.height()).isEqualTo(10);
        assertThat(map.at(0, 10)).isCloseTo(-85.26f, within(0.01f));
        assertThat(portrait.plane().rowEdges()).hasValue(new FieldPortrait.Interval(-90, 90));
    }

    @Test
    void aDocumentHoldsThePortrait() throws IOException {
        FieldPortrait portrait = SweptField.temperature("t", 40, 20).portrait().orElseThrow();
        String text = FieldPortraitJson.toJson(portrait).toText();
        FieldPortrait read = FieldPortraitJson.parse(JsonReader.read(text));
        assertThat(read.axes()).isEqualTo(rounded(portrait).axes());
        assertThat(read.plane()).isEqualTo(portrait.plane());
        assertThat(read.candidates()).hasSameSizeAs(portrait.candidates());
        assertThat(read.candidates().get(0).errors())
                .isEqualTo(portrait.candidates().get(0).errors());
        PixelMap before = portrait.slices().get(0).original();
        PixelMap after = read.slices().get(0).original();
        for (int row = 0; row < before.height(); row++) {
            for (int column = 0; column < before.width(); column++) {
                assertThat(after.at(row, column))
                        .isCloseTo(before.at(row, column), within((before.max() - before.min()) / 65534));
            }
        }
        assertThat(text.length()).isLessThan(120_000);
    }

    /** Coordinates are kept as float32. */
    private static FieldPortrait rounded(FieldPortrait portrait) {
        List<PortraitAxis> axes = portrait.axes().stream()
                .map(axis -> new PortraitAxis(
                        axis.name(),
                        axis.role(),
                        axis.units(),
                        axis.length(),
                        axis.values().stream()
                                .map(value -> (double) value.floatValue())
                                .toList(),
                        axis.labels()))
                .toList();
        return new FieldPortrait(
                portrait.variable(),
                portrait.longName(),
                portrait.units(),
                axes,
                portrait.plane(),
                portrait.slices(),
                portrait.original(),
                portrait.bits(),
                portrait.candidates());
    }

    @Test
    void aDamagedDocumentIsRefusedWithItsPlace() throws IOException {
        FieldPortrait portrait = SweptField.temperature("t", 40, 5).portrait().orElseThrow();
        String text = FieldPortraitJson.toJson(portrait).toText();
        assertThatThrownBy(() ->
                        FieldPortraitJson.parse(JsonReader.read(text.replaceFirst("\"steps\":\"..", "\"steps\":\"*"))))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("base 64");
        assertThatThrownBy(() ->
                        FieldPortraitJson.parse(JsonReader.read(text.replaceFirst("\"width\":10", "\"width\":11"))))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("bytes for a map of 11");
        assertThatThrownBy(() -> FieldPortraitJson.parse(
                        FieldPortraitJson.toJson(portrait).with("long_name", JsonNumber.of(1))))
                .isInstanceOf(MetadataException.class);
        assertThatThrownBy(() -> FieldPortraitJson.parse(
                        FieldPortraitJson.toJson(portrait).with("schema", new JsonString("varve.portrait/9"))))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("varve.portrait/1");
    }

    @Test
    void aDecodedFieldOfAnotherShapeIsRefused() {
        FieldScene scene = scene(axis("lat", AxisRole.HORIZONTAL, 2), axis("lon", AxisRole.HORIZONTAL, 2));
        assertThatThrownBy(() -> paint(scene, doubles(Shape.of(2, 2), 1, 2, 3, 4), doubles(Shape.of(4, 1), 1, 2, 3, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a | b | c decodes");
    }
}
