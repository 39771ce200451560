package dev.varve.formats.netcdf4.write;

import static dev.varve.formats.netcdf4.write.DatasetBuilder.number;
import static dev.varve.formats.netcdf4.write.DatasetBuilder.strings;
import static dev.varve.formats.netcdf4.write.DatasetBuilder.text;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.FixedUtf32;
import dev.varve.array.NdArray;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.DeclaredType;
import dev.varve.store.Durability;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Datasets that together use all that a NetCDF-4 file may hold. */
public final class OutputCases {
    static final List<NumericType> NUMBERS = List.of(
            NumericType.INT8,
            NumericType.UINT8,
            NumericType.INT16,
            NumericType.UINT16,
            NumericType.INT32,
            NumericType.UINT32,
            NumericType.INT64,
            NumericType.UINT64,
            NumericType.FLOAT32,
            NumericType.FLOAT64);
    private static final NullTerminatedBytes CHAR = new NullTerminatedBytes(1);

    private OutputCases() {}

    /** All datasets. */
    public static List<OutputCase> all() {
        List<OutputCase> all = new ArrayList<>(List.of(
                empty(),
                types(),
                scalars(),
                unlimited(),
                noRecords(),
                missingChunks(),
                groups(),
                coordinates(),
                oddCoordinates(),
                attributes(),
                manyAttributes(),
                longAttributes(),
                enumerations(),
                fillOutsideEnumeration(),
                variableText(),
                fixedText(),
                names(),
                deepGroups(),
                manyVariables("many_variables", 4200),
                manyVariables("nine_variables", 9)));
        OutputCase field = field();
        all.add(field);
        all.add(new OutputCase(
                "field_plain",
                field.dataset(),
                field.values(),
                new Netcdf4Options(0, true, Map.of("t", Shape.of(1, 40, 50)), false, Durability.NONE)));
        all.add(new OutputCase(
                "field_deflated_only",
                field.dataset(),
                field.values(),
                new Netcdf4Options(9, false, Map.of("t", Shape.of(7, 11, 200)), false, Durability.NONE)));
        for (int chunks : new int[] {64, 65, 4096, 4097, 4400}) {
            all.add(manyChunks(chunks));
        }
        return all;
    }

