package dev.varve.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.store.WatchedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The store that several fill, with every single call on its files failing once: it is said, and the same commands go on. */
@Tag("interop")
@Timeout(600)
class FailingCallsTest {
    private static final String MAKE_INPUT = """
            import sys, netCDF4, numpy as np
            d = netCDF4.Dataset(sys.argv[1], "w")
            d.createDimension("time", 2); d.createDimension("x", 300)
            t = d.createVariable("time", "f8", ("time",)); t[:] = np.arange(2)
            v = d.createVariable("v", "f4", ("time", "x")); v[:] = np.random.default_rng(7).standard_normal((2, 300))
            d.close()
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"EIO, 100", "ENOSPC, 30", "SHORT, 5"})
    void everyCallThatFailsIsSaidAndGoneOnAfter(FailingCalls.Fault fault, int least)
            throws IOException, InterruptedException {
        Path input = folder.resolve("in.nc");
        ProgramRun.of(new ProcessBuilder(PythonScript.executable(), "-c", MAKE_INPUT, input.toString()))
                .succeeded();
        List<String> words = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.nio.file.spi.DefaultFileSystemProvider=" + WatchedFiles.class.getName(),
                "-cp",
                System.getProperty("java.class.path"),
                FailingCalls.class.getName(),
                input.toString(),
                folder.resolve("work").toString(),
                fault.name());
        ProgramRun run = ProgramRun.of(new ProcessBuilder(words)).succeeded();
        assertThat(run.out()).matches("calls \\d+\n");
        assertThat(Integer.parseInt(run.out().strip().split(" ", -1)[1])).isGreaterThanOrEqualTo(least);
    }
}
