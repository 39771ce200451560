package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Cli.Result;
import dev.varve.plan.sweep.Score;
import dev.varve.run.sweep.Recipe;
import dev.varve.run.sweep.ResultRow;
import dev.varve.run.sweep.ResultsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Real processes that sweep one field into one folder, at the same time or one after the other was killed. */
@Timeout(300)
class SweepProcessesTest {
    private static final Pattern TRIED = Pattern.compile("(.*)\\}\",.*,(?:measured|estimated),(\\d+),.*");

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static Path input;
    private static final Map<Mode, Outcome> ALONE = new EnumMap<>(Mode.class);

    private enum Mode {
        SEARCH,
        EXHAUSTIVE
    }

    /** All that a sweep leaves but times. */
    private record Outcome(List<ResultRow> rows, Recipe recipe) {}

    @BeforeAll
    static void sweepAlone() throws IOException {
        input = new FieldFile(6, 256, 256)
                .with("t", cell -> 280 + 20 * Math.sin(cell * 0.0037) + 0.2 * Math.cos(cell * 1.7))
                .write(shared.resolve("in.nc"));
        for (Mode mode : Mode.values()) {
            Path results = shared.resolve(mode.name());
            Result result = Cli.run(words(mode, results).toArray());
            assertThat(result.code()).as(result.err()).isZero();
            ALONE.put(mode, outcome(results));
        }
    }

    private static List<String> words(Mode mode, Path results) {
        List<String> words = new ArrayList<>(List.of("sweep", input.toString(), "--where", results.toString()));
        words.addAll(List.of("--l1", "1e-4", "--all-codecs", "--quiet", "--threads", "2", "--inner-chunk", "256KiB"));
        words.addAll(List.of("--compressors", "lz4,none", "--filters", "bitround,none", "--serializers", "bytes"));
        if (mode == Mode.EXHAUSTIVE) {
            words.add("--exhaustive");
        }
        return words;
    }

    private static ResultRow timeless(ResultRow row) {
        Optional<Score.Measured> measured = row.measured()
                .map(seen -> new Score.Measured(
                        seen.errors(), seen.decodedBytes(), seen.encodedBytes(), 1, 1, seen.peakBytes()));
        return new ResultRow(
                row.label(),
                row.identity(),
                row.status(),
                row.part(),
                row.share(),
                measured,
                row.sourceRatio(),
                row.passes(),
                row.isKept(),
                row.reason());
    }

    private static Outcome outcome(Path results) throws IOException {
        ResultsFolder found = ResultsFolder.open(results);
        return new Outcome(
                found.table("t").rows().stream()
                        .map(SweepProcessesTest::timeless)
                        .toList(),
                found.manifest("t").recipe());
    }

    private Path results() {
        return folder.resolve("results");
    }

    private Process start(Mode mode) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(words(mode, results()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
    }

    private void requireDone(Process process) throws IOException, InterruptedException {
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("done in time").isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("said.txt")))
                .isZero();
    }

    /** What was tried, by candidate and part, as often as it was: whole rows of all ranks. */
    private List<String> tried() throws IOException {
        List<String> tried = new ArrayList<>();
        if (Files.isDirectory(results())) {
            for (Path file : files("config_space_t_rank\\d+\\.csv")) {
                for (String line : Files.readString(file).lines().toList()) {
                    Matcher row = TRIED.matcher(line);
                    if (row.matches()) {
                        tried.add(row.group(1) + " on part " + row.group(2));
                    }
                }
            }
        }
        return tried;
    }

    private List<Path> files(String pattern) throws IOException {
        try (Stream<Path> files = Files.list(results())) {
            return files.filter(file -> file.getFileName().toString().matches(pattern))
                    .toList();
        }
    }

    private void awaitRows(int rows, Process process) throws IOException, InterruptedException {
        while (process.isAlive() && tried().size() < rows) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    private void requireSameAsAlone(Mode mode) throws IOException {
        Outcome outcome = outcome(results());
        assertThat(outcome.rows()).isEqualTo(ALONE.get(mode).rows());
        assertThat(outcome.recipe()).isEqualTo(ALONE.get(mode).recipe());
        long measured = outcome.rows().stream()
                .filter(row -> row.measured().isPresent())
                .count();
        assertThat(tried()).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo((int) measured);
        assertThat(files("claims|.*tmp|\\..*")).isEmpty();
        Result verified = Cli.run("verify", results());
        assertThat(verified.code()).as(verified.out()).isZero();
    }

    private static int rowsOf(Mode mode) throws IOException {
        return Files.readAllLines(shared.resolve(mode.name()).resolve("config_space_t_rank0.csv"))
                        .size()
                - 1;
    }

    private void killAtRandomMoments(Mode mode, int kills, Random random) throws IOException, InterruptedException {
        int[] moments = random.ints(kills, 0, rowsOf(mode) + 1).sorted().toArray();
        for (int moment : moments) {
            Process process = start(mode);
            awaitRows(moment, process);
            process.waitFor(random.nextInt(40), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
        }
        requireDone(start(mode));
        requireSameAsAlone(mode);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aSweepThatWasKilledGoesOnAndComesToTheSame(Mode mode) throws IOException, InterruptedException {
        killAtRandomMoments(mode, 3, new Random(5));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    @Tag("nightly")
    void aSweepThatWasKilledTenTimesComesToTheSame(Mode mode) throws IOException, InterruptedException {
        killAtRandomMoments(mode, 10, new Random(7));
    }

    @ParameterizedTest
    @CsvSource({"SEARCH, 2", "EXHAUSTIVE, 2", "SEARCH, 4", "EXHAUSTIVE, 4"})
    void severalProcessesShareTheWorkAndComeToTheSame(Mode mode, int count) throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            processes.add(start(mode));
        }
        for (Process process : processes) {
            requireDone(process);
        }
        requireSameAsAlone(mode);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aSweepThatIsToldToStopGivesBackItsClaimsAndGoesOn(Mode mode) throws IOException, InterruptedException {
        Process process = start(mode);
        awaitRows(5, process);
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(files("claims")).isEmpty();
        requireDone(start(mode));
        requireSameAsAlone(mode);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void oneOfSeveralMayDieAndJoinAgain(Mode mode) throws IOException, InterruptedException {
        List<Process> others = new ArrayList<>(List.of(start(mode)));
        Process mortal = start(mode);
        awaitRows(1 + new Random(11).nextInt(rowsOf(mode) - 1), mortal);
        mortal.destroyForcibly().waitFor();
        others.add(start(mode));
        for (Process process : others) {
            requireDone(process);
        }
        requireSameAsAlone(mode);
    }
}
