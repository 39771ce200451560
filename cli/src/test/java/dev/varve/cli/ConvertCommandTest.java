package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Cli.Result;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertCommandTest {
    private static final Path CLASSIC = Cli.FIXTURES.resolve("netcdf3/cdf1_cf.nc");
    private static final Map<String, String> EPOCH = Map.of("SOURCE_DATE_EPOCH", "1795233600");

    @TempDir
    private Path folder;

    private Path out() {
        return folder.resolve("out.zarr");
    }

    private Result convert(Object... options) {
        Object[] args = Stream.concat(Stream.of("convert", CLASSIC, out()), Stream.of(options))
                .toArray();
        return Cli.runIn(EPOCH, false, new StopSignal(), args).in(folder);
    }

    private void assertNothingIsThere() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries).isEmpty();
        }
    }

    private JsonObject metadata(String array) throws IOException {
        return (JsonObject)
                JsonReader.read(Files.readString(out().resolve(array).resolve("zarr.json")));
    }

    private static Json at(JsonObject json, String... path) {
        Json value = json;
        for (String name : path) {
            value = ((JsonObject) value).get(name).orElseThrow();
        }
        return value;
    }

    @Test
    void aReportSaysWhatWasDone() {
        Result result = convert("--threads", "1");
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches(
                                        "DIR/out\\.zarr: 8 variables, 476 B decoded, \\d+ B stored, ratio \\d\\.\\d\\d"),
                        line -> assertThat(line).matches("time:     \\d+\\.\\d s, .*B/s, 1 thread"),
                        line -> assertThat(line)
                                .matches("memory:   data at most .* predicted, .* measured(; whole process .*iB)?"),
                        line -> assertThat(line).isEqualTo("verified: yes"));
    }

    @Test
    void programsGetTheReportAsJson() throws IOException {
        JsonObject json =
                (JsonObject) JsonReader.read(convert("--json", "--no-verify").out());
        assertThat(json.get("schema")).contains(new JsonString("varve.convert/1"));
        assertThat(json.get("output")).contains(new JsonString("DIR/out.zarr"));
        assertThat(json.get("variables")).contains(JsonNumber.of(8));
        assertThat(json.get("decoded_bytes")).contains(JsonNumber.of(476));
        assertThat(json.get("verified").orElseThrow().toText()).isEqualTo("false");
        assertThat(json.members().keySet())
                .contains(
                        "input",
                        "stored_bytes",
                        "ratio",
                        "seconds",
                        "bytes_per_second",
                        "threads",
                        "predicted_data_bytes",
                        "measured_data_bytes",
                        "verified");
    }

    @Test
    void whatWasConvertedEqualsWhatWasRead() {
        assertThat(convert().code()).isZero();
        assertThat(Cli.run("verify", out(), "--against", CLASSIC).in(folder))
                .isEqualTo(new Result(0, "DIR/out.zarr against " + CLASSIC + ": right (8 variables, 476 B)\n", ""));
        assertThat(Cli.run("hash", out()).out().lines())
                .containsExactlyInAnyOrderElementsOf(
                        Cli.run("hash", CLASSIC).out().lines().toList());
    }

    @Test
    void aStoreOfVersion2EqualsWhatWasRead() throws IOException {
        assertThat(convert("--zarr-format", "2").code()).isZero();
        assertThat(out().resolve(".zmetadata")).exists();
        assertThat(out().resolve("zarr.json")).doesNotExist();
        assertThat(Cli.run("verify", out(), "--against", CLASSIC).in(folder))
                .isEqualTo(new Result(0, "DIR/out.zarr against " + CLASSIC + ": right (8 variables, 476 B)\n", ""));
        assertThat(Cli.run("verify", out()).code()).isZero();
        assertThat(Cli.run("hash", out()).out().lines())
                .containsExactlyInAnyOrderElementsOf(
                        Cli.run("hash", CLASSIC).out().lines().toList());
        assertThat(Cli.run("info", out()).out()).contains("Zarr v2");
    }

    @Test
    void aCodecThatOthersKnowInVersion2OnlyIsRefusedInVersion3() {
        Result refused = convert("--codec", "base64");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("base64", "in Zarr v2 only", "write Zarr v2");
        assertThat(out()).doesNotExist();
        assertThat(convert("--codec", "base64", "--zarr-format", "2").code()).isZero();
    }

    @Test
    void aStoreOfVersion2HasTheUsualCodecsOfItsReaders() throws IOException {
        convert("--zarr-format", "2");
        JsonObject array = (JsonObject) JsonReader.read(Files.readString(out().resolve("t2m/.zarray")));
        assertThat(at(array, "compressor").toText())
                .isEqualTo("{\"id\":\"blosc\",\"cname\":\"zstd\",\"clevel\":2,\"shuffle\":1,\"blocksize\":0}");
        assertThat(at(array, "filters").toText()).isEqualTo("null");
    }

    @Test
    void whatVersion2HasNotIsAUsageError() throws IOException {
        assertThat(convert("--zarr-format", "2", "--shard", "1GiB"))
                .isEqualTo(new Result(
                        2,
                        "",
                        "varve: --shard is for Zarr v3: v2 stores every chunk by itself\n"
                                + "try:   leave it out, or --zarr-format 3\n"));
        assertThat(convert("--zarr-format", "4").err())
                .startsWith("varve: --zarr-format 4: there are versions 2 and 3");
        assertNothingIsThere();
    }

    @Test
    void theHistoryTellsTheCommandWithoutWhatChangesNoByte() throws IOException {
        convert("--threads", "2", "--variables", "t2m", "--codec", "zstd(1) | - | -", "--no-verify", "--quiet");
        String line = ((JsonString) at(metadata(""), "attributes", "history")).value();
        assertThat(line.replace(folder.toString(), "DIR"))
                .isEqualTo("2026-11-21T04:00:00Z: varve convert " + CLASSIC
                        + " DIR/out.zarr --variables t2m --codec 'zstd(1) | - | -'");
    }

    @Test
    void withoutHistoryNothingIsAdded() throws IOException {
        convert("--no-history");
        assertThat(((JsonObject) at(metadata(""), "attributes")).get("history")).isEmpty();
    }

    @Test
    void theSameInputGivesTheSameBytesWhateverTheThreads() throws IOException {
        convert("--threads", "1");
        Map<String, String> first = Trees.contents(out());
        convert("--threads", "3", "--overwrite");
        assertThat(Trees.contents(out())).isEqualTo(first);
    }

    @Test
    void namedExtentsBecomeChunksAndShards() throws IOException {
        assertThat(convert("--chunks", "time=1,lat=2,lon=-1", "--shards", "time=2,lat=4")
                        .code())
                .isZero();
        JsonObject array = metadata("t2m");
        assertThat(at(array, "chunk_grid", "configuration", "chunk_shape").toText())
                .isEqualTo("[2,4,6]");
        assertThat(at(array, "codecs").toText()).contains("\"chunk_shape\":[1,2,6]");
    }

    @Test
    void aDimensionThatIsNotThereIsAnsweredWithTheNearest() throws IOException {
        assertThat(convert("--chunks", "tiem=1"))
                .isEqualTo(new Result(
                        2, "", "varve: no variable has the dimension 'tiem'\ntry:   did you mean 'time'?\n"));
        assertNothingIsThere();
    }

    @Test
    void aVariableThatIsNotThereIsAnsweredWithTheNearest() throws IOException {
        assertThat(convert("--variables", "tm2"))
                .isEqualTo(new Result(2, "", "varve: there is no variable 'tm2'\ntry:   did you mean 't2m'?\n"));
        assertNothingIsThere();
    }

    @Test
    void chosenVariablesBringWhatTheyName() {
        convert("--variables", "t2m");
        assertThat(Cli.run("hash", out()).out().lines().map(line -> line.substring(65)))
                .containsExactlyInAnyOrder("time", "time_bnds", "lat", "lon", "t2m", "area", "crs");
        assertThat(Cli.run("verify", out(), "--against", CLASSIC, "--variables", "t2m")
                        .code())
                .isZero();
        assertThat(Cli.run("verify", out(), "--against", CLASSIC).code()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zst(3)", "zstd(99)", "zstd(3) | zstd(3)", "[{\"name\": \"nope\"}]", "zstd("})
    void aCodecChainThatIsNoneIsAUsageError(String chain) throws IOException {
        Result result = convert("--codec", chain);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("varve: --codec: ").endsWith("try:   varve codecs lists what there is\n");
        assertNothingIsThere();
    }

    static Stream<List<String>> misuses() {
        return Stream.of(
                List.of("--threads", "0"),
                List.of("--chunks", "time"),
                List.of("--chunks", "time=0"),
                List.of("--chunks", "time=1,time=2"),
                List.of("--shard", "much"),
                List.of("--inner-chunk", "-1"),
                List.of("--durability", "always"),
                List.of("--deflate", "4"),
                List.of("--no-shuffle"),
                List.of("--chunks", "time=2", "--shards", "time=1"));
    }

    @ParameterizedTest
    @MethodSource("misuses")
    void misuseIsRefusedBeforeAnythingIsWritten(List<String> options) throws IOException {
        Result result = convert(options.toArray());
        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(result.err().lines().toList())
                .hasSize(2)
                .satisfiesExactly(line -> assertThat(line).startsWith("varve: "), line -> assertThat(line)
                        .startsWith("try:   "));
        assertNothingIsThere();
    }

    @Test
    void aSuffixThatNamesNoFormatIsAnsweredWithThoseThatDo() throws IOException {
        assertThat(Cli.run("convert", CLASSIC, folder.resolve("out.grib")).in(folder))
                .isEqualTo(
                        new Result(
                                2,
                                "",
                                "varve: what format shall 'DIR/out.grib' have? Its suffix should tell\n"
                                        + "try:   a name that ends in .zarr or .zarr.zip (Zarr), or in .nc or .nc4 (NetCDF-4)\n"));
        assertNothingIsThere();
    }

    @Test
    void anExistingTargetIsLeftAloneUnlessItMayBeReplaced() throws IOException {
        convert("--variables", "crs");
        Map<String, String> before = Trees.contents(out());
        assertThat(convert())
                .isEqualTo(new Result(
                        4,
                        "",
                        "varve: DIR/out.zarr is there already; nothing was changed\n"
                                + "try:   --overwrite, or another name\n"));
        assertThat(Trees.contents(out())).isEqualTo(before);
        assertThat(convert("--overwrite").code()).isZero();
        assertThat(Trees.contents(out())).isNotEqualTo(before);
    }

    @Test
    void aFolderThatIsNoStoreIsNeverReplaced() throws IOException {
        Files.createDirectory(out());
        Files.writeString(out().resolve("thesis.tex"), "years of work");
        Result result = convert("--overwrite");
        assertThat(result.code()).isEqualTo(4);
        assertThat(Files.readString(out().resolve("thesis.tex"))).isEqualTo("years of work");
    }

    @Test
    void aMissingInputIsAnInputError() {
        assertThat(Cli.run("convert", folder.resolve("in.nc"), out()).in(folder))
                .isEqualTo(new Result(5, "", "varve: DIR/in.nc: there is no such file or folder\n"));
    }

    @Test
    void whatIsNotSupportedIsNeverDroppedSilently() throws IOException {
        Path types = Cli.FIXTURES.resolve("netcdf4/user_types.nc");
        Result result = Cli.run("convert", types, out());
        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err())
                .startsWith("varve: ")
                .contains("user_types.nc: not supported: compound (")
                .endsWith(
                        "try:   --exclude compound,compound_scalar,compound_nested,vlen,vlen_never,group/vlen_float\n");
        assertNothingIsThere();
        String exclude =
                result.err().substring(result.err().lastIndexOf(' ') + 1).strip();
        assertThat(Cli.run("convert", types, out(), "--exclude", exclude).code())
                .isZero();
    }

    @Test
    void aMissingFolderForTheOutputIsAFailureOfItsOwn() {
        Path deep = folder.resolve("no").resolve("such").resolve("out.zarr");
        Result result = Cli.run("convert", CLASSIC, deep).in(folder);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo("varve: cannot write DIR/no/such/out.zarr: there is no folder DIR/no/such\n"
                        + "try:   make the folder first (mkdir -p)\n");
    }

    @Test
    void memoryThatCannotSufficeIsRefusedWithTheLeastThatDoes() throws IOException {
        Path input = folder.resolve("large.nc");
        ClassicFile.write(input, 8 << 20);
        Object[] command = {"convert", input, out(), "--memory", "1M", "--threads", "1", "--inner-chunk", "16MiB"};
        Result result = Cli.run(command).in(folder);
        assertThat(result.code()).isEqualTo(6);
        assertThat(result.err())
                .startsWith(
                        "varve: variable 'v' with chunks (2097152) needs 80 MiB of memory for one block, 614 KiB are"
                                + " allowed\n");
        String enough = result.err().replaceAll("(?s).*--memory ([0-9]+MiB).*", "$1");
        assertThat(Files.exists(out())).isFalse();
        command[4] = enough;
        assertThat(Cli.run(command).code()).isZero();
    }

    @Test
    void chunksWhoseSizeIsLeftOpenAreSmallerWhereMemoryIsShort() throws IOException {
        Path gibibyte = folder.resolve("gibibyte.nc");
        ClassicFile.write(gibibyte, 128 << 20);
        Object[] command = {"convert", gibibyte, out(), "--dry-run", "--json", "--threads", "1", "--memory", "106M"};
        assertThat(chunkOf(Cli.run(command).out())).isEqualTo(JsonArray.of(new long[] {1 << 20}));
        command[8] = "2G";
        assertThat(chunkOf(Cli.run(command).out())).isEqualTo(JsonArray.of(new long[] {2 << 20}));
        Path small = folder.resolve("small.nc");
        ClassicFile.write(small, 8 << 20);
        assertThat(Cli.run("convert", small, out(), "--memory", "1M", "--threads", "1")
                        .code())
                .isZero();
    }

    private static Json chunkOf(String plan) throws IOException {
        return JsonCursor.of(JsonReader.read(plan))
                .get("variables")
                .items()
                .get(0)
                .get("chunk_shape")
                .value();
    }

    @Test
    void aDryRunShowsThePlanAndWritesNothing() throws IOException {
        Result result = convert("--dry-run", "--threads", "1", "--chunks", "time=1", "--shard", "none");
        assertThat(result.code()).isZero();
        assertThat(result.out().replaceAll("[0-9.]+ [KMGT]iB", "SIZE"))
                .isEqualToNormalizingNewlines("""
                        %s (NetCDF classic (CDF-1)) to DIR/out.zarr (Zarr v3)

                          name          type                      shape      chunk      shard  objects  blocks  decodes
                          time          float64                   3          1          -            3       3     1.00
                          time_bnds     float64                   3 x 2      1 x 2      -            3       3     1.00
                          lat           float32                   4          4          -            1       1     1.00
                          lon           float32                   6          6          -            1       1     1.00
                          t2m           int16                     3 x 4 x 6  1 x 4 x 6  -            3       3     1.00
                          area          float64                   4 x 6      4 x 6      -            1       1     1.00
                          crs           int32                     -          -          -            1       1     1.00
                          station_name  null_terminated_bytes[1]  3 x 8      3 x 8      -            1       1     1.00

                        476 B decoded, 14 objects, 1 thread
                        memory: data take at most SIZE of the SIZE that they may
                        Nothing was written. 'decodes' is how often each chunk of the input is decoded.
                        """.formatted(CLASSIC));
        assertNothingIsThere();
    }

    @Test
    void aDryRunForProgramsHasASchema() throws IOException {
        JsonObject json =
                (JsonObject) JsonReader.read(convert("--dry-run", "--json").out());
        assertThat(json.get("schema")).contains(new JsonString("varve.plan/1"));
        assertThat(json.members().keySet())
                .contains("variables", "decoded_bytes", "objects", "threads", "budget_bytes", "predicted_data_bytes");
        assertNothingIsThere();
    }

    @Test
    void whoeverIsToldToStopLeavesNothing() throws IOException, InterruptedException {
        StopSignal stop = new StopSignal();
        stop.raise(0);
        Result result = Cli.runIn(EPOCH, false, stop, "convert", CLASSIC, out());
        assertThat(result).isEqualTo(new Result(130, "", "varve: stopped; nothing was left behind\n"));
        assertNothingIsThere();
    }

    @Test
    void inASlurmJobThreadsAreThoseOfTheTask() throws IOException {
        Map<String, String> slurm = Map.of("SLURM_CPUS_PER_TASK", "1");
        Result result = Cli.runIn(slurm, false, new StopSignal(), "convert", CLASSIC, out(), "--json");
        assertThat(((JsonObject) JsonReader.read(result.out())).get("threads")).contains(JsonNumber.of(1));
    }
}
