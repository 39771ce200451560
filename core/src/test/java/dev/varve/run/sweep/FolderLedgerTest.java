package dev.varve.run.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.varve.array.NumericType;
import dev.varve.plan.sweep.Score;
import dev.varve.store.ConflictException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(240)
class FolderLedgerTest {
    private static final CandidateText TEXT = CandidateText.of(NumericType.FLOAT32);
    private static final SweepState STATE = SomeScores.state("ef56");

    @TempDir
    Path path;

    private FolderLedger join(int rank) throws IOException {
        return ResultsFolder.create(path).join("t", STATE, rank, TEXT);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            return all.filter(file -> !file.equals(path))
                    .map(file -> path.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private List<String> identities() throws IOException {
        List<String> identities = new ArrayList<>();
        for (String name : files()) {
            if (name.startsWith("config_space_t_rank")) {
                List<String> lines = Files.readAllLines(path.resolve(name));
                lines.stream()
                        .skip(1)
                        .forEach(line -> ResultCsv.SCORES.parse(line).ifPresent(row -> identities.add(row.identity())));
            }
        }
        return identities;
    }

    private Process start(int count, long workMicros) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SweepingProcess.class.getName(),
                        path.toString(),
                        Integer.toString(count),
                        Long.toString(workMicros))
                .redirectErrorStream(true)
                .start();
    }

    private static int done(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        List<String> lines = output.lines().toList();
        return Integer.parseInt(lines.get(lines.size() - 1));
    }