    /** The dataset of this name. */
    static OutputCase named(String name) {
        return all().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name));
    }

    private static OutputCase empty() {
        return new DatasetBuilder().build("empty");
    }

    private static List<DataType> everyType() {
        List<DataType> types = new ArrayList<>(NUMBERS);
        types.addAll(List.of(NumericType.BOOL, CHAR, VariableType.STRING));
        return types;
    }

    private static String plain(DataType type) {
        return type == CHAR ? "char" : type.toString();
    }

    private static OutputCase types() {
        DatasetBuilder builder = new DatasetBuilder()
                .dimension("x", 7)
                .dimension("y", 1200)
                .dimension("z", 2)
                .dimension("w", 3);
        for (DataType type : everyType()) {
            builder.variable(plain(type) + "_small", type, List.of("x"));
            builder.variable(plain(type) + "_large", type, List.of("x", "y"));
            builder.variable(plain(type) + "_3d", type, List.of("z", "x", "w"));
        }
        return builder.build("types");
    }

    private static OutputCase scalars() {
        DatasetBuilder builder = new DatasetBuilder();
        for (DataType type : everyType()) {
            builder.variable(plain(type), type, List.of(), text("units", "1"));
        }
        return builder.build("scalars");
    }

    private static OutputCase unlimited() {
        return new DatasetBuilder()
                .unlimited("time", 5)
                .unlimited("member", 3)
                .dimension("x", 4)
                .variable("time", NumericType.FLOAT64, List.of("time"), text("units", "days since 2000-01-01"))
                .variable("v", NumericType.FLOAT32, List.of("time", "x"))
                .variable("w", NumericType.INT16, List.of("x", "time", "member"))
                .variable("label", VariableType.STRING, List.of("time"))
                .variable("flag", CHAR, List.of("time", "x"))
                .build("unlimited");
    }

    private static OutputCase noRecords() {
        return new DatasetBuilder()
                .unlimited("time", 0)
                .dimension("x", 4)
                .variable("time", NumericType.FLOAT64, List.of("time"))
                .variable("v", NumericType.FLOAT32, List.of("time", "x"))
                .variable("fixed", NumericType.INT32, List.of("x"))
                .variable("label", VariableType.STRING, List.of("time"))
                .build("no_records");
    }

    private static FillValue fill(NumericType type, int bits) {
        byte[] packed = new byte[type.sizeBytes()];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = (byte) (bits >>> (8 * i));
        }
        return new FillValue(type, Bytes.wrap(packed));
    }

    private static OutputCase missingChunks() {
        DatasetBuilder builder = new DatasetBuilder().unlimited("t", 90).dimension("x", 100);
        Shape shape = Shape.of(90, 100);
        NumericType type = NumericType.INT16;
        FillValue fill = fill(type, -999);
        NdArray sparse = NdArray.filled(shape, fill);
        sparse.paste(SampleValues.of(type, Shape.of(3, 9), 7), Region.whole(Shape.of(3, 9)), new long[] {41, 55});
        List<String> axes = List.of("t", "x");
        Optional<DeclaredType> none = Optional.empty();
        builder.variable("first_missing", sparse, axes, fill, none, number("_FillValue", type, -999));
        builder.variable("no_attribute", sparse, axes, fill, none);
        builder.variable("all_missing", NdArray.filled(shape, fill), axes, fill, none);
        builder.variable("small_missing", NdArray.filled(Shape.of(90), fill), List.of("t"), fill, none);
        builder.variable("other_type", sparse, axes, fill, none, number("_FillValue", NumericType.FLOAT64, -999));
        builder.variable("fixed", NdArray.filled(Shape.of(100), fill), List.of("x"), fill, none);
        Shape chunk = Shape.of(10, 20);
        return builder.build("missing_chunks")
                .with(new Netcdf4Options(
                        4,
                        true,
                        Map.of(
                                "first_missing",
                                chunk,
                                "no_attribute",
                                chunk,
                                "all_missing",
                                chunk,
                                "other_type",
                                chunk),
                        false,
                        Durability.NONE));
    }

    private static OutputCase groups() {
        return new DatasetBuilder()
                .unlimited("time", 3)
                .dimension("x", 4)
                .variable("v", NumericType.FLOAT32, List.of("time", "x"))
                .group("forecast", text("title", "in a group"))
                .dimension("forecast/level", 2)
                .dimension("forecast/y", 5)
                .variable("forecast/v", NumericType.FLOAT64, List.of("time", "forecast/level", "forecast/y"))
                .variable("forecast/y", NumericType.INT32, List.of("forecast/y"))
                .group("forecast/deep")
                .group("forecast/deep/deeper", number("level", NumericType.INT32, 3))
                .dimension("forecast/deep/deeper/n", 3)
                .variable(
                        "forecast/deep/deeper/v",
                        NumericType.UINT8,
                        List.of("forecast/deep/deeper/n", "forecast/y", "x"))
                .group("empty")
                .build("groups");
    }

    private static OutputCase coordinates() {
        return new DatasetBuilder()
                .dimension("unused", 11)
                .dimension("lat", 3)
                .dimension("lon", 4)
                .dimension("station", 2)
                .dimension("length", 6)
                .variable("data", NumericType.FLOAT32, List.of("lat", "lon"), text("coordinates", "area"))
                .variable("lon", NumericType.FLOAT64, List.of("lon"), text("units", "degrees_east"))
                .variable("lat", NumericType.FLOAT64, List.of("lat"), text("units", "degrees_north"))
                .variable("station", CHAR, List.of("station", "length"))
                .variable("of_station", NumericType.INT32, List.of("station", "lat"))
                .variable("crs", NumericType.INT32, List.of(), text("grid_mapping_name", "latitude_longitude"))
                .build("coordinates");
    }

    /** What netCDF allows and xarray does not. */
    private static OutputCase oddCoordinates() {
        return new DatasetBuilder()
                .dimension("scalar", 5)
                .dimension("crossed", 3)
                .dimension("x", 4)
                .variable("scalar", NumericType.INT32, List.of())
                .variable("of_scalar", NumericType.INT32, List.of("scalar"))
                .variable("crossed", NumericType.INT32, List.of("x", "crossed"))
                .variable("square", NumericType.INT32, List.of("crossed", "x", "x"))
                .group("g")
                .dimension("g/x", 2)
                .variable("g/x", NumericType.INT32, List.of("g/x", "crossed"))
                .build("odd_coordinates");
    }

    private static Attribute[] everyAttribute() {
        List<Attribute> attributes = new ArrayList<>();
        for (NumericType type : NUMBERS) {
            attributes.add(number(type + "_0", type));
            attributes.add(number(type + "_1", type, 7));
            attributes.add(number(type + "_3", type, 1, 2, 100));
        }
        attributes.add(number("nan", NumericType.FLOAT32, Double.NaN));
        attributes.add(text("text", "plain"));
        attributes.add(text("unicode", "größe 数据 °C"));
        attributes.add(text("empty", ""));
        attributes.add(text("lines", "one\ntwo\n"));
        attributes.add(strings("strings_0"));
        attributes.add(strings("strings_1", "single"));
        attributes.add(strings("strings_3", "", "zwölf", "three"));
        attributes.add(new Attribute("json", new Attribute.Json("{\"a\": [1, null, true]}")));
        attributes.add(text("größe", "a name that is not ASCII"));
        return attributes.toArray(new Attribute[0]);
    }

    private static OutputCase attributes() {
        return new DatasetBuilder()
                .group("", everyAttribute())
                .dimension("x", 3)
                .variable("x", NumericType.INT32, List.of("x"), everyAttribute())
                .variable("v", NumericType.INT32, List.of("x"), everyAttribute())
                .variable("few", NumericType.INT32, List.of("x"), text("a", "1"), text("b", "2"))
                .group("g", everyAttribute())
                .build("attributes");
    }

    private static OutputCase manyAttributes() {
        DatasetBuilder builder = new DatasetBuilder().dimension("x", 3);
        for (int count : new int[] {8, 9, 45, 46, 900, 3000}) {
            Attribute[] attributes = new Attribute[count];
            for (int i = 0; i < count; i++) {
                attributes[i] = text("attribute_" + i, "x".repeat(i % 100));
            }
            builder.variable("v" + count, NumericType.INT8, List.of("x"), attributes);
        }
        return builder.build("many_attributes");
    }

    private static OutputCase longAttributes() {
        double[] numbers = new double[20_000];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        return new DatasetBuilder()
                .group("", text("short", "s"), text("history", "h".repeat(200_000)), text("after", "a"))
                .dimension("x", 3)
                .variable("v", NumericType.INT8, List.of("x"), number("numbers", NumericType.FLOAT64, numbers))
                .variable(
                        "w",
                        NumericType.INT8,
                        List.of("x"),
                        text("a", "a".repeat(5_000)),
                        text("b", "b".repeat(70_000)),
                        strings("c", "c".repeat(150_000), "", "c".repeat(60_000)),
                        text("d", "d".repeat(4_000)))
                .build("long_attributes");
    }

    private static OutputCase enumerations() {
        Map<String, Long> members = new LinkedHashMap<>();
        members.put("clear", 0L);
        members.put("cumulus", 7L);
        members.put("größe", 2L);
        DeclaredType clouds = new DeclaredType.Enumeration("cloud_t", NumericType.UINT8, members);
        DeclaredType signed = new DeclaredType.Enumeration("v", NumericType.INT64, Map.of("least", Long.MIN_VALUE));
        DeclaredType unnamed = new DeclaredType.Enumeration("", NumericType.INT8, Map.of("TRUE", 1L));
        NdArray values = NdArray.of(NumericType.UINT8, Shape.of(4), Bytes.wrap(new byte[] {0, 7, 2, 7}));
        NdArray flags = NdArray.of(NumericType.INT8, Shape.of(4), Bytes.wrap(new byte[] {1, 1, 1, 1}));
        NdArray least = NdArray.filled(
                Shape.of(4),
                new FillValue(NumericType.INT64, Bytes.wrap(new byte[] {0, 0, 0, 0, 0, 0, 0, (byte) 0x80})));
        FillValue none = fill(NumericType.UINT8, 255);
        return new DatasetBuilder()
                .dimension("x", 4)
                .variable("v", values, List.of("x"), none, Optional.of(clouds))
                .variable(
                        "filled",
                        values,
                        List.of("x"),
                        fill(NumericType.UINT8, 7),
                        Optional.of(clouds),
                        number("_FillValue", NumericType.UINT8, 7))
                .variable("least", least, List.of("x"), FillValue.zero(NumericType.INT64), Optional.of(signed))
                .variable("flags", flags, List.of("x"), FillValue.zero(NumericType.INT8), Optional.of(unnamed))
                .group("g")
                .variable("g/v", values, List.of("x"), none, Optional.of(clouds))
                .build("enumerations");
    }

    /** Its type is the integer's: were it the enumeration's, ncdump would fail, and as it is, nccopy does. */
    private static OutputCase fillOutsideEnumeration() {
        DeclaredType flags = new DeclaredType.Enumeration("flag_t", NumericType.UINT8, Map.of("set", 1L));
        NdArray values = NdArray.of(NumericType.UINT8, Shape.of(2), Bytes.wrap(new byte[] {1, 1}));
        FillValue fill = fill(NumericType.UINT8, 255);
        return new DatasetBuilder()
                .dimension("x", 2)
                .variable(
                        "v",
                        values,
                        List.of("x"),
                        fill,
                        Optional.of(flags),
                        number("_FillValue", NumericType.UINT8, 255))
                .build("fill_outside_enumeration");
    }

    private static OutputCase variableText() {
        NdArray large = NdArray.ofStrings(Shape.of(4), "l".repeat(100_000), "", "m".repeat(70_000), "short");
        return new DatasetBuilder()
                .dimension("x", 4)
                .unlimited("n", 3000)
                .dimension("n2", 5)
                .variable("few", VariableType.STRING, List.of("x"), strings("_FillValue", "none"))
                .variable("many", VariableType.STRING, List.of("n", "n2"))
                .variable("large", large, List.of("x"), FillValue.zero(VariableType.STRING), Optional.empty())
                .variable("x", VariableType.STRING, List.of("x"))
                .build("text");
    }

    private static OutputCase fixedText() {
        return new DatasetBuilder()
                .dimension("station", 5)
                .dimension("many", 4000)
                .dimension("string12", 3)
                .variable("station", new NullTerminatedBytes(8), List.of("station"))
                .variable("code", new NullTerminatedBytes(3), List.of("many", "station"))
                .variable("twelve", new NullTerminatedBytes(12), List.of("station"), text("_FillValue", "*"))
                .variable("unicode", new FixedUtf32(6), List.of("station"))
                .variable("scalar", new NullTerminatedBytes(4), List.of())
                .variable("letters", CHAR, List.of("station"), text("_FillValue", ""))
                .build("fixed_text");
    }

    private static OutputCase names() {
        String longName = "n".repeat(250);
        return new DatasetBuilder()
                .dimension("größe", 3)
                .dimension("a b", 2)
                .dimension(longName, 2)
                .variable("größe", NumericType.INT32, List.of("größe"))
                .variable("temperature °C", NumericType.INT32, List.of("größe", "a b"))
                .variable("a.b-c+d@e", NumericType.INT32, List.of("a b", longName))
                .variable("数据", NumericType.INT32, List.of(longName))
                .variable("v".repeat(250), NumericType.INT32, List.of(longName))
                .group("gruppe °")
                .variable("gruppe °/数据", NumericType.INT32, List.of("größe"))
                .build("names");
    }

    private static OutputCase deepGroups() {
        DatasetBuilder builder = new DatasetBuilder().dimension("x", 2);
        String path = "";
        for (int i = 0; i < 60; i++) {
            path = Paths.child(path, "g" + i);
            builder.group(path).variable(path + "/v", NumericType.INT16, List.of("x"));
        }
        return builder.build("deep_groups");
    }

    private static OutputCase manyVariables(String name, int count) {
        DatasetBuilder builder =
                new DatasetBuilder().dimension("x", 2).group("g").dimension("g/y", 3);
        for (int i = 0; i < count; i++) {
            builder.variable("variable_" + i, NumericType.INT32, List.of("x"), number("i", NumericType.INT32, i));
        }
        for (int i = 0; i < 10; i++) {
            builder.variable("g/v" + i, NumericType.INT32, List.of("g/y", "x"));
        }
        return builder.build(name);
    }

    private static OutputCase field() {
        return new DatasetBuilder()
                .unlimited("time", 20)
                .dimension("lat", 90)
                .dimension("lon", 180)
                .variable("t", NumericType.FLOAT32, List.of("time", "lat", "lon"), text("units", "K"))
                .build("field");
    }

    /** Of one byte each, so that indexes of up to three levels are small. */
    private static OutputCase manyChunks(int count) {
        String name = "chunks_" + count;
        return new DatasetBuilder()
                .unlimited("t", count)
                .variable(
                        "v",
                        SampleValues.of(NumericType.INT8, Shape.of(count), count),
                        List.of("t"),
                        fill(NumericType.INT8, 55),
                        Optional.empty(),
                        number("_FillValue", NumericType.INT8, 55))
                .build(name)
                .with(new Netcdf4Options(0, false, Map.of("v", Shape.of(1)), false, Durability.NONE));
    }
}
