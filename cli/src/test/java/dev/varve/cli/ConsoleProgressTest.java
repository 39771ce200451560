package dev.varve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.cli.ConsoleProgress.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleProgressTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong(5_000);
    private final StopSignal stop = new StopSignal();

    private ConsoleProgress progress(Style style) {
        return new ConsoleProgress(
                "convert", style, new PrintStream(err, true, UTF_8), stop, nanos::get, () -> OptionalLong.of(3 << 20));
    }

    private void later(double seconds) {
        nanos.addAndGet((long) (seconds * 1e9));
    }

    @Test
    void aLogGetsOneLineEveryHalfMinute() {
        ConsoleProgress progress = progress(Style.LINES);
        progress.begin(1000 << 10);
        for (int i = 0; i < 99; i++) {
            later(1);
            progress.advance("t2m", 10 << 10);
        }
        progress.end();
        assertThat(err.toString(UTF_8)).isEqualToNormalizingNewlines("""
                        varve: convert t2m: 30 % of 1000 KiB, 1 min 10 s left, 10 KiB/s, memory 3 MiB
                        varve: convert t2m: 60 % of 1000 KiB, 40 s left, 10 KiB/s, memory 3 MiB
                        varve: convert t2m: 90 % of 1000 KiB, 10 s left, 10 KiB/s, memory 3 MiB
                        """);
    }

    @Test
    void aTerminalGetsABarThatIsErasedInTheEnd() {
        ConsoleProgress progress = progress(Style.BAR);
        progress.begin(4096);
        later(0.1);
        progress.advance("t2m", 1024);
        later(0.15);
        progress.advance("t2m", 1024);
        progress.end();
        assertThat(err.toString(UTF_8))
                .isEqualTo("\r\033[Kconvert [############------------]  50 % of 4 KiB, 0 s left, 8 KiB/s, memory 3 MiB"
                        + "\r\033[K");
    }

    @Test
    void whoeverIsQuietSaysNothing() {
        ConsoleProgress progress = progress(Style.NONE);
        progress.begin(10);
        later(1000);
        progress.advance("t2m", 10);
        progress.end();
        assertThat(err.size()).isZero();
    }

    @Test
    void workThatAdvancesLearnsThatItShouldStop() throws InterruptedException {
        ConsoleProgress progress = progress(Style.NONE);
        progress.begin(10);
        stop.raise(0);
        assertThatThrownBy(() -> progress.advance("t2m", 1)).isInstanceOf(StoppedException.class);
    }

    @ParameterizedTest
    @CsvSource({"0.4, 0 s", "59.4, 59 s", "60, 1 min 00 s", "3599, 59 min 59 s", "7500, 2 h 05 min"})
    void durationsAreRounded(double seconds, String text) {
        assertThat(ConsoleProgress.duration(seconds)).isEqualTo(text);
    }
}