    @Test
    void whatIsRecordedIsReadBackByTheNextToTheLastBit() throws IOException {
        List<Score> scores = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            scores.add(SomeScores.score(i, i % 3, 1.0 / (1 + i % 3)));
        }
        Score failed =
                new Score(SomeScores.candidate(200), 1, 0.25, new Score.Failed("level \"9\", too\nhigh, or \r\n so"));
        try (FolderLedger ledger = join(3)) {
            for (Score score : scores) {
                ledger.record(score);
            }
            ledger.record(failed);
        }
        try (FolderLedger ledger = join(0)) {
            for (Score score : scores) {
                assertThat(ledger.recorded(score.candidate(), score.part())).hasValue(score);
            }
            assertThat(ledger.recorded(failed.candidate(), 1))
                    .map(Score::outcome)
                    .hasValue(new Score.Failed("level \"9\", too high, or   so"));
            assertThat(ledger.recorded(SomeScores.candidate(0), 1)).isEmpty();
        }
        assertThat(files()).containsExactly("config_space_t_rank3.csv", "failures_t_rank3.csv", "sweep_state_t.json");
    }

    @Test
    void aScoreThatIsKnownIsNotRecordedAgain() throws IOException {
        try (FolderLedger first = join(0);
                FolderLedger second = join(0)) {
            first.record(SomeScores.score(1));
            first.record(SomeScores.score(1));
            second.awaitOthers(Duration.ZERO);
            second.record(SomeScores.score(1));
            second.record(SomeScores.score(2));
        }
        assertThat(identities()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aRankThatSomeoneAliveHasIsLeftToThem() throws IOException {
        try (FolderLedger first = join(1);
                FolderLedger second = join(1)) {
            first.record(SomeScores.score(1));
            second.record(SomeScores.score(2));
            assertThat(first.recorded(SomeScores.candidate(2), 0)).isEmpty();
            first.awaitOthers(Duration.ofSeconds(10));
            assertThat(first.recorded(SomeScores.candidate(2), 0)).hasValue(SomeScores.score(2));
        }
        assertThat(files())
                .containsExactly("config_space_t_rank1.csv", "config_space_t_rank2.csv", "sweep_state_t.json");
    }

    @Test
    void whatWasSkippedIsForThisSearchOnly() throws IOException {
        Score skipped = new Score(SomeScores.candidate(4), 0, 1, new Score.Skipped("cannot win"));
        try (FolderLedger ledger = join(0)) {
            ledger.record(skipped);
            assertThat(ledger.recorded(skipped.candidate(), 0)).isEmpty();
            assertThat(ledger.scores()).containsExactly(skipped);
        }
        assertThat(files()).containsExactly("sweep_state_t.json");
    }

    @Test
    void aUnitIsOneThreadsAtATime() throws IOException {
        try (FolderLedger ledger = join(0);
                FolderLedger other = join(1)) {
            assertThat(ledger.claim("a")).isTrue();
            assertThat(ledger.claim("a")).isFalse();
            assertThat(other.claim("a")).isFalse();
            assertThat(other.claim("b")).isTrue();
            other.record(SomeScores.score(9));
            ledger.release("a");
            assertThat(other.claim("a")).isTrue();
            other.release("b");
            assertThat(ledger.claim("b")).isTrue();
            assertThat(ledger.recorded(SomeScores.candidate(9), 0)).hasValue(SomeScores.score(9));
        }
    }

    @Test
    void aLineThatWasCutIsMeasuredAgainAndTheFileIsWhole() throws IOException {
        try (FolderLedger ledger = join(0)) {
            ledger.record(SomeScores.score(1));
            ledger.record(SomeScores.score(2));
        }
        Path file = path.resolve("config_space_t_rank0.csv");
        byte[] whole = Files.readAllBytes(file);
        for (int cut = 1; cut < 200; cut += 13) {
            Files.write(file, Arrays.copyOf(whole, whole.length - cut));
            try (FolderLedger ledger = join(0)) {
                assertThat(ledger.recorded(SomeScores.candidate(1), 0)).isPresent();
                assertThat(ledger.recorded(SomeScores.candidate(2), 0)).isEmpty();
                assertThat(ledger.damagedRows()).isZero();
                ledger.record(SomeScores.score(2));
            }
            assertThat(Files.readAllBytes(file)).isEqualTo(whole);
        }
        Files.write(file, Arrays.copyOf(whole, 20));
        try (FolderLedger ledger = join(0)) {
            ledger.record(SomeScores.score(1));
            ledger.record(SomeScores.score(2));
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }

    @Test
    void aLineThatIsNotAsItWasWrittenIsNoScore() throws IOException {
        try (FolderLedger ledger = join(0)) {
            ledger.record(SomeScores.score(1));
            ledger.record(SomeScores.score(2));
        }
        Path file = path.resolve("config_space_t_rank0.csv");
        List<String> lines = Files.readAllLines(file);
        String drifted = lines.get(1).replace(",4000000,", ",4000001,");
        Files.writeString(file, lines.get(0) + "\r\n" + drifted + "\r\n" + lines.get(2) + "\r\n");
        try (FolderLedger ledger = join(1)) {
            assertThat(ledger.recorded(SomeScores.candidate(1), 0)).isEmpty();
            assertThat(ledger.recorded(SomeScores.candidate(2), 0)).isPresent();
            assertThat(ledger.damagedRows()).isEqualTo(1);
        }
    }

    @Test
    void anotherSweepIsRefusedAndTheDifferenceNamed() throws IOException {
        join(0).close();
        ResultsFolder folder = ResultsFolder.create(path);
        assertThatExceptionOfType(OtherSweepException.class)
                .isThrownBy(() -> folder.join("t", SomeScores.state("other"), 0, TEXT))
                .withMessageContaining("variable 't'")
                .withMessageContaining("data of the sample: was ef56, is other")
                .withMessageContaining("nothing was changed");
        folder.join("u", SomeScores.state("other"), 0, TEXT).close();
        folder.clear("t");
        folder.join("t", SomeScores.state("other"), 0, TEXT).close();
        assertThat(files()).containsExactly("sweep_state_t.json", "sweep_state_u.json");
    }

    @Test
    void resultsThatSomeoneWorksOnAreNotRemoved() throws IOException {
        ResultsFolder folder = ResultsFolder.create(path);
        try (FolderLedger ledger = join(0)) {
            ledger.record(SomeScores.score(1));
            assertThatExceptionOfType(ConflictException.class)
                    .isThrownBy(() -> folder.clear("t"))
                    .withMessageContaining("another process sweeps it");
        }
        folder.clear("t");
        assertThat(files()).isEmpty();
    }

    @Test
    void theSpaceIsWrittenOnce() throws IOException {
        ResultsFolder folder = ResultsFolder.create(path);
        folder.writeSpace("t", List.of(SomeScores.candidate(0), SomeScores.candidate(30)), TEXT);
        folder.writeSpace("t", List.of(), TEXT);
        assertThat(Files.readString(path.resolve("config_space_t.csv")))
                .isEqualTo("name,compressor,filter,serializer,pipeline\r\n"
                        + "zstd(level=1) | bitround(keepbits=1) | -,"
                        + "zstd(level=1),bitround(keepbits=1),-,"
                        + "\"" + TEXT.identity(SomeScores.candidate(0)).replace("\"", "\"\"") + "\"\r\n"
                        + "zstd(level=9) | bitround(keepbits=2) | -,"
                        + "zstd(level=9),bitround(keepbits=2),-,"
                        + "\"" + TEXT.identity(SomeScores.candidate(30)).replace("\"", "\"\"") + "\"\r\n");
        assertThat(files()).containsExactly("config_space_t.csv");
    }

    @Test
    void namesOfVariablesNeverMeet() {
        for (String variable : List.of("t", "group/t", "t_rank3", "t%2F", "Größe", "a b", ".t", "-")) {
            ResultNames names = new ResultNames(variable);
            assertThat(ResultNames.variableOfManifest(names.manifest())).hasValue(variable);
            assertThat(names.stem()).doesNotContain("/");
        }
        assertThat(new ResultNames("t").isRanked(new ResultNames("t_rank3").space()))
                .isFalse();
        assertThat(new ResultNames("t").isRanked("config_space_t_rank12.csv")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void processesThatShareAFolderDoEveryUnitOnce(int processes) throws Exception {
        List<Process> running = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            running.add(start(500, 500));
        }
        int sum = 0;
        for (Process process : running) {
            sum += done(process);
        }
        assertThat(sum).isEqualTo(500);
        assertThat(identities()).hasSize(500).doesNotHaveDuplicates();
        assertThat(files()).doesNotContain("claims");
    }

    @Test
    void threadsThatShareALedgerDoEveryUnitOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (FolderLedger ledger = join(0)) {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                running.add(threads.submit((Callable<Integer>) () -> SweepingProcess.sweep(ledger, 500, 50)));
            }
            int sum = 0;
            for (Future<Integer> one : running) {
                sum += one.get();
            }
            assertThat(sum).isEqualTo(500);
        } finally {
            threads.shutdownNow();
        }
        assertThat(identities()).hasSize(500).doesNotHaveDuplicates();
    }

    private static void awaitLength(Path file, long length) throws Exception {
        for (int i = 0; i < 60_000 && (!Files.exists(file) || Files.size(file) < length); i++) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    @Test
    void aSweepThatIsKilledAtAnyMomentLosesNothingButTheRowInFlight() throws Exception {
        Random random = new Random(20);
        Path file = path.resolve("config_space_t_rank0.csv");
        for (int round = 0; round < 8; round++) {
            long length = Files.exists(file) ? Files.size(file) : 0;
            Process killed = start(500, 300);
            awaitLength(file, length + 1 + random.nextInt(20_000));
            killed.destroyForcibly().waitFor();
            Files.writeString(file, "zstd(lev", StandardOpenOption.APPEND);
        }
        int before = identities().size();
        assertThat(before).isBetween(8, 499);
        assertThat(done(start(500, 0))).isEqualTo(500 - before);
        assertThat(identities()).hasSize(500).doesNotHaveDuplicates();
        assertThat(files()).containsExactly("config_space_t_rank0.csv", "sweep_state_t.json");
        try (FolderLedger ledger = join(0)) {
            for (int i = 0; i < 500; i++) {
                assertThat(ledger.recorded(SomeScores.candidate(i), 0)).hasValue(SomeScores.score(i));
            }
            assertThat(ledger.damagedRows()).isZero();
        }
    }
}
