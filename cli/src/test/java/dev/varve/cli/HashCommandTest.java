package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Cli.Result;
import dev.varve.dataset.ChunkReference;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.formats.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashCommandTest {
    private static final Path CLASSIC = Cli.FIXTURES.resolve("netcdf3/cdf1_cf.nc");

    /** By Python: {@code sha256(np.asarray(netCDF4.Dataset(...)['lat'][:]).astype('<f4').tobytes())} and so on. */
    @ParameterizedTest
    @CsvSource({
        "lat, '', 1ff5402496aa55156db71a6510433f7ac108498ef4e73ca8caf277dd0b32049c",
        "lat, 1:3, ab2a21ab5e1262d555eea5678035e8fe3e76542c6b474cc04a16a39d4aa02645",
        "t2m, ':,1:3,2:', 48deff50ae6dbd73659e7631b79f08dd88c996fdc1767c2ff07b28872ef5ddd1"
    })
    void digestsAreThoseOfTheLittleEndianElements(String array, String region, String digest) {
        Object[] all = {"hash", CLASSIC, "--array", array};
        Object[] part = {"hash", CLASSIC, "--array", array, "--region", region};
        assertThat(Cli.run(region.isEmpty() ? all : part)).isEqualTo(new Result(0, digest + "\t" + array + "\n", ""));
    }

    @Test
    void forProgramsThereIsASchema() {
        Result result = Cli.run("hash", CLASSIC, "--array", "lat", "--region", "1:3", "--json");
        assertThat(result.code()).isZero();
        assertThat(result.out().replaceAll("\\s+", ""))
                .matches("\\{\"schema\":\"varve.hash/1\",\"path\":\"[^\"]*\",\"arrays\":\\[\\{"
                        + "\"path\":\"lat\",\"type\":\"float32\",\"start\":\\[1\\],\"stop\":\\[3\\],"
                        + "\"sha256\":\"ab2a21ab5e1262d555eea5678035e8fe3e76542c6b474cc04a16a39d4aa02645\"\\}\\]\\}");
    }

    @Test
    void linesAreNotAnsweredInJson() {
        assertThat(Cli.run("hash", "--stdin", "--array", "lat", "--json").code())
                .isEqualTo(2);
    }

    @Test
    void everyArrayIsDigested() {
        assertThat(Cli.run("hash", CLASSIC).out().lines().map(line -> line.substring(64)))
                .containsExactly(
                        "\ttime", "\ttime_bnds", "\tlat", "\tlon", "\tt2m", "\tarea", "\tcrs", "\tstation_name");
    }

    @ParameterizedTest
    @CsvSource({
        "'0:1', 'it has 1 axes, the array has 3'",
        "'0:1,0:1,x', '''x'' is not START:STOP'",
        "'0:1,0:1,-1:2', '''-1:2'' is not START:STOP'",
        "'0:1,3:2,0:1', '''3:2'' is not inside 0:4'",
        "'0:1,0:5,0:1', '''0:5'' is not inside 0:4'",
        "'0:1,0:1,0:99999999999999999999', '''0:99999999999999999999'' is not START:STOP'"
    })
    void aRegionThatIsNoneIsAnsweredWithTheWholeArray(String region, String reason) {
        assertThat(Cli.run("hash", CLASSIC, "--array", "t2m", "--region", region))
                .isEqualTo(new Result(
                        2,
                        "",
                        "varve: region " + region + " of array 't2m': " + reason + "\n"
                                + "try:   --region 0:3,0:4,0:6\n"));
    }

    @Test
    void aRegionNeedsAnArray() {
        assertThat(Cli.run("hash", CLASSIC, "--region", "0:1").code()).isEqualTo(2);
    }

    @Test
    void eachPathThatIsPipedInIsAnswered(@TempDir Path folder) {
        assertThat(Cli.run("convert", CLASSIC, folder.resolve("out.zarr"), "--variables", "lat")
                        .code())
                .isZero();
        Path lat = folder.resolve("out.zarr/lat");
        Path none = folder.resolve("out.zarr/none");

        Result result = Cli.runWith(lat + "\n" + none + "\n" + lat + "\n", "hash", "--stdin")
                .in(folder);

        assertThat(result.code()).isEqualTo(ExitCode.INPUT.number());
        String digest = "1ff5402496aa55156db71a6510433f7ac108498ef4e73ca8caf277dd0b32049c\tDIR/out.zarr/lat";
        List<String> lines = result.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo(digest);
        assertThat(lines.get(1)).startsWith("ERROR\tDIR/out.zarr/none\tDIR/out.zarr/none: there is no such file");
        assertThat(lines.get(2)).isEqualTo(digest);
    }

    @Test
    void aPathWhoseDataAreDamagedIsAnsweredLikeTheOthers(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("lat.nc");
        assertThat(Cli.run("convert", CLASSIC, file, "--variables", "t2m", "--exclude", "lat,lon,time,time_bnds,crs")
                        .code())
                .isZero();
        byte[] bytes = Files.readAllBytes(file);
        try (Source source = Sources.open(file)) {
            Variable t2m = source.describe().variable("t2m").orElseThrow();
            ChunkReference chunk = source.reference(t2m, new long[3]).orElseThrow();
            Arrays.fill(bytes, (int) chunk.offset(), (int) (chunk.offset() + chunk.length()), (byte) 0x55);
        }
        Files.write(file, bytes);

        Result result = Cli.runWith(file + "\n" + file + "\n", "hash", "--stdin", "--array", "t2m")
                .in(folder);

        assertThat(result.code()).isEqualTo(ExitCode.INPUT.number());
        assertThat(result.out().lines()).hasSize(2).allMatch(line -> line.startsWith("ERROR\tDIR/lat.nc\t"));
    }

    @Test
    void aStoreThatIsNotWhatWasWrittenIsWorseThanAPathThatIsNone(@TempDir Path folder) throws IOException {
        Path store = folder.resolve("out.zarr");
        assertThat(Cli.run("convert", CLASSIC, store, "--variables", "t2m").code())
                .isZero();
        Files.delete(store.resolve("t2m/c/0/0/0"));
        Path node = store.resolve("t2m");
        Path none = folder.resolve("none");
        for (String lines : new String[] {node + "\n" + none + "\n", none + "\n" + node + "\n" + none + "\n"}) {
            assertThat(Cli.runWith(lines, "hash", "--stdin").code()).isEqualTo(ExitCode.DIFFERENT.number());
        }
    }

    @Test
    void eitherAPathOrLinesAreTaken() {
        assertThat(Cli.run("hash").code()).isEqualTo(2);
        assertThat(Cli.run("hash", CLASSIC, "--stdin").code()).isEqualTo(2);
    }
}
