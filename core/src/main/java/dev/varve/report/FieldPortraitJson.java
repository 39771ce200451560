package dev.varve.report;

import dev.varve.measure.AxisRole;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.MetadataException;
import dev.varve.report.FieldPortrait.Bars;
import dev.varve.report.FieldPortrait.Bits;
import dev.varve.report.FieldPortrait.Curve;
import dev.varve.report.FieldPortrait.Distributions;
import dev.varve.report.FieldPortrait.Interval;
import dev.varve.report.FieldPortrait.Matrix;
import dev.varve.report.FieldPortrait.Plane;
import dev.varve.report.FieldPortrait.Portrayed;
import dev.varve.report.FieldPortrait.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Portraits ⇄ {@code portrait_VAR.json}, schema {@value #SCHEMA}. Maps come back to within 1/65534 of their range. */
public final class FieldPortraitJson {
    /** What the document's member {@code schema} says. */
    public static final String SCHEMA = "varve.portrait/1";

    private FieldPortraitJson() {}

    /** The document of a portrait. */
    public static JsonObject toJson(FieldPortrait portrait) {
        JsonObject.Builder json = JsonObject.builder()
                .put("schema", SCHEMA)
                .put("variable", portrait.variable())
                .put("long_name", portrait.longName())
                .put("units", portrait.units())
                .put("axes", array(portrait.axes().stream().map(FieldPortraitJson::axis)))
                .put("plane", plane(portrait.plane()))
                .put("slices", array(portrait.slices().stream().map(FieldPortraitJson::slice)))
                .put("original", distributions(portrait.original()));
        portrait.bits().ifPresent(bits -> json.put("bits", bits(bits)));
        return json.put("candidates", array(portrait.candidates().stream().map(FieldPortraitJson::portrayed)))
                .build();
    }

    private static JsonArray array(Stream<? extends Json> items) {
        return new JsonArray(items.<Json>map(item -> item).toList());
    }

    private static JsonArray texts(List<String> texts) {
        return array(texts.stream().map(JsonString::new));
    }

    private static JsonObject axis(PortraitAxis axis) {
        return JsonObject.builder()
                .put("name", axis.name())
                .put("role", axis.role().name().toLowerCase(Locale.ROOT))
                .put("units", axis.units())
                .put("length", axis.length())
                .put("values", PackedNumbers.list(axis.values()))
                .put("labels", texts(axis.labels()))
                .build();
    }

    private static JsonObject plane(Plane plane) {
        JsonObject.Builder json = JsonObject.builder().put("rows", plane.rows()).put("columns", plane.columns());
        plane.rowEdges().ifPresent(edges -> json.put("row_edges", interval(edges)));
        plane.columnEdges().ifPresent(edges -> json.put("column_edges", interval(edges)));
        return json.build();
    }

    private static JsonArray interval(Interval interval) {
        return JsonArray.of(JsonNumber.of(interval.from()), JsonNumber.of(interval.to()));
    }

    private static JsonObject slice(Slice slice) {
        return JsonObject.builder()
                .put("label", slice.label())
                .put("original", PackedNumbers.map(slice.original()))
                .build();
    }

    private static JsonObject distributions(Distributions distributions) {
        return JsonObject.builder()
                .put("histogram", bars(distributions.histogram()))
                .put("zonal_mean", curve(distributions.zonalMean()))
                .put("spectrum", curve(distributions.spectrum()))
                .build();
    }

    private static JsonObject bars(Bars bars) {
        return JsonObject.builder()
                .put("from", JsonNumber.of(bars.from()))
                .put("to", JsonNumber.of(bars.to()))
                .put("counts", array(bars.counts().stream().map(JsonNumber::of)))
                .build();
    }

    private static JsonObject curve(Curve curve) {
        return JsonObject.builder()
                .put("x", PackedNumbers.list(curve.x()))
                .put("y", PackedNumbers.list(curve.y()))
                .build();
    }

    private static JsonObject bits(Bits bits) {
        return JsonObject.builder()
                .put("information", PackedNumbers.list(bits.information()))
                .put("sign_and_exponent", bits.signAndExponent())
                .put("keep_99", bits.keep99())
                .put("keep_99_9", bits.keep999())
                .put("is_artificial", bits.isArtificial())
                .build();
    }

    private static JsonObject portrayed(Portrayed candidate) {
        Matrix matrix = candidate.levelsAndTimes();
        JsonObject levels = JsonObject.builder()
                .put("rows", texts(matrix.rows()))
                .put("columns", texts(matrix.columns()))
                .put("values", PackedNumbers.list(matrix.values()))
                .build();
        JsonObject.Builder json = JsonObject.builder()
                .put("label", candidate.label())
                .put("error", array(candidate.error().stream().map(PackedNumbers::map)));
        // Where no pixel holds more than a cell, the largest error is the mean one.
        if (!candidate.largestError().equals(candidate.error())) {
            json.put("largest_error", array(candidate.largestError().stream().map(PackedNumbers::map)));
        }
        return json.put("distributions", distributions(candidate.distributions()))
                .put("errors", bars(candidate.errors()))
                .put("levels_and_times", levels)
                .build();
    }

    /**
     * Reads a document.
     *
     * @throws MetadataException when it is none
     */
    public static FieldPortrait parse(Json document) throws MetadataException {
        JsonCursor root = JsonCursor.of(document);
        root.get("schema").oneOf(List.of(SCHEMA));
        try {
            return new FieldPortrait(
                    root.get("variable").string(),
                    root.get("long_name").string(),
                    root.get("units").string(),
                    each(root.get("axes"), FieldPortraitJson::parseAxis),
                    parsePlane(root.get("plane")),
                    each(root.get("slices"), FieldPortraitJson::parseSlice),
                    parseDistributions(root.get("original")),
                    optional(root.find("bits"), FieldPortraitJson::parseBits),
                    each(root.get("candidates"), FieldPortraitJson::parsePortrayed));
        } catch (IllegalArgumentException e) {
            MetadataException failure = root.error(e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    private interface Parser<T> {
        T parse(JsonCursor cursor) throws MetadataException;
    }

    private static <T> List<T> each(JsonCursor list, Parser<T> parser) throws MetadataException {
        List<T> items = new ArrayList<>();
        for (JsonCursor item : list.items()) {
            items.add(parser.parse(item));
        }
        return items;
    }

    private static <T> Optional<T> optional(Optional<JsonCursor> cursor, Parser<T> parser) throws MetadataException {
        return cursor.isPresent() ? Optional.of(parser.parse(cursor.get())) : Optional.empty();
    }

    private static PortraitAxis parseAxis(JsonCursor axis) throws MetadataException {
        List<String> roles = Arrays.stream(AxisRole.values())
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .toList();
        return new PortraitAxis(
                axis.get("name").string(),
                AxisRole.valueOf(axis.get("role").oneOf(roles).toUpperCase(Locale.ROOT)),
                axis.get("units").string(),
                (int) axis.get("length").integer(0, Integer.MAX_VALUE),
                PackedNumbers.list(axis.get("values")),
                each(axis.get("labels"), JsonCursor::string));
    }

    private static Plane parsePlane(JsonCursor plane) throws MetadataException {
        return new Plane(
                plane.get("rows").string(),
                plane.get("columns").string(),
                optional(plane.find("row_edges"), FieldPortraitJson::parseInterval),
                optional(plane.find("column_edges"), FieldPortraitJson::parseInterval));
    }

    private static Interval parseInterval(JsonCursor interval) throws MetadataException {
        List<Double> ends = each(interval, PackedNumbers::number);
        if (ends.size() != 2) {
            throw interval.error("has " + ends.size() + " ends");
        }
        return new Interval(ends.get(0), ends.get(1));
    }

    private static Slice parseSlice(JsonCursor slice) throws MetadataException {
        return new Slice(slice.get("label").string(), PackedNumbers.map(slice.get("original")));
    }

    private static Distributions parseDistributions(JsonCursor distributions) throws MetadataException {
        return new Distributions(
                parseBars(distributions.get("histogram")),
                parseCurve(distributions.get("zonal_mean")),
                parseCurve(distributions.get("spectrum")));
    }

    private static Bars parseBars(JsonCursor bars) throws MetadataException {
        return new Bars(
                PackedNumbers.number(bars.get("from")),
                PackedNumbers.number(bars.get("to")),
                each(bars.get("counts"), count -> count.integer(0, Long.MAX_VALUE)));
    }

    private static Curve parseCurve(JsonCursor curve) throws MetadataException {
        return new Curve(PackedNumbers.list(curve.get("x")), PackedNumbers.list(curve.get("y")));
    }

    private static Bits parseBits(JsonCursor bits) throws MetadataException {
        return new Bits(
                PackedNumbers.list(bits.get("information")),
                (int) bits.get("sign_and_exponent").integer(0, 64),
                (int) bits.get("keep_99").integer(0, 64),
                (int) bits.get("keep_99_9").integer(0, 64),
                bits.get("is_artificial").bool());
    }

    private static Portrayed parsePortrayed(JsonCursor candidate) throws MetadataException {
        List<PixelMap> error = each(candidate.get("error"), PackedNumbers::map);
        JsonCursor levels = candidate.get("levels_and_times");
        Matrix matrix = new Matrix(
                each(levels.get("rows"), JsonCursor::string),
                each(levels.get("columns"), JsonCursor::string),
                PackedNumbers.list(levels.get("values")));
        Optional<JsonCursor> largest = candidate.find("largest_error");
        return new Portrayed(
                candidate.get("label").string(),
                error,
                largest.isPresent() ? each(largest.get(), PackedNumbers::map) : error,
                parseDistributions(candidate.get("distributions")),
                parseBars(candidate.get("errors")),
                matrix);
    }
}
