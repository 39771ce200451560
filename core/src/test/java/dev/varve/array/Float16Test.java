package dev.varve.array;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Float16Test {
    private static final int POSITIVE_INFINITY = 0x7c00;

    @Test
    void everyNumberComesBack() {
        for (int bits = 0; bits < 0x10000; bits++) {
            float value = Float16.toFloat((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(Float16.bits(value)).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void whatLiesBetweenTwoNumbersGoesToTheNearer() {
        for (int bits = 0; bits < POSITIVE_INFINITY - 1; bits++) {
            double low = Float16.toFloat((short) bits);
            double high = Float16.toFloat((short) (bits + 1));
            double middle = (low + high) / 2;
            int even = bits % 2 == 0 ? bits : bits + 1;
            assertThat(Float16.bits(Math.nextDown(middle))).isEqualTo((short) bits);
            assertThat(Float16.bits(middle)).isEqualTo((short) even);
            assertThat(Float16.bits(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
            assertThat(Float16.bits(-middle)).isEqualTo((short) (even | 0x8000));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "65519.999, 7bff",
        "65520, 7c00",
        "1e300, 7c00",
        "-1e300, fc00",
        "Infinity, 7c00",
        "NaN, 7e00",
        "-0.0, 8000",
        "2.9e-8, 0000",
        "5e-324, 0000"
    })
    void theEndsAreThoseOfNumPy(double value, String bits) {
        assertThat(Float16.bits(value)).isEqualTo((short) Integer.parseInt(bits, 16));
    }
}
