package dev.varve.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
class PeersTest {
    private static final String INSTALLED = """
            from importlib.metadata import distributions
            for d in distributions():
                print(d.metadata["Name"] + "==" + d.version)
            """;

    @Test
    void thePythonThatRunsThePeersHasEveryPinnedVersion() throws IOException, InterruptedException {
        List<String> pins = Files.readAllLines(Path.of("python", "requirements.txt")).stream()
                .filter(line -> line.contains("=="))
                .toList();

        Process python = new ProcessBuilder(System.getProperty("varve.python", "python3"), "-c", INSTALLED)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> installed = new String(python.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();

        assertThat(python.waitFor()).isZero();
        assertThat(pins).isNotEmpty();
        assertThat(installed).containsAll(pins);
    }
}
