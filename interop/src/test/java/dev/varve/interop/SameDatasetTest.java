package dev.varve.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real files to Zarr and back: xarray sees the same dataset, with no options and no warnings. */
@Tag("interop")
class SameDatasetTest {
    private static final String SAMPLES =
            "import iris_sample_data as s, os; print(os.path.join(os.path.dirname(s.__file__), 'sample_data'))";

    /** Files that xarray cannot show, or not the same twice, and why; their values are tested in the formats' own tests. */
    private static final Map<String, String> UNSEEN = Map.of(
            "odd_scalar_coordinate.nc", "xarray refuses the file itself",
            "unlimited.nc", "netCDF-C gives uninitialised memory for the unwritten end of a group's variable",
            "unlimited_twice.nc", "netCDF-C gives uninitialised memory for the unwritten end",
            "cdf1_streaming_numrecs.nc", "netCDF-C takes the number of records for 2^32 - 1 and reads for hours",
            "cdf5_streaming_numrecs.nc", "netCDF-C takes the number of records for 2^64 - 1 and reads for hours",
            "text_filled.nc", "xarray masks text by a fill value that cannot stand in a Zarr v3 store",
            "cdf1_char_fill.nc", "xarray masks text by a fill value that cannot stand in a Zarr v3 store",
            "user_types.nc", "has compound and ragged variables, which are refused by name");

    @TempDir
    private static Path folder;

    private static PythonScript script;

    @BeforeAll
    static void start() throws IOException {
        script = PythonScript.start("same_dataset.py");
    }

    @AfterAll
    static void stop() throws IOException {
        script.close();
    }

    static List<Path> samples() throws IOException, InterruptedException {
        Process python = new ProcessBuilder(PythonScript.executable(), "-c", SAMPLES).start();
        Path found = Path.of(new String(python.getInputStream().readAllBytes(), UTF_8).strip());
        assertThat(python.waitFor()).isZero();
        List<Path> files = netcdfFiles(found);
        assertThat(files).as("NetCDF files of iris-sample-data").hasSizeGreaterThan(9);
        return files;
    }

    static List<Path> written() throws IOException {
        Path fixtures = Path.of("..", "formats", "src", "test", "resources", "fixtures");
        return Stream.of("netcdf3", "netcdf4")
                .flatMap(kind -> netcdfFiles(fixtures.resolve(kind)).stream())
                .filter(file -> !UNSEEN.containsKey(file.getFileName().toString()))
                .toList();
    }

    private static List<Path> netcdfFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".nc"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleFileIsTheSameDatasetInZarrAndBack(Path file) throws IOException {
        requireSameBothWays(file);
    }

    @ParameterizedTest
    @MethodSource("written")
    void aFileOfTheMatrixIsTheSameDatasetInZarrAndBack(Path file) throws IOException {
        requireSameBothWays(file);
    }

    @ParameterizedTest
    @MethodSource("written")
    void aFileOfTheMatrixIsTheSameDatasetInZarrV2AndBack(Path file) throws IOException {
        String name = file.getFileName().toString().replace(".nc", "");
        Path store = folder.resolve(name + "_v2.zarr");
        Path back = folder.resolve(name + "_v2_back.nc");
        convert(file, store, "--zarr-format", "2");
        assertThat(script.ask(file + "\t" + store)).isEqualTo("same");
        convert(store, back);
        assertThat(script.ask(file + "\t" + back)).isEqualTo("same");
    }

    /** What a Zarr v3 store cannot say to xarray, the documents of v2 can. */
    @ParameterizedTest
    @ValueSource(strings = {"netcdf4/text_filled.nc", "netcdf3/cdf1_char_fill.nc"})
    void textWithAFillValueIsTheSameDatasetInZarrV2(String name) throws IOException {
        Path file = Path.of("..", "formats", "src", "test", "resources", "fixtures", name);
        Path store = folder.resolve(file.getFileName() + "_v2.zarr");
        convert(file, store, "--zarr-format", "2");
        assertThat(script.ask(file + "\t" + store)).isEqualTo("same");
    }

    private static void requireSameBothWays(Path file) throws IOException {
        String name = file.getFileName().toString().replace(".nc", "");
        Path store = folder.resolve(name + ".zarr");
        Path back = folder.resolve(name + "_back.nc");
        convert(file, store);
        assertThat(script.ask(file + "\t" + store)).isEqualTo("same");
        convert(store, back);
        assertThat(script.ask(file + "\t" + back)).isEqualTo("same");
    }

    private static void convert(Path from, Path to, String... options) {
        VarveRun run = VarveRun.of(Stream.concat(Stream.of("convert", from, to, "--quiet"), Stream.of(options))
                .toArray());
        assertThat(run.code()).as("%s", run.err()).isZero();
    }
}
