package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.NumericType;
import dev.varve.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Complete stores that get longer, or other values in a region, by the same ranks that fill new ones. */
class GrownStoreTest {
    private static final int TIMES = 11;

    private static final String[] CHUNKS = {"--chunks", "time=2,lat=4,lon=4", "--shard", "none", "--no-history"};

    private static final String[] SHARDS = {
        "--chunks", "time=1,lat=3,lon=5", "--shards", "time=3,lat=6,lon=5", "--no-history"
    };

    @TempDir
    private Path folder;

    private Path in;
    private Path out;

    @BeforeEach
    void makeInput() throws IOException {
        in = fields(folder.resolve("in.nc"), 0, cell -> false);
        out = folder.resolve("out.zarr");
    }

    /** The second variable is all fill value for some times, so that objects of it are not stored. */
    private static Path fields(Path path, int more, IntPredicate isMore) throws IOException {
        return new FieldFile(TIMES, 6, 10)
                .with("t", cell -> FieldFile.wave(cell) + (isMore.test(cell) ? more : 0))
                .with(
                        "q",
                        NumericType.INT16,
                        cell -> isMore.test(cell) ? cell / 60 % 2 * more : cell / 60 < 4 ? 0 : cell)
                .withZeros("empty", NumericType.FLOAT64, false)
                .write(path);
    }

    private static void requireDone(Result result) {
        assertThat(result.code()).as(result.err()).isZero();
    }

    private void convert(Path source, Path store, String[] cutting, Object... options) {
        requireDone(Cli.run(Stream.of(Stream.of("convert", source, store), Stream.of(cutting), Stream.of(options))
                .flatMap(part -> part)
                .toArray()));
    }

    private Result init(Path source, Object... options) {
        return Cli.run(Stream.concat(Stream.of("init", source, out, "--no-history"), Stream.of(options))
                .toArray());
    }

    private Result write(Path source, Object... options) {
        return Cli.run(Stream.concat(Stream.of("write", source, out, "--threads", "2"), Stream.of(options))
                .toArray());
    }

    private Map<String, String> contents(Path store) throws IOException {
        Map<String, String> tree = Trees.contents(store);
        tree.keySet().removeIf(name -> name.endsWith(".varve/plan.json"));
        return tree;
    }

    private Map<String, String> visible() throws IOException {
        Map<String, String> tree = contents(out);
        tree.keySet().removeIf(name -> name.contains(".varve/growth"));
        return tree;
    }

    @ParameterizedTest
    @CsvSource({"4, 3, false", "5, 4, false", "2, 1, false", "6, 2, true", "7, 5, true", "10, 100, true"})
    void whatIsAppendedIsWhatOneConversionOfAllMakes(int times, int ranks, boolean isSharded) throws IOException {
        String[] cutting = isSharded ? SHARDS : CHUNKS;
        Path whole = folder.resolve("whole.zarr");
        convert(in, whole, cutting);
        convert(in, out, cutting, "--isel", "time=0:" + times);
        String before = Cli.run("hash", out).out();
        requireDone(init(in, "--append", "time", "--ranks", ranks, "--isel", "time=" + times + ":"));
        List<Integer> order = new ArrayList<>(IntStream.range(0, ranks).boxed().toList());
        Collections.shuffle(order, new Random(ranks));
        for (int rank : order) {
            requireDone(write(in, "--rank", rank));
            assertThat(Cli.run("hash", out).out()).isEqualTo(before);
        }
        requireDone(Cli.run("verify", out));
        assertThat(Cli.run("status", out).out()).contains(ranks + " of " + ranks + " ranks done");
        requireDone(Cli.run("commit", out));
        assertThat(contents(out)).isEqualTo(contents(whole));
        requireDone(Cli.run("verify", out, "--against", in));
        assertThat(Cli.run("status", out).out()).contains("complete");
        assertThat(Cli.run("commit", out).out()).contains("was complete already");
        assertThat(write(in, "--rank", 0).out()).contains("is complete");
    }

    @Test
    void aStoreGrowsAgainAndAgain() throws IOException {
        Path whole = folder.resolve("whole.zarr");
        convert(in, whole, SHARDS);
        requireDone(
                Cli.run(Stream.concat(Stream.of("init", in, out, "--isel", "time=0:3", "--ranks", 2), Stream.of(SHARDS))
                        .toArray()));
        requireDone(write(in, "--join"));
        for (int time = 3; time < TIMES; time += 2) {
            int stop = Math.min(TIMES, time + 2);
            requireDone(init(in, "--append", "time", "--isel", "time=" + time + ":" + stop));
            requireDone(write(in, "--join"));
        }
        assertThat(contents(out)).isEqualTo(contents(whole));
    }

    @ParameterizedTest
    @CsvSource({"time=3:7, 3:7, 0:6, 0:10", "'time=2:4,lat=1:5,lon=3:10', 2:4, 1:5, 3:10", "auto, 4:11, 2:6, 0:4"})
    void aRegionIsWrittenOver(String region, String time, String lat, String lon) throws IOException {
        Path other = fields(folder.resolve("other.nc"), 100, cell -> true);
        Path expected = fields(
                folder.resolve("expected.nc"),
                100,
                cell -> isIn(time, cell / 60) && isIn(lat, cell / 10 % 6) && isIn(lon, cell % 10));
        String positions = "time=" + time + ",lat=" + lat + ",lon=" + lon;
        for (String[] cutting : List.of(CHUNKS, SHARDS)) {
            Path whole = folder.resolve("whole.zarr");
            convert(expected, whole, cutting, "--overwrite");
            convert(in, out, cutting, "--overwrite");
            String before = Cli.run("hash", out).out();
            requireDone(init(other, "--region", region, "--isel", positions, "--variables", "t,q", "--ranks", 3));
            requireDone(write(other, "--join", "--no-commit"));
            assertThat(Cli.run("hash", out).out()).isEqualTo(before);
            requireDone(Cli.run("commit", out));
            assertThat(contents(out)).isEqualTo(contents(whole));
        }
    }

