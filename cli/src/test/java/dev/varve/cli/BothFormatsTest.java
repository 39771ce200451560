package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A store with two variables in Zarr v3, one of them in v2 as well: two datasets in one folder. */
class BothFormatsTest {
    private static final Path CLASSIC = Cli.FIXTURES.resolve("netcdf3/cdf1_cf.nc");
    private static final String NOTE = "varve: DIR/both.zarr has documents of Zarr v2 and of v3; those of v3 are read\n"
            + "try:   --input-zarr-format 2 for the others, --input-zarr-format 3 to be asked no more\n";

    @TempDir
    private Path folder;

    private Path both() {
        return folder.resolve("both.zarr");
    }

    private Result run(Object... args) {
        return Cli.run(args).in(folder);
    }

    @BeforeEach
    void writeBoth() throws IOException {
        Path second = folder.resolve("second.zarr");
        assertThat(run("convert", CLASSIC, both(), "--variables", "lat,lon").code())
                .isZero();
        assertThat(run("convert", CLASSIC, second, "--variables", "lat", "--zarr-format", "2")
                        .code())
                .isZero();
        Files.delete(both().resolve(".varve/manifest.json"));
        for (Map.Entry<String, String> entry : Trees.contents(second).entrySet()) {
            if (!entry.getKey().startsWith(".varve")) {
                Files.copy(second.resolve(entry.getKey()), both().resolve(entry.getKey()));
            }
        }
    }

    private String variables(Result hashed) {
        List<String> names = new ArrayList<>();
        hashed.out().lines().forEach(line -> names.add(line.substring(line.indexOf('\t') + 1)));
        return String.join(",", names);
    }

    @Test
    void theThirdVersionIsReadWithANote() {
        Result hashed = run("hash", both());
        assertThat(hashed.err()).isEqualTo(NOTE);
        assertThat(variables(hashed)).isEqualTo("lat,lon");
        for (Object[] command : new Object[][] {
            {"info", both()},
            {"verify", both()},
            {"convert", both(), folder.resolve("out.nc"), "--quiet"},
            {"verify", CLASSIC, "--against", both()}
        }) {
            assertThat(run(command).err()).as((String) command[0]).isEqualTo(NOTE);
        }
        assertThat(Cli.runWith(both() + "\n", "hash", "--stdin", "--array", "lon")
                        .in(folder)
                        .err())
                .isEqualTo(NOTE);
    }

    @Test
    void theVersionThatIsAskedForIsReadWithoutANote() {
        Result second = run("hash", both(), "--input-zarr-format", "2");
        assertThat(second.err()).isEmpty();
        assertThat(variables(second)).isEqualTo("lat");
        Result third = run("hash", both(), "--input-zarr-format", "3");
        assertThat(third.err()).isEmpty();
        assertThat(variables(third)).isEqualTo("lat,lon");
        assertThat(run("info", both(), "--input-zarr-format", "2").out())
                .startsWith("DIR/both.zarr: Zarr v2\n1 variable");
        assertThat(run("verify", both(), "--input-zarr-format", "2", "--against", CLASSIC, "--variables", "lat"))
                .isEqualTo(new Result(0, "DIR/both.zarr against " + CLASSIC + ": right (1 variable, 16 B)\n", ""));
        assertThat(run("verify", CLASSIC, "--against", both(), "--variables", "lon", "--input-zarr-format", "2")
                        .code())
                .isEqualTo(5);
        Path out = folder.resolve("out.zarr");
        assertThat(run("convert", both(), out, "--input-zarr-format", "2", "--quiet")
                        .code())
                .isZero();
        assertThat(variables(run("hash", out))).isEqualTo("lat");
    }

    /** A store of one version with a manifest, and documents of the other that someone has put beside. */
    private Path beside(String name, String version, String other) throws IOException {
        Path store = folder.resolve(name);
        Path added = folder.resolve("added.zarr");
        assertThat(run("convert", CLASSIC, store, "--variables", "lat,t2m", "--zarr-format", version, "--quiet")
                        .code())
                .isZero();
        assertThat(run(
                                "convert",
                                CLASSIC,
                                added,
                                "--variables",
                                "t2m,lat",
                                "--zarr-format",
                                other,
                                "--quiet",
                                "--chunks",
                                "time=1")
                        .code())
                .isZero();
        for (Map.Entry<String, String> entry : Trees.contents(added).entrySet()) {
            if (!entry.getKey().equals(".varve/manifest.json")) {
                Path file = store.resolve(entry.getKey());
                Files.createDirectories(file.getParent());
                Files.copy(added.resolve(entry.getKey()), file);
            }
        }
        return store;
    }

    @ParameterizedTest
    @CsvSource({"2, 3, t2m/0.0.0", "3, 2, t2m/c/0/0/0"})
    void aManifestSpeaksForTheVersionThatWasWritten(String version, String other, String chunk) throws IOException {
        Path store = beside("in.zarr", version, other);
        Result second = run("verify", store, "--input-zarr-format", other);
        assertThat(second.code()).isZero();
        assertThat(second.out()).contains("the manifest says nothing of 't2m'").contains("right (7 variables, 452 B)");
        assertThat(run("verify", store, "--input-zarr-format", other, "--against", CLASSIC, "--variables", "t2m,lat")
                        .code())
                .isZero();
        assertThat(run("verify", store, "--input-zarr-format", version).out())
                .isEqualTo("DIR/in.zarr: right (7 variables, 452 B)\n");
        Files.delete(store.resolve(chunk));
        assertThat(run("verify", store, "--input-zarr-format", version).code()).isEqualTo(3);
    }

    @Test
    void aVersionThatIsNotThereIsAnInputError() {
        assertThat(run("info", folder.resolve("second.zarr"), "--input-zarr-format", "3"))
                .isEqualTo(new Result(
                        5, "", "varve: DIR/second.zarr: is no Zarr v3 store: there is no zarr.json in it\n"));
        assertThat(run("info", CLASSIC, "--input-zarr-format", "3"))
                .isEqualTo(new Result(
                        5, "", "varve: " + CLASSIC + ": is no Zarr store, of which a version could be asked for\n"));
    }

    @Test
    void aVersionThatThereIsNotIsRefusedBeforeAnythingIsRead() throws IOException {
        String problem = "varve: invalid value for option '--input-zarr-format': 4: there are versions 2 and 3\n";
        assertThat(run("info", both(), "--input-zarr-format", "4"))
                .isEqualTo(new Result(2, "", problem + "try:   varve info --help\n"));
        assertThat(run("hash", "--stdin", "--input-zarr-format", "4"))
                .isEqualTo(new Result(2, "", problem + "try:   varve hash --help\n"));
    }
}
