package dev.varve.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.FixedUtf32;
import dev.varve.array.FloatFormat;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.NumericType;
import dev.varve.array.OptionalType;
import dev.varve.array.RawBytes;
import dev.varve.array.Shape;
import dev.varve.array.SmallComplex;
import dev.varve.array.SmallInteger;
import dev.varve.array.TimeType;
import dev.varve.array.VariableType;
import dev.varve.testing.Blocks;
import dev.varve.testing.Seeds;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FillValueJsonTest {
    /** What zarr-python reads although it is no spelling of such a value or does not fit the type. */
    private static final List<Pattern> REFUSED_HERE = Stream.of(
                    "bool (0|1|null|\"true\")",
                    "u?int\\d+ (true|\"1\")",
                    "float\\d+ (true|\"1\\.5\"|\"nan\"|\"\\+Infinity\")",
                    "float16 (65520|1e\\+300|3\\.5e\\+38)",
                    "float32 (1e\\+300|3\\.5e\\+38)",
                    "float16 \"0x(.{8}|.{16})\"",
                    "float32 \"0x(.{4}|.{16})\"",
                    "float64 \"0x(.{4}|.{8})\"",
                    "complex128 \\[\"0x.{8}\",0\\]",
                    "fixed_length_utf32\\[2\\] \"abc\"",
                    "raw_bytes\\[3\\] \"(|YWI=)\"",
                    "(raw_bytes|null_terminated_bytes)\\[3\\] \"YWJjZA==\"",
                    "((raw_bytes|null_terminated_bytes)\\[3\\]|bytes) \"\\*+\"")
            .map(Pattern::compile)
            .toList();

    /** zarr-python loses the payload of a 16-bit NaN on its way through Python's float. */
    private static final String KEPT_HERE = "float16 \"0xfe01\"";

    private static FillValue parse(String text, DataType type) throws MetadataException {
        return FillValueJson.parse(new JsonCursor(JsonReader.read(text), "fill_value"), type);
    }

    @Test
    void everySpellingReadsAsZarrPythonReadsItOrIsRefused() throws MetadataException {
        int equal = 0;
        List<String> refused = new ArrayList<>();
        for (JsonCursor row : JsonCursor.of(Golden.json("spellings.json")).items()) {
            DataType type = DataTypeJson.parse(row.items().get(0));
            JsonCursor value = row.items().get(1);
            Json oracle = row.items().get(2).value();
            String name = type + " " + value.value().toText();
            try {
                String bits = hex(FillValueJson.parse(value, type));
                if (!name.equals(KEPT_HERE)) {
                    assertThat(new JsonString(bits)).as(name).isEqualTo(oracle);
                    equal++;
                }
            } catch (MetadataException e) {
                if (oracle != JsonNull.NULL) {
                    refused.add(name);
                }
            }
        }
        assertThat(equal).isGreaterThan(150);
        assertThat(refused).allMatch(name -> REFUSED_HERE.stream()
                .anyMatch(pattern -> pattern.matcher(name).matches()));
        assertThat(REFUSED_HERE).allMatch(pattern -> refused.stream()
                .anyMatch(name -> pattern.matcher(name).matches()));
    }

    /** As zarrs spells them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "int16 | null | 000000",
                "int16 | [5] | 010500",
                "string | null | 00",
                "string | `[\"ab\"]` | 016162",
                "string | `[\"\"]` | 01",
                "optional | null | 000000",
                "optional | [null] | 010000",
                "optional | [[7]] | 010107"
            })
    void aValueThatMayBeMissingIsNullOrAListOfOne(String inner, String spelling, String bits) throws MetadataException {
        DataType inside = inner.equals("optional")
                ? new OptionalType(NumericType.UINT8)
                : DataTypeJson.parse(JsonCursor.of(new JsonString(inner)));
        FillValue fill = parse(spelling, new OptionalType(inside));
        assertThat(hex(fill)).isEqualTo(bits);
        assertThat(FillValueJson.toJson(fill).toText()).isEqualTo(spelling);
    }

    @Test
    void aValueThatMayBeMissingIsNoOtherList() {
        OptionalType type = new OptionalType(NumericType.UINT8);
        assertThatThrownBy(() -> parse("[1,2]", type)).hasMessageContaining("null or a list of one value");
        assertThatThrownBy(() -> parse("[]", type)).hasMessageContaining("not 0 items");
        assertThatThrownBy(() -> parse("7", type)).isInstanceOf(MetadataException.class);
        assertThatThrownBy(() -> parse("[300]", type)).hasMessageContaining("does not fit uint8");
    }

    private static String hex(FillValue fill) {
        return HexFormat.of().formatHex(fill.bits().toArray());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "FLOAT32 | `\"0x7fc00000\"` | `\"NaN\"`",
                "FLOAT32 | `\"0x7fc00001\"` | `\"0x7fc00001\"`",
                "FLOAT32 | `\"0xffc00000\"` | `\"0xffc00000\"`",
                "FLOAT32 | `\"0x7F800001\"` | `\"0x7f800001\"`",
                "FLOAT32 | `\"0x3f800000\"` | 1.0",
                "FLOAT32 | `\"0x80000000\"` | -0.0",
                "FLOAT32 | 0.1 | 0.10000000149011612",
                "FLOAT32 | NaN | `\"NaN\"`",
                "FLOAT32 | -Infinity | `\"-Infinity\"`",
                "FLOAT32 | `\"0x7f800000\"` | `\"Infinity\"`",
                "FLOAT64 | `\"0x7ff8000000000000\"` | `\"NaN\"`",
                "FLOAT64 | `\"0x7ff0000000000001\"` | `\"0x7ff0000000000001\"`",
                "FLOAT64 | 3 | 3.0",
                "FLOAT64 | 9.969209968386869e36 | 9.969209968386869e+36",
                "FLOAT16 | `\"0x7e00\"` | `\"NaN\"`",
                "FLOAT16 | `\"0xfe01\"` | `\"0xfe01\"`",
                "FLOAT16 | `\"0x0001\"` | 5.960464477539063e-08",
                "COMPLEX64 | [1,`\"0x7fc00001\"`] | [1.0,`\"0x7fc00001\"`]",
                "COMPLEX128 | `[\"NaN\",-0.0]` | `[\"NaN\",-0.0]`",
                "UINT64 | 18446744073709551615 | 18446744073709551615",
                "INT32 | 1.0 | 1",
                "INT32 | -0.0 | 0",
                "BOOL | true | true"
            })
    void aNumberIsWrittenInItsCanonicalSpelling(NumericType type, String spelling, String canonical)
            throws MetadataException {
        FillValue fill = parse(spelling.replace("`", ""), type);
        assertThat(FillValueJson.toJson(fill).toText()).isEqualTo(canonical.replace("`", ""));
        assertThat(parse(canonical.replace("`", ""), type)).isEqualTo(fill);
    }

    private static DataType type(String name) throws MetadataException {
        String json =
                switch (name) {
                    case "record" ->
                        "{'name':'struct','configuration':{'fields':[{'name':'a','data_type':'int16'},{'name':'p','data_type':"
                                + "{'name':'struct','configuration':{'fields':[{'name':'x','data_type':'float32'},"
                                + "{'name':'c','data_type':'complex64'}]}}},{'name':'t','data_type':"
                                + "{'name':'numpy.datetime64','configuration':{'unit':'s','scale_factor':1}}}]}}";
                    case "nibbles" ->
                        "{'name':'structured','configuration':{'fields':[['n','int4'],['f','float4_e2m1fn'],['u','uint8']]}}";
                    default -> "'" + name + "'";
                };
        return DataTypeJson.parse(JsonCursor.of(JsonReader.read(json.replace('\'', '"'))));
    }

    /** The bits are those of the specifications' examples and of ml_dtypes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "int4 | -8 | f8 |",
                "int4 | 7.0 | 07 | 7",
                "int2 | -1 | ff |",
                "uint2 | 3 | 03 |",
                "uint4 | 15 | 0f |",
                "bfloat16 | 1.5 | c03f |",
                "bfloat16 | 'NaN' | c07f |",
                "bfloat16 | '0x7fc0' | c07f | 'NaN'",
                "bfloat16 | '0xffc1' | c1ff |",
                "bfloat16 | '-Infinity' | 80ff |",
                "bfloat16 | -0.0 | 0080 |",
                "bfloat16 | 0.1 | cd3d | 0.10009765625",
                "float8_e5m2 | 1.5 | 3e | '0x3e'",
                "float8_e5m2 | 'Infinity' | 7c | '0x7c'",
                "float8_e5m2 | 'NaN' | 7e | '0x7e'",
                "float8_e5m2 | '0x7F' | 7f | '0x7f'",
                "float8_e4m3 | 'NaN' | 7c | '0x7c'",
                "float8_e3m4 | 'NaN' | 78 | '0x78'",
                "float8_e4m3b11fnuz | 'NaN' | 80 | '0x80'",
                "float8_e4m3fnuz | -0.0 | 00 | '0x00'",
                "float8_e8m0fnu | 'NaN' | ff | '0xff'",
                "float8_e8m0fnu | '0x7f' | 7f |",
                "float8_e8m0fnu | 0.0 | 00 | '0x00'",
                "float4_e2m1fn | -6 | 0f | '0x0f'",
                "float6_e3m2fn | 28.0 | 1f | '0x1f'",
                "complex_bfloat16 | [1,'NaN'] | 803fc07f | [1.0,'NaN']",
                "complex_float16 | ['0x7e01',-2] | 017e00c0 | ['0x7e01',-2.0]",
                "complex_float4_e2m1fn | [0.5,'0x0f'] | 010f | ['0x01','0x0f']",
                "record | {'a':-2,'p':{'x':'NaN','c':[1,-0.0]},'t':'NaT'} | feff0000c07f0000803f000000800000000000000080 | {'a':-2,'p':{'x':'NaN','c':[1.0,-0.0]},'t':'NaT'}",
                "record | {'t':0,'p':{'c':[0,0],'x':0},'a':1} | 01000000000000000000000000000000000000000000 | {'a':1,'p':{'x':0.0,'c':[0.0,0.0]},'t':0}",
                "record | '/v8AAMB/AACAPwAAAIAAAAAAAAAAgA==' | feff0000c07f0000803f000000800000000000000080 | {'a':-2,'p':{'x':'NaN','c':[1.0,-0.0]},'t':'NaT'}",
                "nibbles | '//8B' | ff0f01 | {'n':-1,'f':'0x0f','u':1}"
            })
    void aFillValueOfAnExtensionIsReadAndWritten(String name, String spelling, String hex, String canonical)
            throws MetadataException {
        FillValue fill = parse(spelling.replace('\'', '"'), type(name));
        assertThat(hex(fill)).isEqualTo(hex);
        String written = FillValueJson.toJson(fill).toText();
        assertThat(written).isEqualTo((canonical == null ? spelling : canonical).replace('\'', '"'));
        assertThat(parse(written, type(name))).isEqualTo(fill);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "int4 | 8 | 8 does not fit int4",
                "int4 | -9 | does not fit int4",
                "uint2 | 4 | does not fit uint2",
                "uint4 | -1 | does not fit uint4",
                "int2 | 0.5 | is no integer",
                "int2 | '1' | must be an integer",
                "bfloat16 | 3.5e38 | does not fit bfloat16; infinity is written",
                "bfloat16 | '0x7fc00000' | 4 hexadecimal digits",
                "float8_e5m2 | 65536 | does not fit float8_e5m2; infinity",
                "float8_e4m3fnuz | 'Infinity' | float8_e4m3fnuz has no \"Infinity\"",
                "float8_e8m0fnu | '-Infinity' | has no",
                "float8_e8m0fnu | 2.0 | write its bits",
                "float4_e2m1fn | 'NaN' | has no \"NaN\"",
                "float4_e2m1fn | 7 | does not fit float4_e2m1fn",
                "float4_e2m1fn | '0x10' | more than the 4 bits",
                "float6_e2m3fn | '0x40' | more than the 6 bits",
                "complex_float16 | 1 | must be an array",
                "complex_float16 | [1] | must be [real, imaginary]",
                "complex_float8_e5m2 | [1,1e9] | fill_value[1]",
                "record | {'a':1,'p':{'x':1,'c':[0,0]}} | fill_value: member \"t\" is missing",
                "record | {'a':1,'p':{'x':1},'t':0} | fill_value.p: member \"c\" is missing",
                "record | {'a':1,'p':{'x':1,'c':[0,0],'z':1},'t':0} | fill_value.p.z: is unknown",
                "record | {'a':70000,'p':{'x':1,'c':[0,0]},'t':0} | fill_value.a: 70000 does not fit",
                "record | {'a':null,'p':{'x':1,'c':[0,0]},'t':0} | fill_value.a: must not be null",
                "record | 'AAAA' | is 3 bytes long",
                "record | [0,1] | must be a string",
                "record | 0 | must be a string",
                "nibbles | '***' | is not base64"
            })
    void aFillValueOfAnExtensionThatDoesNotFitIsRefused(String name, String spelling, String problem) {
        assertThatThrownBy(() -> parse(spelling.replace('\'', '"'), type(name)))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void anyBitsOfASmallTypeSurvive() {
        Seeds.check(500, random -> {
            List<FloatFormat> formats = List.of(FloatFormat.values());
            FloatFormat format = formats.get(random.nextInt(formats.size()));
            SmallInteger integer = List.of(SmallInteger.values()).get(random.nextInt(4));
            for (DataType type : List.of(integer, new SmallComplex(format))) {
                FillValue fill = new FillValue(
                        type, Blocks.block(random, type, Shape.of(1)).data());
                String text = FillValueJson.toJson(fill).toText();
                assertThat(Golden.parsed(() -> parse(text, type))).isEqualTo(fill);
            }
        });
    }

    private static Stream<Object[]> texts() {
        return Stream.of(
                new Object[] {new TimeType(false, "s", 1), "-9223372036854775808", "\"NaT\""},
                new Object[] {new TimeType(true, "D", 7), "42", "42"},
                new Object[] {VariableType.STRING, "\"né\\n\"", "\"né\\n\""},
                new Object[] {VariableType.BYTES, "[0,255]", "\"AP8=\""},
                new Object[] {VariableType.BYTES, "\"\"", "\"\""},
                new Object[] {new NullTerminatedBytes(4), "\"YWIA\"", "\"YWI=\""},
                new Object[] {new NullTerminatedBytes(1), "\"\"", "\"\""},
                new Object[] {new RawBytes(2), "[1,0]", "\"AQA=\""},
                new Object[] {new FixedUtf32(3), "\"é😀\"", "\"é😀\""},
                new Object[] {new FixedUtf32(1), "\"\\ud800\"", "\"\\ud800\""});
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextIsWrittenInItsCanonicalSpelling(DataType type, String spelling, String canonical)
            throws MetadataException {
        FillValue fill = parse(spelling, type);
        assertThat(FillValueJson.toJson(fill).toText()).isEqualTo(canonical);
        assertThat(parse(canonical, type)).isEqualTo(fill);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "UINT8 | 256 | does not fit uint8",
                "UINT8 | -1 | does not fit uint8",
                "INT8 | 128 | does not fit int8",
                "UINT64 | 18446744073709551616 | does not fit uint64",
                "INT32 | 1.5 | is no integer",
                "INT32 | NaN | is no integer",
                "INT32 | 1e999999999 | is no integer",
                "INT64 | 1e400 | does not fit int64",
                "INT64 | `\"1\"` | must be an integer",
                "INT64 | null | must not be null",
                "BOOL | 0 | must be true or false",
                "FLOAT32 | 1e39 | does not fit float32",
                "FLOAT64 | 1e400 | does not fit float64",
                "FLOAT32 | `\"0x7fc0000\"` | 8 hexadecimal digits",
                "FLOAT32 | `\"0X7fc00000\"` | 8 hexadecimal digits",
                "FLOAT32 | `{}` | must be a number or a string",
                "COMPLEX64 | [1] | [real, imaginary]",
                "COMPLEX64 | 1 | must be an array",
                "COMPLEX64 | [1,1e39] | fill_value[1]"
            })
    void aValueThatDoesNotFitIsRefused(NumericType type, String spelling, String problem) {
        assertThatThrownBy(() -> parse(spelling, type))
                .isInstanceOf(MetadataException.class)
                .hasMessageStartingWith("fill_value")
                .hasMessageContaining(problem);
    }

    @Test
    void textThatIsNoTextIsRefused() {
        assertThatThrownBy(() -> parse("\"\\ud800\"", VariableType.STRING)).hasMessageContaining("half a character");
        assertThatThrownBy(() -> parse("[256]", VariableType.BYTES)).hasMessageContaining("fill_value[0]");
        FillValue noText = new FillValue(VariableType.STRING, Bytes.wrap(new byte[] {(byte) 0xff}));
        assertThatThrownBy(() -> FillValueJson.toJson(noText)).isInstanceOf(IllegalArgumentException.class);
        FillValue noPoint = new FillValue(new FixedUtf32(1), Bytes.wrap(new byte[] {-1, -1, -1, -1}));
        assertThatThrownBy(() -> FillValueJson.toJson(noPoint)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anyBitsOfANumberSurvive() {
        List<NumericType> types = Stream.of(NumericType.values())
                .filter(type -> type != NumericType.BOOL)
                .toList();
        Seeds.check(2000, random -> {
            NumericType type = types.get(random.nextInt(types.size()));
            byte[] bits = new byte[type.sizeBytes()];
            random.nextBytes(bits);
            if (random.nextBoolean()) {
                bits[bits.length - 1] |= 0x7f;
            }
            FillValue fill = new FillValue(type, Bytes.wrap(bits));
            Json json = FillValueJson.toJson(fill);
            assertThat(Golden.parsed(() -> parse(json.toText(), type)))
                    .as("%s", json)
                    .isEqualTo(fill);
        });
    }
}
