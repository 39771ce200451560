package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Cli.Result;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviseCommandTest {
    private static final int TIMES = 96;
    private static final int LATS = 40;
    private static final int LONS = 60;

    @TempDir
    private Path folder;

    private Path field;

    @BeforeEach
    void writeAField() throws IOException {
        field = folder.resolve("field.nc");
        new FieldFile(TIMES, LATS, LONS).with("t", i -> 1 + i % 977).write(field);
    }

    private Result advise(Object... args) {
        Object[] words = new Object[args.length + 1];
        words[0] = "advise";
        System.arraycopy(args, 0, words, 1, args.length);
        return Cli.run(words).in(folder);
    }

    private static JsonObject group(String json) throws IOException {
        JsonArray groups =
                (JsonArray) ((JsonObject) JsonReader.read(json)).get("groups").orElseThrow();
        return (JsonObject) groups.items().get(0);
    }

    private static Json at(JsonObject json, String... path) {
        Json value = json;
        for (String name : path) {
            value = ((JsonObject) value).get(name).orElseThrow();
        }
        return value;
    }

    private static JsonObject layout(JsonObject group, String name) {
        return ((JsonArray) group.get("layouts").orElseThrow())
                .items().stream()
                        .map(JsonObject.class::cast)
                        .filter(layout -> layout.get("name").orElseThrow().equals(new JsonString(name)))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void whatIsAdvisedIsComparedWithWhatThereIs() throws IOException {
        Path file = folder.resolve("zeros.nc");
        ClassicFile.write(file, 1 << 24);
        assertThat(advise(file, "--access", "x=1000@2", "--inner-chunk", "1MiB"))
                .isEqualTo(new Result(0, """
                        DIR/zeros.nc (NetCDF classic (CDF-5)), read at 20 ms a request and 100 MB/s

                        v (float64, x 16777216, ratio 1.00)

                          layout        chunk    shard     chunk size  objects  decodes    time
                          present       -        -                  -        1     1.00   40 ms
                          default       2097152  16777216      16 MiB        1     1.00  416 ms
                          best          32768    -            256 KiB      512     1.00   47 ms
                          small chunks  8192     1048576       64 KiB       16     1.00   82 ms

                        x=1000@2: 7.81 KiB a read
                          layout        requests      read   decoded  amplification    memory    time
                          present           1.00  7.81 KiB  7.81 KiB           1.00  15.6 KiB   20 ms
                          default           2.00    16 MiB    16 MiB          2,098    32 MiB  208 ms
                          best              1.03   264 KiB   264 KiB          33.77   520 KiB   23 ms
                          small chunks      2.00  73.8 KiB  71.8 KiB           9.19   200 KiB   41 ms

                        varve convert DIR/zeros.nc OUT.zarr --chunks x=32768 --shard none

                        Averages over all places where a read may begin; its requests follow one another. 'decodes' is how
                        often a conversion decodes each chunk of the input. Nothing was written.
                        """, ""));
    }

    @ParameterizedTest
    @CsvSource({"'time=-1,lat=1,lon=1', local", "'time=1', object", "'time=12,lat=10,lon=10', network"})
    void theOptionsThatArePrintedMakeTheLayoutThatIsAdvised(String access, String store) throws IOException {
        Result result = advise(field, "--variables", "t", "--access", access, "--store", store, "--json");
        assertThat(result.err()).isEmpty();
        JsonObject group = group(result.out());
        String options = ((JsonString) group.get("options").orElseThrow()).value();
        Path out = folder.resolve("out.zarr");
        String[] words = ("convert " + field + " " + out + " --variables t " + options).split(" ", -1);
        Result converted = Cli.run((Object[]) words);
        assertThat(converted.code()).as(converted.err()).isZero();
        JsonObject stored = (JsonObject) JsonReader.read(Files.readString(out.resolve("t/zarr.json")));
        JsonObject best = layout(group, "best");
        Json chunk = best.get("chunk_shape").orElseThrow();
        Json object = best.get("shard_shape").orElse(chunk);
        assertThat(at(stored, "chunk_grid", "configuration", "chunk_shape")).isEqualTo(object);
        JsonObject first = (JsonObject)
                ((JsonArray) stored.get("codecs").orElseThrow()).items().get(0);
        boolean isSharded = first.get("name").orElseThrow().equals(new JsonString("sharding_indexed"));
        assertThat(isSharded).isEqualTo(!object.equals(chunk));
        if (isSharded) {
            assertThat(at(first, "configuration", "chunk_shape")).isEqualTo(chunk);
        }
    }

    @Test
    void coordinatesAreLeftOutAndNamed() throws IOException {
        Result result = advise(field, "--access", "time=1", "--json");
        assertThat(result.out()).contains("\"schema\": \"varve.advice/1\"");
        assertThat(group(result.out()).get("variables").orElseThrow())
                .isEqualTo(new JsonArray(List.of(new JsonString("/t"))));
        assertThat(advise(field, "--access", "time=1").out())
                .contains("left out, as small or of other dimensions: time, lat, lon");
        assertThat(advise(field, "--access", "time=1", "--variables", "time").out())
                .contains("time (");
    }

    @Test
    void anUnknownDimensionIsAnsweredWithTheNearest() {
        assertThat(advise(field, "--access", "tiem=1"))
                .isEqualTo(new Result(
                        2, "", "varve: no variable has the dimension 'tiem'\ntry:   did you mean 'time'?\n"));
    }

    @Test
    void whatCannotBeObeyedIsSaid() {
        assertThat(advise(field).err()).startsWith("varve: missing required option: '--access");
        assertThat(advise(field, "--access", "time=1@0").err())
                .isEqualTo("varve: --access time=1@0: the weight '0' is no number above 0\n"
                        + "try:   --access time=1@3 for reads that are made three times as often\n");
        assertThat(advise(field, "--access", "time").err()).contains("'time' is not NAME=NUMBER");
        assertThat(advise(field, "--access", "time=1", "--latency", "soon").err())
                .isEqualTo("varve: --latency soon: that is no short time\ntry:   --latency 20ms, 500us or 1.5s\n");
        assertThat(advise(field, "--access", "time=1", "--bandwidth", "0").err())
                .isEqualTo("varve: --bandwidth 0: that is no size per second\ntry:   --bandwidth 100MB/s\n");
        assertThat(advise(field, "--access", "time=1", "--inner-chunk", "1G").err())
                .isEqualTo("varve: --inner-chunk 1 GiB: chunks are 64 KiB to 64 MiB\ntry:   --inner-chunk 16MiB\n");
        assertThat(advise(field, "--access", "time=1", "--objects", "0").code()).isEqualTo(2);
        assertThat(advise(folder.resolve("none.nc"), "--access", "time=1").code())
                .isEqualTo(5);
    }

    @Test
    void theStoreDecidesWhatIsBest() throws IOException {
        Object[] reads = {field, "--access", "time=-1,lat=1,lon=1", "--access", "time=1", "--json", "--store"};
        Object[] local = Arrays.copyOf(reads, reads.length + 1);
        local[reads.length] = "local";
        Object[] slow = Arrays.copyOf(reads, reads.length + 1);
        slow[reads.length] = "object";
        assertThat(layout(group(advise(local).out()), "best"))
                .isNotEqualTo(layout(group(advise(slow).out()), "best"));
    }

    @Test
    void theHelpIsThis() {
        assertThat(Cli.run("help", "advise").out()).startsWith("""
                Finds the chunks and shards that suit the reads that are made most.

                Examples:
                  varve advise in.nc --access time=-1,lat=1,lon=1
                  varve advise in.nc --access time=-1,lat=1,lon=1 --access time=1,lat=-1,lon=-1@3
                  varve advise in.zarr --access time=1 --store local --variables t2m --json
                  varve advise in.nc --access time=24,lat=50,lon=50 --latency 40ms --bandwidth 50MB/s

                Usage: varve advise [OPTIONS] IN
                Compares what there is, the default and the best that was found by what reads take:
                requests, bytes, memory and time, averaged over all places where a read may begin. Reads
                are Varve's: neighbours in a shard come together. Prints the options that make the best.

                      IN                             What will be read; only its description is.
                      --access=EXTENTS[@WEIGHT]      How far a typical read reaches along dimensions, as
                                                       in time=-1,lat=1,lon=1; -1, or not named, is the
                                                       whole dimension. Several times for several kinds
                                                       of reads, each with how often it is made beside
                                                       the others (1).
                """);
    }
}
