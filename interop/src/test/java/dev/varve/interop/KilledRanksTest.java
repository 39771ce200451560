package dev.varve.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The processes that fill a store, killed or told to stop at random moments: the store comes to the same, with little done twice. */
@Tag("interop")
@Timeout(1800)
class KilledRanksTest {
    private static final Pattern OBJECTS_DONE = Pattern.compile("\"objects\": (\\d+)");

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static Path input;
    private static Map<String, String> whole;

    @BeforeAll
    static void fillWithoutAnyKill() throws IOException, InterruptedException {
        input = RankedJob.makeInput(shared.resolve("in.nc"));
        RankedJob job = new RankedJob(
                input, Files.createDirectory(shared.resolve("whole")).resolve("out.zarr"));
        RankedJob.run(job.init());
        RankedJob.run(job.write("--join"));
        whole = RankedJob.contents(job.store());
        job.requireSame(whole);
    }

    private RankedJob job(int number) throws IOException {
        return new RankedJob(
                input, Files.createDirectory(folder.resolve("job" + number)).resolve("out.zarr"));
    }

    private Process start(List<String> words) throws IOException {
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(folder, "said", ".txt").toFile())
                .start();
    }

    /** Kills a launcher's Java and the launcher. */
    private static void kill(Process process) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
    }

    /** What four processes are told in a round: their ranks of a number that changes from round to round, or to join. */
    private static List<List<String>> round(RankedJob job, Random random) {
        List<List<String>> processes = new ArrayList<>();
        int ranks = 4 + random.nextInt(3);
        List<Integer> order = new ArrayList<>(IntStream.range(0, ranks).boxed().toList());
        Collections.shuffle(order, random);
        boolean isJoining = random.nextInt(3) == 0;
        for (int rank : order.subList(0, 4)) {
            processes.add(
                    isJoining
                            ? job.write("--join", "--no-commit")
                            : job.write("--rank", Integer.toString(rank), "--ranks", Integer.toString(ranks)));
        }
        return processes;
    }

    /** Waits until somebody is at work, most of the times. */
    private static void awaitWork(RankedJob job, Set<String> before, List<Process> running, Random random)
            throws IOException, InterruptedException {
        if (random.nextInt(8) != 0) {
            while (before.containsAll(job.claimed()) && running.stream().anyMatch(Process::isAlive)) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
    }

    /** One round: how many were killed, each at its moment. */
    private int killRound(RankedJob job, Set<String> before, Random random) throws IOException, InterruptedException {
        List<Process> running = new ArrayList<>();
        for (List<String> words : round(job, random)) {
            running.add(start(words));
        }
        awaitWork(job, before, running, random);
        int killed = 0;
        for (Process process : running) {
            process.waitFor(random.nextInt(250), TimeUnit.MILLISECONDS);
            killed += process.isAlive() ? 1 : 0;
            kill(process);
        }
        return killed;
    }

    /** What kills came to. */
    private record Toll(int kills, int stores, int redone) {}

    private Toll killUntil(int kills, Random random) throws IOException, InterruptedException {
        int killed = 0;
        int stores = 0;
        int redone = 0;
        while (killed < kills) {
            RankedJob job = job(stores++);
            RankedJob.run(job.init());
            while (killed < kills && job.recorded().size() < RankedJob.OBJECTS) {
                Set<String> before = job.claimed();
                Set<String> lost = job.lost();
                int more = killRound(job, before, random);
                Set<String> cut = job.claimed();
                cut.removeAll(before);
                assertThat(cut).as("tasks that were cut short").hasSizeLessThanOrEqualTo(more);
                Set<String> again = job.lost();
                again.removeAll(lost);
                assertThat(again).as("objects to be written again").hasSizeLessThanOrEqualTo(RankedJob.objectsOf(cut));
                redone += cut.size();
                killed += more;
            }
            finish(job);
        }
        return new Toll(killed, stores, redone);
    }

    /** The last one does what is left, and no more. */
    private void finish(RankedJob job) throws IOException, InterruptedException {
        int left = RankedJob.OBJECTS - job.recorded().size();
        Matcher objects =
                OBJECTS_DONE.matcher(RankedJob.run(job.write("--join")).out());
        assertThat(objects.find()).isTrue();
        assertThat(Integer.parseInt(objects.group(1))).isEqualTo(left);
        job.requireSame(whole);
    }

    private void killAndReport(int kills, int seed) throws IOException, InterruptedException {
        Toll toll = killUntil(kills, new Random(seed));
        assertThat(toll.kills()).isGreaterThanOrEqualTo(kills);
        assertThat(toll.redone()).isLessThanOrEqualTo(toll.kills());
    }

    @Test
    void aStoreWhoseRanksAreKilledComesToTheSame() throws IOException, InterruptedException {
        killAndReport(12, 5);
    }

    @Test
    @Tag("nightly")
    void aStoreWhoseRanksAreKilledAHundredTimesComesToTheSame() throws IOException, InterruptedException {
        killAndReport(100, 11);
    }

    @Test
    void aKilledInitLeavesNothingOrAPlan() throws IOException, InterruptedException {
        RankedJob job = job(0);
        Random random = new Random(3);
        long usual = millis(() -> RankedJob.run(job.init()));
        for (int i = 0; i < 4; i++) {
            RankedJob other = job(1 + i);
            Process init = start(other.init());
            init.waitFor(usual * (50 + random.nextInt(50)) / 100, TimeUnit.MILLISECONDS);
            kill(init);
            if (Files.notExists(other.store())) {
                RankedJob.run(other.init());
            }
            RankedJob.run(other.write("--join"));
            other.requireSame(whole);
        }
    }

    @Test
    void aKilledCommitIsDoneAgain() throws IOException, InterruptedException {
        RankedJob job = job(0);
        RankedJob.run(job.init());
        RankedJob.run(job.write("--join", "--no-commit"));
        Random random = new Random(3);
        for (int i = 0; i < 4; i++) {
            RankedJob copy = job(1 + i);
            RankedJob.run(
                    List.of("cp", "-r", job.store().toString(), copy.store().toString()));
            Process commit = start(copy.commit());
            Path begun = copy.store().resolve(".varve/work/claims/commit");
            while (commit.isAlive() && !Files.isSymbolicLink(begun)) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            commit.waitFor(random.nextInt(120), TimeUnit.MILLISECONDS);
            kill(commit);
            if (copy.isComplete()) {
                RankedJob.run(ProgramRun.varve("verify", copy.store(), "--against", input));
            }
            RankedJob.run(copy.commit());
            copy.requireSame(whole);
        }
    }

    private interface Action {
        void run() throws IOException, InterruptedException;
    }

    private static long millis(Action action) throws IOException, InterruptedException {
        long start = System.nanoTime();
        action.run();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    @ParameterizedTest
    @CsvSource({"TERM, --join", "USR1, --join", "TERM, --processes=2", "USR1, --processes=2"})
    void whoIsToldToStopLeavesNoClaimAndIsGoneOnWith(String signal, String share)
            throws IOException, InterruptedException {
        RankedJob job = job(0);
        RankedJob.run(job.init());
        Process write = start(job.write(share));
        while (write.isAlive() && job.claimed().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        List<ProcessHandle> below = write.descendants().toList();
        RankedJob.run(List.of("kill", "-" + signal, Long.toString(write.pid())));
        assertThat(write.waitFor()).isEqualTo(75);
        assertThat(below).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        assertThat(job.claimed()).isEmpty();
        assertThat(job.lost()).isEmpty();
        assertThat(job.recorded()).hasSizeLessThan(RankedJob.OBJECTS);
        finish(job);
    }
}
