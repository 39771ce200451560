package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.NumericType;
import dev.varve.cli.Cli.Result;
import dev.varve.store.Leases;
import dev.varve.zarr.WorkPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One store, filled by ranks that know nothing of each other. */
class PartitionedStoreTest {
    private static final String[] CUTTING = {"--chunks", "time=1,lat=4,lon=4", "--shard", "none", "--no-history"};

    @TempDir
    private Path folder;

    private Path in;
    private Path out;

    @BeforeEach
    void makeInput() throws IOException {
        in = fields(folder.resolve("in.nc"));
        out = folder.resolve("out.zarr");
    }

    /** Fields of several shapes, one of them a single number. */
    private static Path fields(Path path) throws IOException {
        return new FieldFile()
                .with("t", FieldFile::wave)
                .with("q", NumericType.INT16, cell -> cell)
                .withZeros("empty", NumericType.FLOAT64, false)
                .withZeros("one", NumericType.INT32, true)
                .write(path);
    }

    private Result init(Path store, Object... options) {
        return Cli.run(Stream.of(Stream.of("init", in, store), Stream.of(CUTTING), Stream.of(options))
                .flatMap(part -> part)
                .toArray());
    }

    private Result write(Path store, Object... options) {
        return Cli.run(Stream.concat(Stream.of("write", in, store, "--threads", "2"), Stream.of(options))
                .toArray());
    }

    private static void requireDone(Result result) {
        assertThat(result.code()).as(result.err()).isZero();
    }

    /** What one process makes of it in one go. */
    private Map<String, String> whole() throws IOException {
        Path store = folder.resolve("whole.zarr");
        requireDone(Cli.run(Stream.concat(Stream.of("convert", in, store), Stream.of(CUTTING))
                .toArray()));
        return Trees.contents(store);
    }

    private static Map<String, String> withoutPlan(Map<String, String> tree) {
        tree.keySet().removeIf(name -> name.endsWith(".varve/plan.json"));
        return tree;
    }

    @ParameterizedTest
    @CsvSource({"1, balanced", "3, balanced", "7, boxes", "100, balanced", "100, boxes"})
    void anyRanksInAnyOrderMakeWhatOneProcessMakes(int ranks, String layout) throws IOException {
        requireDone(init(out, "--ranks", ranks, "--dims", "lat,time", "--layout", layout));
        List<Integer> order = new ArrayList<>(IntStream.range(0, ranks).boxed().toList());
        Collections.shuffle(order, new Random(ranks));
        for (int rank : order) {
            requireDone(write(out, "--rank", rank));
        }
        assertThat(Cli.run("info", out).err()).contains("is not complete yet");
        requireDone(Cli.run("commit", out));
        assertThat(withoutPlan(Trees.contents(out))).isEqualTo(whole());
        requireDone(Cli.run("verify", out, "--against", in));
    }

    @Test
    void whatIsMissingIsNamedAndNothingIsSeen() {
        requireDone(init(out, "--ranks", 4));
        requireDone(write(out, "--rank", 1));
        Result commit = Cli.run("commit", out).in(folder);
        assertThat(commit.code()).isEqualTo(75);
        assertThat(commit.err()).contains("of ranks 0, 2-3").contains("varve write DIR/in.nc DIR/out.zarr --join");
        assertThat(out.resolve("zarr.json")).doesNotExist();
        assertThat(Cli.run("status", out).out()).contains("1 of 4 ranks done").contains("missing:  ranks 0, 2-3");
        assertThat(Cli.run("status", out, "--json").out()).contains("\"state\": \"growing\"");
    }

    @Test
    void otherRanksGoOnAndDoNothingTwice() throws IOException {
        requireDone(init(out, "--ranks", 3));
        requireDone(write(out, "--rank", 1));
        String again = write(out, "--rank", 1).out();
        assertThat(again).contains("wrote:    0 objects").contains("nothing was left to do here");
        requireDone(write(out, "--rank", 0, "--ranks", 2));
        requireDone(write(out, "--rank", 1, "--ranks", 2));
        requireDone(Cli.run("commit", out));
        assertThat(withoutPlan(Trees.contents(out))).isEqualTo(whole());
    }

    @Test
    void whoJoinsTakesWhatIsLeftAndCommits() throws IOException {
        requireDone(init(out, "--ranks", 5));
        requireDone(write(out, "--rank", 2));
        Result joined = write(out, "--join");
        requireDone(joined);
        assertThat(joined.out()).contains("is complete");
        assertThat(withoutPlan(Trees.contents(out))).isEqualTo(whole());
        assertThat(Cli.run("commit", out).out()).contains("was complete already");
        assertThat(write(out, "--rank", 0).out()).contains("is complete");
        assertThat(Cli.run("status", out).out()).contains("complete");
    }

    @Test
    void aLauncherSaysWhichRankItIs() {
        requireDone(init(out, "--ranks", 2));
        Map<String, String> mpi = Map.of("OMPI_COMM_WORLD_RANK", "1", "OMPI_COMM_WORLD_SIZE", "3");
        Result result = Cli.runIn(mpi, false, new StopSignal(), "write", in, out);
        requireDone(result);
        assertThat(result.out()).contains("rank:     1 of 3 (Open MPI");
    }

    @Test
    void ranksWithoutWorkSaySo() {
        Result planned = init(out, "--ranks", 1000);
        assertThat(planned.out()).contains("ranks have nothing to do").contains("--inner-chunk 1KiB --shard none");
        assertThat(write(out, "--rank", 999).out()).contains("nothing was left to do here");
    }

