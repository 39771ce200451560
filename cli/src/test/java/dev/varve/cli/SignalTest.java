package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that are told to stop while they convert. */
class SignalTest {
    @TempDir
    private Path folder;

    private List<String> entries() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private Process convert() throws IOException {
        ClassicFile.write(folder.resolve("in.nc"), 2L << 30);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "convert",
                        folder.resolve("in.nc").toString(),
                        folder.resolve("out.zarr").toString(),
                        "--threads",
                        "2",
                        "--inner-chunk",
                        "1MiB",
                        "--quiet")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void awaitStaging(Process process) throws IOException, InterruptedException {
        while (entries().size() == 1) {
            assertThat(process.isAlive()).as("still converting").isTrue();
            Thread.sleep(10);
        }
    }

    @Test
    @Timeout(120)
    void aTerminatedConversionLeavesNothingBehind() throws IOException, InterruptedException {
        Process process = convert();
        awaitStaging(process);
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(entries()).containsExactly("in.nc");
    }

    @Test
    @Timeout(120)
    void aKilledConversionLeavesNothingUnderTheFinalNameAndItsLitterIsSweptByTheNext()
            throws IOException, InterruptedException {
        Process process = convert();
        awaitStaging(process);
        process.destroyForcibly().waitFor();
        assertThat(entries()).doesNotContain("out.zarr").hasSize(2);
        ClassicFile.write(folder.resolve("small.nc"), 10);
        Object[] again = {"convert", folder.resolve("small.nc"), folder.resolve("out.zarr")};
        assertThat(Cli.run(again).code()).isZero();
        assertThat(entries()).containsExactly("in.nc", "out.zarr", "small.nc");
    }
}
