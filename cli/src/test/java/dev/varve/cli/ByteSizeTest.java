package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "17, 17",
        "17B, 17",
        "1K, 1024",
        "1k, 1024",
        "1KiB, 1024",
        "1KB, 1000",
        "1kb, 1000",
        "256MiB, 268435456",
        "2G, 2147483648",
        "2g, 2147483648",
        "5GB, 5000000000",
        "1.5g, 1610612736",
        "0.5KB, 500",
        ".5K, 512",
        "1.K, 1024",
        "0.0001K, 0",
        "3T, 3298534883328",
        "8388607T, 9223370937343148032"
    })
    void sizesAreReadAsPeopleWriteThem(String text, long bytes) {
        assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "-1", "1 G", "1Q", "1iB", "1GiBB", "1e3", "0x10", "1,5G", ".", ".G", "१"})
    void whatIsNoSizeIsRefusedWithExamples(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no size; sizes are 256MiB, 2G, 5GB, 1.5g");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8388608T", "9223372036854775808", "99999999999999999999T"})
    void whatCannotBeCountedIsRefused(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is 8 EiB or more");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1 KiB",
        "1536, 1.5 KiB",
        "1234567, 1.18 MiB",
        "10485760, 10 MiB",
        "298598400, 285 MiB",
        "1048575, 1 MiB",
        "1073741823, 1 GiB",
        "1099511627776, 1 TiB",
        "9223372036854775807, 8388608 TiB"
    })
    void sizesArePrintedWithThreeDigits(long bytes, String text) {
        assertThat(new ByteSize(bytes)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0B", "1000, 1000B", "1024, 1KiB", "16777216, 16MiB", "16778240, 16385KiB", "2147483648, 2GiB"})
    void optionsReadBackExactly(long bytes, String text) {
        assertThat(new ByteSize(bytes).option()).isEqualTo(text);
        assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
    }
}
