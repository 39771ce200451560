package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of other writers through every command: shown, converted, verified, digested; or refused with a reason. */
class FixturesTest {
    @TempDir
    private Path folder;

    static Stream<Path> files() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(Cli.FIXTURES)) {
            files = all.filter(file -> file.toString().matches(".*\\.(nc|h5)"))
                    .sorted()
                    .toList();
        }
        return files.stream();
    }

    @Test
    void theFilesAreThere() throws IOException {
        assertThat(files().count()).isGreaterThan(100);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void everyFileIsShownConvertedAndVerified(Path file) {
        Result info = Cli.run("info", file);
        assertThat(info.err()).isEmpty();
        assertThat(info.code()).isZero();
        Path store = folder.resolve("out.zarr");
        Object[] excluded = {};
        Result result = run(excluded, "convert", file, store, "--durability", "none");
        if (result.code() == ExitCode.INPUT.number()) {
            assertThat(result.err())
                    .matches("(?s)varve: [^ ]*: (not supported|names that a Zarr store cannot have): .*");
            String remedy = result.err().replaceAll("(?s).*try:   --exclude (.*)\\n", "$1");
            excluded = new Object[] {"--exclude", remedy};
            result = run(excluded, "convert", file, store, "--durability", "none");
        }
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        Result verified = run(excluded, "verify", file, "--against", store);
        assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
        assertThat(Cli.run("verify", store).code()).isZero();
        assertTheWayBack(file, store, excluded);
    }

    /** NetCDF-4 has no complex numbers and no half floats; strings of n bytes become characters with one axis more. */
    private void assertTheWayBack(Path file, Path store, Object[] excluded) {
        Path back = folder.resolve("back.nc");
        Result result = Cli.run("convert", store, back, "--durability", "none");
        if (result.code() == ExitCode.INPUT.number()) {
            assertThat(result.err()).containsPattern("NetCDF-4 has no type for");
            assertThat(Files.exists(back)).isFalse();
            return;
        }
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        Result verified = run(excluded, "verify", file, "--against", back);
        assertThat(verified.out().lines().filter(line -> line.startsWith("variable ")))
                .allMatch(line -> line.contains(" is null_terminated_bytes["));
        assertThat(verified.err()).isEmpty();
    }

    private static Result run(Object[] options, Object... command) {
        return Cli.run(Stream.concat(Stream.of(command), Stream.of(options)).toArray());
    }
}
