package dev.varve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.Release;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void theVersionIsPrintedOnStandardOutput() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString(UTF_8)).isEqualToIgnoringNewLines("varve " + Release.version());
        assertThat(err.size()).isZero();
    }

    @Test
    void anUnknownVerbIsAUsageError() {
        assertThat(run("no-such-verb")).isEqualTo(2);
        assertThat(out.size()).isZero();
        assertThat(err.toString(UTF_8)).contains("usage");
    }

    private int run(String... args) {
        return Main.run(args, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }
}
