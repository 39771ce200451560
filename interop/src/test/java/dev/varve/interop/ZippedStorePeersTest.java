package dev.varve.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores in zip archives: zarr-python and xarray read ours, we read theirs. */
@Tag("interop")
class ZippedStorePeersTest {
    private static final Path FIELD =
            Path.of("..", "formats", "src", "test", "resources", "fixtures", "netcdf4", "chunk_shapes.nc");

    @TempDir
    private static Path folder;

    private static PythonScript script;

    @BeforeAll
    static void start() throws IOException {
        script = PythonScript.start("zip_stores.py");
    }

    @AfterAll
    static void stop() throws IOException {
        script.close();
    }

    private record Answer(int exit, String out, String err) {}

    private static Answer run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Main.run(arguments, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new Answer(exit, out.toString(UTF_8), err.toString(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stored",
                "deflated",
                "version2",
                "version2_deflated",
                "sharded",
                "sharded_deflated",
                "duplicates",
                "packed",
                "zip64",
                "many"
            })
    void archivesOfOthersAreRead(String kind) throws IOException {
        String archive = folder.resolve(kind + ".zip").toString();
        String digest = script.ask("write " + kind + " " + archive);
        assertThat(run("hash", archive)).isEqualTo(new Answer(0, digest + "\ta\n", ""));
        assertThat(run("verify", archive).exit()).isZero();
        String copy = folder.resolve(kind + ".nc").toString();
        assertThat(run("convert", archive, copy, "--quiet").exit()).isZero();
        assertThat(run("hash", copy)).isEqualTo(new Answer(0, digest + "\ta\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "2"})
    void othersReadOurArchives(String version) throws IOException {
        String archive = folder.resolve("v" + version + ".zarr.zip").toString();
        String store = folder.resolve("v" + version + ".zarr").toString();
        for (String target : new String[] {archive, store}) {
            Answer written = run("convert", FIELD.toString(), target, "--quiet", "--zarr-format", version);
            assertThat(written.exit()).as(written.err()).isZero();
        }
        assertThat(script.ask("check " + archive + " " + store)).isEqualTo("same");
    }
}
