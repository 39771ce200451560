package dev.varve.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What xarray reads of a store that was appended to is what it makes itself of the inputs. */
@Tag("interop")
class AppendedStoreTest {
    @TempDir
    private static Path folder;

    private static PythonScript script;

    @BeforeAll
    static void start() throws IOException {
        script = PythonScript.start("check_appended.py");
        assertThat(script.ask("make\t" + folder)).isEqualTo("made");
    }

    @AfterAll
    static void stop() throws IOException {
        script.close();
    }

    private static void run(Object... words) {
        VarveRun run = VarveRun.of(words);
        assertThat(run.code()).as("%s", run.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"time=4, time=8", "'time=3,lat=2,lon=4', 'time=3,lat=6,lon=8'", "'time=2,lat=4', none"})
    void xarrayReadsWhatItMakesOfTheInputs(String chunks, String shards) throws IOException {
        Path store = folder.resolve("store-" + chunks.length() + ".zarr");
        String sharding = shards.equals("none") ? "--shard" : "--shards";
        run("convert", folder.resolve("first.nc"), store, "--chunks", chunks, sharding, shards);
        Path second = folder.resolve("second.nc");
        run("init", second, store, "--append", "time", "--ranks", "2");
        run("write", second, store, "--rank", "1");
        run("write", second, store, "--rank", "0");
        run("commit", store);
        assertThat(script.ask("appended\t" + folder + "\t" + store)).isEqualTo("same");
        Path part = folder.resolve("part.nc");
        run("init", part, store, "--region", "time=3:9,lat=1:5", "--variables", "t,p", "--ranks", "2");
        run("write", part, store, "--join");
        assertThat(script.ask("region\t" + folder + "\t" + store)).isEqualTo("same");
    }
}
