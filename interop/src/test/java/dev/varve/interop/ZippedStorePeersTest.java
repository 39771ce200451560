package dev.varve.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
        assertThat(VarveRun.of("hash", archive)).isEqualTo(new VarveRun(0, digest + "\ta\n", ""));
        assertThat(VarveRun.of("verify", archive).code()).isZero();
        String copy = folder.resolve(kind + ".nc").toString();
        assertThat(VarveRun.of("convert", archive, copy, "--quiet").code()).isZero();
        assertThat(VarveRun.of("hash", copy)).isEqualTo(new VarveRun(0, digest + "\ta\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "2"})
    void othersReadOurArchives(String version) throws IOException {
        String archive = folder.resolve("v" + version + ".zarr.zip").toString();
        String store = folder.resolve("v" + version + ".zarr").toString();
        for (String target : new String[] {archive, store}) {
            VarveRun written = VarveRun.of("convert", FIELD.toString(), target, "--quiet", "--zarr-format", version);
            assertThat(written.code()).as(written.err()).isZero();
        }
        assertThat(script.ask("check " + archive + " " + store)).isEqualTo("same");
    }
}