    @Test
    void wrongNumbersAndNamesAreRefused() {
        assertThat(init(out, "--ranks", 0).code()).isEqualTo(2);
        Result dims = init(out, "--dims", "tiem");
        assertThat(dims.code()).isEqualTo(2);
        assertThat(dims.err()).contains("time");
        assertThat(init(out, "--dims", "time,time").code()).isEqualTo(2);
        assertThat(out).doesNotExist();
        requireDone(init(out, "--ranks", 2));
        assertThat(init(out, "--ranks", 2).code()).isEqualTo(4);
        assertThat(write(out, "--rank", 2).err()).contains("ranks are 0 to 1");
        assertThat(write(out, "--rank", -1).code()).isEqualTo(2);
        assertThat(write(out).err()).contains("which rank is this?");
        assertThat(write(out, "--processes", 0).code()).isEqualTo(2);
    }

    @Test
    void aStoreWithoutAPlanIsSaidToHaveNone() throws IOException {
        Files.createDirectory(out);
        for (String verb : List.of("status", "commit")) {
            Result result = Cli.run(verb, out).in(folder);
            assertThat(result.code()).isEqualTo(5);
            assertThat(result.err()).contains("has no plan").contains("varve init IN");
        }
        assertThat(write(out, "--rank", 0).code()).isEqualTo(5);
    }

    @Test
    void anotherInputIsRefused() throws IOException {
        requireDone(init(out, "--ranks", 2));
        Path other = fields(folder.resolve("other.nc"));
        Files.setLastModifiedTime(other, java.nio.file.attribute.FileTime.fromMillis(1));
        Result result = Cli.run("write", other, out, "--rank", "0");
        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err())
                .contains("was planned for")
                .contains("the input that it was planned for, or varve init");
        requireDone(write(out, "--join"));
        assertThat(Cli.run("write", other, out, "--rank", "0").code()).isEqualTo(4);
    }

    @Test
    void anObjectThatIsLostBeforeTheCommitIsFoundAndWrittenAgain() throws IOException {
        requireDone(init(out, "--ranks", 2));
        requireDone(write(out, "--join", "--no-commit"));
        Path lost;
        try (Stream<Path> files = Files.walk(out)) {
            lost = files.filter(file -> file.toString().contains("/c/") && Files.isRegularFile(file))
                    .sorted()
                    .reduce((first, second) -> second)
                    .orElseThrow();
        }
        Files.delete(lost);
        Result commit = Cli.run("commit", out);
        assertThat(commit.code()).isEqualTo(3);
        assertThat(commit.err()).contains(lost.getFileName().toString());
        assertThat(out.resolve("zarr.json")).doesNotExist();
        requireDone(write(out, "--join"));
        assertThat(withoutPlan(Trees.contents(out))).isEqualTo(whole());
    }

    @Test
    void whatSomeoneWritesIsNotReplaced() throws IOException {
        requireDone(init(out, "--ranks", 2));
        try (Leases other = WorkPlace.of(out).join()) {
            assertThat(other.take("0-0-1")).isTrue();
            Result refused = init(out, "--ranks", 3, "--overwrite");
            assertThat(refused.code()).isEqualTo(4);
            assertThat(refused.err()).contains("is being written by process");
        }
        requireDone(init(out, "--ranks", 3, "--overwrite"));
        requireDone(write(out, "--join"));
        assertThat(withoutPlan(Trees.contents(out))).isEqualTo(whole());
    }

    @Test
    void selectionsAreKeptInThePlan() throws IOException {
        requireDone(init(out, "--ranks", 2, "--variables", "t"));
        requireDone(write(out, "--join"));
        assertThat(Trees.contents(out).keySet()).noneMatch(name -> name.startsWith("q/"));
        requireDone(Cli.run("verify", out));
    }

    @Test
    void whatIsTakenOfTheInputIsKeptInThePlan() throws IOException {
        Object[] taken = {"--isel", "time=1:4", "--select", "lat=0..3", "--rename", "t=temperature"};
        requireDone(init(out, taken));
        requireDone(write(out, "--join"));
        Path whole = folder.resolve("whole.zarr");
        requireDone(Cli.run(Stream.of(Stream.of("convert", in, whole), Stream.of(CUTTING), Stream.of(taken))
                .flatMap(part -> part)
                .toArray()));
        assertThat(withoutPlan(Trees.contents(out))).isEqualTo(Trees.contents(whole));
    }

    @Test
    void filesThatAreJoinedAreWrittenByRanks() throws IOException {
        Path first = folder.resolve("a.nc");
        Path second = folder.resolve("b.nc");
        requireDone(Cli.run("convert", in, first, "--isel", "time=0:2"));
        requireDone(Cli.run("convert", in, second, "--isel", "time=2:4"));
        String pattern = folder.resolve("[ab].nc").toString();
        requireDone(Cli.run(
                Stream.concat(Stream.of("init", pattern, out, "--concat", "time", "--ranks", "2"), Stream.of(CUTTING))
                        .toArray()));
        requireDone(Cli.run("write", pattern, out, "--rank", "0"));
        Files.setLastModifiedTime(second, java.nio.file.attribute.FileTime.fromMillis(1));
        assertThat(Cli.run("write", pattern, out, "--rank", "1").code()).isEqualTo(4);
    }

    @Test
    void aStoppedProcessLeavesWhatTheNextOneGoesOnWith() throws Exception {
        requireDone(init(out, "--ranks", 1));
        StopSignal stop = new StopSignal();
        stop.raise(0);
        Result stopped = Cli.runIn(Map.of(), false, stop, "write", in, out, "--join");
        assertThat(stopped.code()).isEqualTo(75);
        assertThat(stopped.err()).contains("what was recorded stays");
        assertThat(Cli.run("status", out).out()).contains("0 tasks claimed");
        requireDone(write(out, "--join"));
        assertThat(withoutPlan(Trees.contents(out))).isEqualTo(whole());
    }
}
