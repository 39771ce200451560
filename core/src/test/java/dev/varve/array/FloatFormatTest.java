package dev.varve.array;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The oracle is ml_dtypes: {@code golden/floats}, which {@code interop/python/make_float_golden.py} wrote. */
class FloatFormatTest {
    private static List<String> lines(String name) throws IOException {
        try (BufferedReader file = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(FloatFormatTest.class.getResourceAsStream("/golden/floats/" + name)),
                StandardCharsets.UTF_8))) {
            return file.lines().toList();
        }
    }

    private static FloatFormat format(String name) {
        return FloatFormat.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static double number(String text) {
        return text.equals("nan")
                ? Double.NaN
                : text.equals("inf")
                        ? Double.POSITIVE_INFINITY
                        : text.equals("-inf") ? Double.NEGATIVE_INFINITY : Double.parseDouble(text);
    }

    @Test
    void everyBitPatternHasTheValueThatMlDtypesGivesIt() throws IOException {
        List<String> lines = lines("values.txt");
        assertThat(lines).hasSize(11);
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            FloatFormat format = format(words[0]);
            assertThat(words).hasSize(1 + (1 << format.sizeBits()));
            for (int bits = 0; bits < words.length - 1; bits++) {
                double expected = number(words[1 + bits]);
                assertThat(format.value(bits)).as("%s %x", format, bits).isEqualTo((Double) expected);
                assertThat(format.isNan(bits)).as("%s %x", format, bits).isEqualTo(Double.isNaN(expected));
            }
        }
    }

    @Test
    void aNumberRoundsAsInMlDtypes() throws IOException {
        List<String> lines = lines("rounded.txt");
        assertThat(lines).hasSizeGreaterThan(2000);
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            assertThat(format(words[0]).bits(number(words[1])))
                    .as(line)
                    .isEqualTo(OptionalInt.of(Integer.parseInt(words[2])));
        }
    }

    @Test
    void bfloat16IsTheUpperHalfOfAFloat() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            Float expected = Float.intBitsToFloat(bits << 16);
            assertThat((float) FloatFormat.BFLOAT16.value(bits)).isEqualTo(expected);
        }
    }

    @Test
    void float16IsThatOfTheCore() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            assertThat((float) FloatFormat.FLOAT16.value(bits)).isEqualTo((Float) Float16.toFloat((short) bits));
        }
    }

    @ParameterizedTest
    @EnumSource(FloatFormat.class)
    void whatHasAValueComesBack(FloatFormat format) {
        for (int bits = 0; bits < 1 << format.sizeBits(); bits++) {
            if (!format.isNan(bits)) {
                assertThat(format.bits(format.value(bits))).isEqualTo(OptionalInt.of(bits));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT8_E3M4, 0x78, true",
        "FLOAT8_E4M3, 0x7c, true",
        "FLOAT8_E4M3FN, 0x7f, false",
        "FLOAT8_E4M3B11FNUZ, 0x80, false",
        "FLOAT8_E4M3FNUZ, 0x80, false",
        "FLOAT8_E5M2, 0x7e, true",
        "FLOAT8_E5M2FNUZ, 0x80, false",
        "FLOAT8_E8M0FNU, 0xff, false",
        "BFLOAT16, 0x7fc0, true",
        "FLOAT16, 0x7e00, true"
    })
    void nanIsThatOfTheSpecification(FloatFormat format, String nan, boolean hasInfinity) {
        assertThat(format.nan()).isEqualTo(OptionalInt.of(Integer.decode(nan)));
        assertThat(format.bits(Double.NaN)).isEqualTo(format.nan());
        assertThat(format.bits(Double.NEGATIVE_INFINITY).isPresent()).isEqualTo(hasInfinity);
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT4_E2M1FN, 6.9, 7",
        "FLOAT6_E2M3FN, 7.7, 7.75",
        "FLOAT6_E3M2FN, 29.9, 30",
        "FLOAT8_E3M4, 15.7, 15.75",
        "FLOAT8_E4M3, 247, 248",
        "FLOAT8_E4M3FN, 463, 465",
        "FLOAT8_E5M2, 61439, 61440",
        "FLOAT8_E4M3FNUZ, 247, 248",
        "FLOAT8_E8M0FNU, 1.7014118346046923E38, 3.0",
        "BFLOAT16, 3.3E38, 3.4E38"
    })
    void whatRoundsBeyondTheLargestNumberHasNoBits(FloatFormat format, double last, double beyond) {
        assertThat(format.bits(last)).isPresent();
        assertThat(format.bits(beyond)).isEmpty();
        assertThat(format.bits(-beyond)).isEmpty();
    }

    @Test
    void formatsOfLessThanAByteHaveNoNan() {
        assertThat(FloatFormat.FLOAT4_E2M1FN.nan()).isEmpty();
        assertThat(FloatFormat.FLOAT6_E3M2FN.bits(Double.NaN)).isEmpty();
        assertThat(FloatFormat.FLOAT6_E2M3FN.bits(Double.POSITIVE_INFINITY)).isEmpty();
    }
}
