package dev.varve.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.DataType;
import dev.varve.array.NumericType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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
                "`\"bfloat16\"` | is not supported",
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