    private static boolean isIn(String span, int position) {
        String[] ends = span.split(":", -1);
        return position >= Integer.parseInt(ends[0]) && position < Integer.parseInt(ends[1]);
    }

    @Test
    void aStoreThatBeganShorterThanAChunkKeepsItsShortChunks() throws IOException {
        convert(in, out, CHUNKS, "--isel", "time=0:1");
        requireDone(init(in, "--append", "time", "--isel", "time=1:", "--ranks", 2));
        requireDone(write(in, "--join"));
        requireDone(Cli.run("verify", out, "--against", in));
        assertThat(Files.readString(out.resolve("time/zarr.json")).replaceAll("\\s", ""))
                .contains("\"chunk_shape\":[1]")
                .contains("\"shape\":[11]");
    }

    @Test
    void aChangeIsGivenUpAndTheStoreIsWhatItWas() throws IOException {
        convert(in, out, CHUNKS, "--isel", "time=0:5");
        Map<String, String> before = contents(out);
        requireDone(init(in, "--append", "time", "--ranks", 3, "--isel", "time=5:"));
        Result second = init(in, "--append", "time", "--isel", "time=5:");
        assertThat(second.code()).isEqualTo(4);
        assertThat(second.err()).contains("a change of it is planned");
        requireDone(write(in, "--rank", 1));
        assertThat(Cli.run("consolidate", out).code()).isEqualTo(4);
        assertThat(Cli.run("commit", out).code()).isEqualTo(75);
        assertThat(visible()).containsAllEntriesOf(before);
        requireDone(Cli.run("commit", out, "--abandon"));
        assertThat(contents(out)).isEqualTo(before);
        assertThat(Cli.run("commit", out, "--abandon").code()).isIn(4, 5);
        requireDone(init(in, "--append", "time", "--isel", "time=5:"));
        requireDone(write(in, "--join"));
        requireDone(Cli.run("verify", out, "--against", in));
    }

    @Test
    void whatDoesNotFitIsRefusedWithATable() throws IOException {
        convert(in, out, CHUNKS, "--isel", "time=0:5");
        Map<String, String> before = contents(out);
        Result gap = init(in, "--append", "time", "--isel", "time=4:");
        assertThat(gap.code()).as(gap.err()).isEqualTo(4);
        assertThat(gap.err()).contains("overlap");
        Result type = init(in, "--append", "time", "--isel", "time=5:", "--cast", "t=float64");
        assertThat(type.code()).as(type.err()).isEqualTo(4);
        assertThat(type.err()).contains("float64").contains("difference");
        Result lat = init(in, "--append", "time", "--isel", "time=5:,lat=1:");
        assertThat(lat.code()).isEqualTo(4);
        assertThat(lat.err()).contains("lat");
        Result missing = init(in, "--append", "time", "--isel", "time=5:", "--exclude", "q");
        assertThat(missing.code()).as(missing.err()).isEqualTo(4);
        assertThat(missing.err()).contains("not there");
        assertThat(init(in, "--append", "tiem", "--isel", "time=5:").code()).isEqualTo(2);
        assertThat(init(in, "--append", "time", "--codec", "zstd").code()).isEqualTo(2);
        assertThat(init(in, "--region", "time=3:9", "--isel", "time=3:9").code())
                .isEqualTo(2);
        assertThat(init(in, "--region", "time=1:3", "--isel", "time=2:4").code())
                .isEqualTo(4);
        assertThat(contents(out)).isEqualTo(before);
    }

    @Test
    void whatLosesSomethingEachTimeIsNotEncodedTwice() {
        Object[] lossy = {
            "--variables", "t", "--codec", "- | - | zfp(mode=fixed_accuracy, tolerance=0.5)", "--overwrite"
        };
        String[] chunks = {"--chunks", "time=2,lat=6,lon=10", "--shard", "none"};
        convert(
                in,
                out,
                chunks,
                Stream.concat(Stream.of(lossy), Stream.of("--isel", "time=0:5")).toArray());
        Result refused = init(in, "--append", "time", "--isel", "time=5:", "--variables", "t");
        assertThat(refused.code()).as(refused.err()).isEqualTo(4);
        assertThat(refused.err()).contains("lose something each time");
        convert(
                in,
                out,
                chunks,
                Stream.concat(Stream.of(lossy), Stream.of("--isel", "time=0:4")).toArray());
        requireDone(init(in, "--append", "time", "--isel", "time=4:", "--variables", "t"));
        requireDone(write(in, "--join"));
        requireDone(Cli.run("verify", out));
    }

    @Test
    void historyGetsALineAndUnlimitedDimensionsGrow() throws IOException {
        convert(in, out, CHUNKS, "--isel", "time=0:5");
        requireDone(Cli.run("init", in, out, "--append", "time", "--isel", "time=5:"));
        requireDone(write(in, "--join"));
        String root = Files.readString(out.resolve("zarr.json"));
        assertThat(root).contains("varve init").contains("\"length\": 11");
        assertThat(Cli.run("info", out).out()).contains("time");
    }
}
