package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> VERBS = List.of("convert", "verify", "info", "hash", "codecs", "demo");

    @ParameterizedTest
    @CsvSource({"inf, info", "convrt, convert", "covnert, convert", "verfiy, verify", "has, hash", "conv, convert"})
    void whatWasMeantIsGuessed(String typed, String meant) {
        assertThat(Nearest.question(typed, VERBS)).isEqualTo("did you mean '" + meant + "'?");
    }

    @Test
    void whatIsFarFromAllIsNotGuessed() {
        assertThat(Nearest.question("rechunk", VERBS))
                .isEqualTo("there are: convert, verify, info, hash, codecs, demo");
    }
}
