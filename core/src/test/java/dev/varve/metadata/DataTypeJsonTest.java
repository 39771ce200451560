package dev.varve.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.DataType;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.array.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataTypeJsonTest {
    private static DataType parse(String text) throws MetadataException {
        return DataTypeJson.parse(new JsonCursor(JsonReader.read(text), "data_type"));
    }

    @ParameterizedTest
    @EnumSource(NumericType.class)
    void aNumericTypeIsItsName(NumericType type) throws MetadataException {
        assertThat(DataTypeJson.toJson(type)).isEqualTo(new JsonString(type.toString()));
        assertThat(parse("\"" + type + "\"")).isEqualTo(type);
        assertThat(parse("{\"name\":\"" + type + "\"}")).isEqualTo(type);
        assertThat(parse("{\"name\":\"" + type + "\",\"configuration\":{}}")).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"string\"` | string | `\"string\"`",
                "`\"bytes\"` | bytes | `\"variable_length_bytes\"`",
                "`{\"name\":\"bytes\"}` | bytes | `\"variable_length_bytes\"`",
                "`\"complex_float32\"` | complex64 | `\"complex64\"`",
                "`\"complex_float64\"` | complex128 | `\"complex128\"`",
                "`\"binary\"` | bytes | `\"variable_length_bytes\"`",
                "`{\"name\":\"zarrs.optional\",\"configuration\":{\"name\":\"int4\",\"configuration\":{}}}` | optional[int4] |",
                "`{\"name\":\"optional\",\"configuration\":{\"name\":\"int4\"}}` | optional[int4] | `{\"name\":\"zarrs.optional\",\"configuration\":{\"name\":\"int4\",\"configuration\":{}}}`",
                "`{\"name\":\"zarrs.optional\",\"configuration\":{\"name\":\"zarrs.optional\",\"configuration\":{\"name\":\"string\",\"configuration\":{}}}}` | optional[optional[string]] |",
                "`{\"name\":\"zarrs.optional\",\"configuration\":{\"name\":\"raw_bytes\",\"configuration\":{\"length_bytes\":3}}}` | optional[raw_bytes[3]] |",
                "`{\"name\":\"int4\"}` | int4 | `\"int4\"`",
                "`{\"name\":\"struct\",\"configuration\":{\"fields\":[{\"name\":\"a\",\"data_type\":{\"name\":\"int8\"}}]}}` | struct[a: int8] | `{\"name\":\"struct\",\"configuration\":{\"fields\":[{\"name\":\"a\",\"data_type\":\"int8\"}]}}`",
                "`{\"name\":\"structured\",\"configuration\":{\"fields\":[[\"a\",\"int8\"]]}}` | struct[a: int8] | `{\"name\":\"struct\",\"configuration\":{\"fields\":[{\"name\":\"a\",\"data_type\":\"int8\"}]}}`",
                "`{\"name\":\"struct\",\"configuration\":{\"fields\":[{\"name\":\"t\",\"data_type\":{\"name\":\"numpy.datetime64\",\"configuration\":{\"unit\":\"s\",\"scale_factor\":1}}},{\"name\":\"p\",\"data_type\":{\"name\":\"struct\",\"configuration\":{\"fields\":[{\"name\":\"x\",\"data_type\":\"bfloat16\"}]}}}]}}` | struct[t: datetime64[s], p: struct[x: bfloat16]] |",
                "`\"r16\"` | raw_bytes[2] | `{\"name\":\"raw_bytes\",\"configuration\":{\"length_bytes\":2}}`",
                "`{\"name\":\"raw_bytes\",\"configuration\":{\"length_bytes\":3}}` | raw_bytes[3] |",
                "`{\"name\":\"null_terminated_bytes\",\"configuration\":{\"length_bytes\":1}}` | null_terminated_bytes[1] |",
                "`{\"name\":\"fixed_length_utf32\",\"configuration\":{\"length_bytes\":16}}` | fixed_length_utf32[4] |",
                "`{\"name\":\"numpy.datetime64\",\"configuration\":{\"unit\":\"ns\",\"scale_factor\":1}}` | datetime64[ns] |",
                "`{\"name\":\"numpy.timedelta64\",\"configuration\":{\"unit\":\"generic\",\"scale_factor\":10}}` | timedelta64[10generic] |"
            })
    void aTypeIsReadAndWritten(String spelling, String type, String canonical) throws MetadataException {
        DataType parsed = parse(spelling);
        assertThat(parsed).hasToString(type);
        assertThat(DataTypeJson.toJson(parsed).toText()).isEqualTo(canonical == null ? spelling : canonical);
        assertThat(DataTypeJson.parse(JsonCursor.of(DataTypeJson.toJson(parsed))))
                .isEqualTo(parsed);
    }

    /** The names of zarr-extensions, and the one that tensorstore alone has. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "int2",
                "int4",
                "uint2",
                "uint4",
                "bfloat16",
                "float4_e2m1fn",
                "float6_e2m3fn",
                "float6_e3m2fn",
                "float8_e3m4",
                "float8_e4m3",
                "float8_e4m3b11fnuz",
                "float8_e4m3fn",
                "float8_e4m3fnuz",
                "float8_e5m2",
                "float8_e5m2fnuz",
                "float8_e8m0fnu",
                "complex_float16",
                "complex_bfloat16",
                "complex_float4_e2m1fn",
                "complex_float6_e2m3fn",
                "complex_float6_e3m2fn",
                "complex_float8_e3m4",
                "complex_float8_e4m3",
                "complex_float8_e4m3b11fnuz",
                "complex_float8_e4m3fnuz",
                "complex_float8_e5m2",
                "complex_float8_e5m2fnuz",
                "complex_float8_e8m0fnu"
            })
    void aSmallTypeIsItsName(String name) throws MetadataException {
        DataType type = parse('"' + name + '"');
        assertThat(type).hasToString(name);
        assertThat(DataTypeJson.toJson(type)).isEqualTo(new JsonString(name));
        assertThat(type.sizeBytes() / type.unitBytes()).isEqualTo(name.startsWith("complex") ? 2 : 1);
        assertThat(type.unitBytes()).isEqualTo(name.endsWith("float16") ? 2 : 1);
    }

    @Test
    void aFieldOfSeveralValuesHasNoName() {
        StructType type = StructType.of(new StructType.Field("a", NumericType.INT8, Shape.of(2)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataTypeJson.toJson(type))
                .withMessageContaining("field 'a' holds (2) values");
    }

    @Test
    void aStructThatIsTooLongIsRefused() {
        String field =
                "{\"name\":\"f%d\",\"data_type\":{\"name\":\"raw_bytes\",\"configuration\":{\"length_bytes\":16777216}}}";
        StringBuilder fields = new StringBuilder(String.format(field, 0));
        for (int i = 1; i < 200; i++) {
            fields.append(',').append(String.format(field, i));
        }
        assertThatThrownBy(() -> parse("{\"name\":\"struct\",\"configuration\":{\"fields\":[" + fields + "]}}"))
                .isInstanceOf(MetadataException.class);
        assertThatThrownBy(() -> parse("{\"name\":\"struct\",\"configuration\":{\"fields\":[" + String.format(field, 0)
                        + "," + String.format(field, 1) + "]}}"))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("33554432 bytes");
    }

    @Test
    void bothSpellingsOfMicrosecondsAreOne() throws MetadataException {
        for (String unit : new String[] {"us", "\u03bcs", "\u00b5s"}) {
            assertThat(parse("{\"name\":\"numpy.datetime64\",\"configuration\":{\"unit\":\"" + unit
                            + "\",\"scale_factor\":1}}"))
                    .hasToString("datetime64[us]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"flaot32\"` | nearest: float32",
                "`\"Float32\"` | nearest: float32",
                "`\"bfloat61\"` | nearest: bfloat16",
                "`\"float128\"` | is not supported",
                "`{\"name\":\"struct\"}` | member \"fields\" is missing",
                "`{\"name\":\"struct\",\"configuration\":{\"fields\":[]}}` | a struct has no fields",
                "`{\"name\":\"struct\",\"configuration\":{\"fields\":{}}}` | must be an array",
                "`{\"name\":\"struct\",\"configuration\":{\"fields\":[{\"name\":\"\",\"data_type\":\"int8\"}]}}` | an empty name",
                "`{\"name\":\"struct\",\"configuration\":{\"fields\":[{\"name\":\"a\",\"data_type\":\"string\"}]}}` | no fixed size",
                "`{\"name\":\"struct\",\"configuration\":{\"fields\":[{\"name\":\"a\",\"data_type\":\"int9\"}]}}` | fields[0].data_type: data type \"int9\"",
                "`{\"name\":\"struct\",\"configuration\":{\"fields\":[{\"name\":\"a\",\"data_type\":\"int8\"},{\"name\":\"a\",\"data_type\":\"int8\"}]}}` | two fields 'a'",
                "`{\"name\":\"struct\",\"configuration\":{\"fields\":[{\"name\":\"a\",\"type\":\"int8\"}]}}` | fields[0].type: is unknown",
                "`{\"name\":\"structured\",\"configuration\":{\"fields\":[[\"a\",\"int8\",[2]]]}}` | a name and a data type, not 3 items",
                "`\"zarrs.optional\"` | \"name\" is missing",
                "`{\"name\":\"zarrs.optional\",\"configuration\":{\"name\":\"int9\",\"configuration\":{}}}` | configuration.name: data type \"int9\"",
                "`{\"name\":\"zarrs.optional\",\"configuration\":{\"name\":\"int8\",\"fill\":1}}` | configuration.fill: is unknown",
                "`{\"name\":\"zarrs.optional\",\"configuration\":{\"name\":\"raw_bytes\",\"configuration\":{\"length_bytes\":16777216}}}` | elements of 16777217 bytes",
                "`{\"name\":\"struct\",\"configuration\":{\"fields\":[{\"name\":\"a\",\"data_type\":{\"name\":\"optional\",\"configuration\":{\"name\":\"int8\"}}}]}}` | which may be missing",
                "`\"\"` | is not supported",
                "`\"r12\"` | multiple of 8",
                "`\"r0\"` | is not supported",
                "`\"r99999999999999999999\"` | multiple of 8",
                "`\"r2147483640\"` | multiple of 8",
                "5 | must be a name or an object with a name",
                "`{}` | member \"name\" is missing",
                "`{\"name\":5}` | data_type.name: must be a string",
                "`{\"name\":\"int8\",\"config\":{}}` | data_type.config: is unknown here; nearest: configuration",
                "`{\"name\":\"int8\",\"configuration\":5}` | data_type.configuration: must be an object",
                "`{\"name\":\"int8\",\"configuration\":{\"a\":1}}` | data_type.configuration.a",
                "`{\"name\":\"raw_bytes\"}` | member \"length_bytes\" is missing",
                "`{\"name\":\"raw_bytes\",\"configuration\":{\"length_bytes\":0}}` | is not from 1",
                "`{\"name\":\"raw_bytes\",\"configuration\":{\"length_bytes\":1e3}}` | must be an integer",
                "`{\"name\":\"raw_bytes\",\"configuration\":{\"length_bytes\":2147483647}}` | is not from 1",
                "`{\"name\":\"fixed_length_utf32\",\"configuration\":{\"length_bytes\":6}}` | multiple of 4",
                "`{\"name\":\"numpy.datetime64\"}` | member \"unit\" is missing",
                "`{\"name\":\"numpy.datetime64\",\"configuration\":{\"unit\":\"x\",\"scale_factor\":1}}` | must be one of",
                "`{\"name\":\"numpy.datetime64\",\"configuration\":{\"unit\":\"s\",\"scale_factor\":2147483648}}` | is not from 1"
            })
    void aTypeThatIsNotThereIsRefused(String spelling, String problem) {
        assertThatThrownBy(() -> parse(spelling))
                .isInstanceOf(MetadataException.class)
                .hasMessageStartingWith("data_type")
                .hasMessageContaining(problem);
    }
}
