package dev.varve.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void doublesAreSpelledAsPythonSpellsThem() {
        List<String> lines = Golden.lines("doubles.txt");
        assertThat(lines).hasSizeGreaterThan(1900);
        for (String line : lines) {
            double value = Double.longBitsToDouble(Long.parseUnsignedLong(line.substring(0, 16), 16));
            JsonNumber number = JsonNumber.of(value);
            assertThat(number.text()).isEqualTo(line.substring(17));
            assertThat(Double.doubleToRawLongBits(number.toDouble())).isEqualTo(Double.doubleToRawLongBits(value));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-0.0",
                "1.0",
                "1.10",
                "1e400",
                "1E+2",
                "18446744073709551616",
                "NaN",
                "Infinity",
                "-Infinity",
                "null",
                "true",
                "false",
                "\"\"",
                "[]",
                "{}",
                "[1,[2,{\"a\":null}]]",
                "{\"b\":1,\"a\":2}",
                "\"\\\"\\\\\\n\\t\\r\\u0000\\u001f/\"",
                "\"é\u2028😀\"",
                "\"\\ud800\"",
                "\"\\udc00x\""
            })
    void aCompactTextReadsAndWritesTheSame(String text) throws MetadataException {
        assertThat(JsonReader.read(text).toText()).isEqualTo(text);
        assertThat(JsonReader.read(JsonWriter.prettyBytes(JsonReader.read(text))))
                .isEqualTo(JsonReader.read(text));
    }

    @Test
    void prettyTextHasOneMemberPerLine() throws MetadataException {
        assertThat(JsonWriter.pretty(JsonReader.read("{\"a\":[1,{}],\"b\":[],\"c\":{\"d\":NaN}}")))
                .isEqualTo("{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": [],\n  \"c\": {\n    \"d\": NaN\n  }\n}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | ends too early",
                "`  ` | ends too early",
                "`{` | not valid JSON",
                "`[1,]` | not valid JSON",
                "`{\"a\":1,}` | not valid JSON",
                "`{a:1}` | not valid JSON",
                "`'x'` | not valid JSON",
                "`01` | not valid JSON",
                "`+1` | not valid JSON",
                "`1.` | not valid JSON",
                "`.5` | not valid JSON",
                "`INF` | not valid JSON",
                "`-INF` | no JSON number",
                "`+INF` | no JSON number",
                "`+Infinity` | no JSON number",
                "`1 2` | follows the end",
                "`{} x` | not valid JSON",
                "`// c` | not valid JSON",
                "`{\"a\":{\"b\":[0,{\"c\":1,\"c\":2}]}}` | a.b[1].c: is there twice",
                "`[\"\t\"]` | not valid JSON"
            })
    void badTextIsRefused(String text, String problem) {
        assertThatThrownBy(() -> JsonReader.read(text))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void hostileTextIsRefused() throws MetadataException {
        assertThat(JsonReader.read("[".repeat(200) + "]".repeat(200))).isInstanceOf(JsonArray.class);
        for (String text : List.of(
                "[".repeat(100_000),
                "[".repeat(201) + "]".repeat(201),
                "{\"a\":".repeat(100_000),
                "9".repeat(1001),
                "1e" + "9".repeat(1001))) {
            assertThatThrownBy(() -> JsonReader.read(text))
                    .isInstanceOf(MetadataException.class)
                    .hasMessageContaining("not valid JSON");
        }
    }

    @Test
    void longNamesDoNotMakeLongMessages() {
        String name = "x".repeat(1_000_000);
        String text = ("{\"" + name + "\":").repeat(20) + "INF" + "}".repeat(20);
        assertThatThrownBy(() -> JsonReader.read(text))
                .isInstanceOf(MetadataException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        for (byte[] bytes :
                new byte[][] {{'"', (byte) 0xff, '"'}, {'"', (byte) 0xc3}, "[1]".getBytes(StandardCharsets.UTF_16)}) {
            assertThatThrownBy(() -> JsonReader.read(Bytes.wrap(bytes))).isInstanceOf(MetadataException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3, 3",
        "3.0, 3",
        "1e3, 1000",
        "-0, 0",
        "-0.0, 0",
        "120e-1, 12",
        "18446744073709551615, 18446744073709551615"
    })
    void anIntegerIsKnownInEverySpelling(String text, String value) {
        assertThat(new JsonNumber(text).toInteger().orElseThrow()).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1e-3", "NaN", "Infinity", "1e999999999", "1e99999999999999", "1e-999999999"})
    void whatIsNoIntegerIsKnown(String text) {
        assertThat(new JsonNumber(text).toInteger()).isEmpty();
    }

    @Test
    void randomValuesReadBackEqual() {
        Seeds.check(300, random -> {
            Json value = RandomJson.value(random, 4);
            assertThat(Golden.read(Bytes.wrap(value.toText().getBytes(StandardCharsets.UTF_8))))
                    .isEqualTo(value);
            assertThat(Golden.read(JsonWriter.prettyBytes(value))).isEqualTo(value);
        });
    }

    @Test
    void mutatedTextIsReadOrRefused() {
        byte[] text = Golden.bytes("zarr-python/consolidated.json").toArray();
        List<Json> read = new ArrayList<>();
        Seeds.check(2000, random -> {
            byte[] mutated = text.clone();
            mutated[random.nextInt(text.length)] = (byte) random.nextInt(256);
            try {
                read.add(JsonReader.read(Bytes.wrap(mutated)));
            } catch (MetadataException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        });
        assertThat(read).isNotEmpty();
    }
}
