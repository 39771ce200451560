package dev.varve.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.plan.sweep.Score;
import dev.varve.run.sweep.ResultRow;
import dev.varve.run.sweep.ResultsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command as the processes of a real {@code mpirun}, {@code srun} and {@code sbatch} share a sweep. */
@Tag("interop")
@Timeout(300)
class LaunchedSweepTest {
    private static final String MAKE_INPUT = """
            import sys, netCDF4, numpy as np
            d = netCDF4.Dataset(sys.argv[1], "w")
            d.createDimension("t", 2); d.createDimension("y", 120); d.createDimension("x", 240)
            v = d.createVariable("v", "f4", ("t", "y", "x"))
            r = np.random.default_rng(7)
            y, x = np.mgrid[0:120, 0:240]
            v[:] = 280 + 20 * np.sin(y / 57) + np.cos(x / 31) + 0.1 * r.standard_normal((2, 120, 240))
            d.close()
            """;

    private static final List<String> CLASSES =
            List.of("--compressors", "zstd,lzma,none", "--filters", "bitround,none", "--serializers", "bytes");

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    @AutoClose
    private static SlurmCluster slurm;

    private static Path input;
    private static List<Row> alone;

    /** A candidate's row, but for what was timed. */
    private record Row(String identity, ResultRow.Status status, List<Object> numbers, boolean isKept, String reason) {
        static Row of(ResultRow row) {
            List<Object> numbers = new ArrayList<>(List.of(row.part(), row.passes(), row.sourceRatio()));
            row.measured().map(Score.Measured::errors).ifPresent(numbers::add);
            row.measured().map(Score.Measured::encodedBytes).ifPresent(numbers::add);
            return new Row(row.identity(), row.status(), numbers, row.isKept(), row.reason());
        }
    }

    @BeforeAll
    static void startSlurmAndSweepAlone() throws IOException, InterruptedException {
        slurm = SlurmCluster.start(shared.resolve("slurm"));
        input = shared.resolve("in.nc");
        ProgramRun.of(new ProcessBuilder(PythonScript.executable(), "-c", MAKE_INPUT, input.toString()))
                .succeeded();
        ProgramRun.of(new ProcessBuilder(sweep(shared.resolve("alone")))).succeeded();
        alone = rows(shared.resolve("alone"));
    }

    private static List<String> sweep(Path results) {
        List<String> words = ProgramRun.varve("sweep", input, "--l1", "1e-4", "--where", results, "--exhaustive");
        words.addAll(CLASSES);
        return words;
    }

    private static List<Row> rows(Path results) throws IOException {
        return ResultsFolder.open(results).table("v").rows().stream()
                .map(Row::of)
                .toList();
    }

    private Path results() {
        return folder.resolve("results");
    }

    /** The ranks that found something to do, each with the candidates that it tried. */
    private List<List<String>> tried(Path results) throws IOException {
        List<List<String>> tried = new ArrayList<>();
        try (Stream<Path> files = Files.list(results)) {
            for (Path file : files.sorted().toList()) {
                if (file.getFileName().toString().matches("config_space_v_rank\\d+\\.csv")) {
                    tried.add(Files.readAllLines(file).stream()
                            .skip(1)
                            .map(line -> line.substring(0, line.lastIndexOf('}')))
                            .toList());
                }
            }
        }
        return tried;
    }

    private void requireSameAsAlone(Path results) throws IOException {
        assertThat(rows(results)).isEqualTo(alone);
        assertThat(tried(results).stream().flatMap(List::stream))
                .doesNotHaveDuplicates()
                .hasSize(alone.size());
        VarveRun verified = VarveRun.of("verify", results);
        assertThat(verified.code()).as(verified.out()).isZero();
    }

    private void requireShared(ProgramRun run, String... ranks) throws IOException {
        run.succeeded();
        assertThat((run.out() + run.err()).lines().filter(line -> line.startsWith("varve: rank ")))
                .containsExactlyInAnyOrder(ranks);
        assertThat(run.out().lines().filter(line -> line.startsWith("v: "))).hasSize(ranks.length);
        requireSameAsAlone(results());
        assertThat(tried(results()).stream().filter(candidates -> !candidates.isEmpty()))
                .as("ranks that worked")
                .hasSizeGreaterThan(1);
    }

    private static String[] said(int ranks, String pattern) {
        return IntStream.range(0, ranks)
                .mapToObj(rank -> pattern.replace("#", Integer.toString(rank)))
                .toArray(String[]::new);
    }

    private Path batchFile(String before) throws IOException {
        return SlurmCluster.batchFile(
                folder.resolve("job.sh"), before + "'" + String.join("' '", sweep(results())) + "'");
    }

    @Test
    void theRanksOfMpirunShareASweep() throws IOException, InterruptedException {
        requireShared(Mpi.run(4, sweep(results())), said(4, "varve: rank # (Open MPI, OMPI_COMM_WORLD_RANK=# of 4)"));
    }

    @Test
    void theTasksOfSrunShareASweep() throws IOException, InterruptedException {
        requireShared(
                slurm.srun(folder, List.of("-n", "2"), sweep(results())),
                said(2, "varve: rank # (Slurm, SLURM_PROCID=# of 2)"));
    }

    @Test
    void theTasksOfAnArrayShareASweep() throws IOException, InterruptedException {
        requireShared(
                slurm.sbatch(folder, List.of("--array=0-3"), batchFile("")),
                said(4, "varve: rank # (Slurm's array, SLURM_ARRAY_TASK_ID=# of 4)"));
    }

    /** The batch script's own number, which all of its processes have in their environment, is 0. */
    @Test
    void theRanksOfMpirunInABatchJobAreMpiruns() throws IOException, InterruptedException {
        requireShared(
                slurm.sbatch(folder, List.of("--ntasks=2"), batchFile(String.join(" ", Mpi.words(2)) + " ")),
                said(2, "varve: rank # (Open MPI, OMPI_COMM_WORLD_RANK=# of 2)"));
    }

    @Test
    void theProcessesOfArrayTasksAreNumberedThrough() throws IOException, InterruptedException {
        String said = "varve: rank %d (Slurm's array, SLURM_ARRAY_TASK_ID=%d of 2; Slurm, SLURM_PROCID=%d of 2)";
        requireShared(
                slurm.sbatch(folder, List.of("--array=0-1", "--ntasks=2"), batchFile("srun ")),
                said.formatted(0, 0, 0),
                said.formatted(1, 0, 1),
                said.formatted(2, 1, 0),
                said.formatted(3, 1, 1));
    }

    @Test
    void thePrintedBatchFileSweepsItsListAsItIs() throws IOException, InterruptedException {
        Path list = Files.writeString(folder.resolve("fields.txt"), input + " v 1e-4\n" + input + " none 1e-4\n");
        List<String> words = ProgramRun.varve("sweep", "--slurm-script", list, "--where", "results", "--exhaustive");
        words.addAll(CLASSES);
        Path script = Files.writeString(
                folder.resolve("sweep.sbatch"),
                ProgramRun.of(new ProcessBuilder(words)).succeeded().out());
        ProgramRun failed = slurm.sbatch(folder, List.of(), script);
        assertThat(failed.code()).as(failed.out()).isEqualTo(1);
        assertThat(failed.out())
                .contains("varve: rank 0 (Slurm, SLURM_PROCID=0 of 1)\n", "there is no variable 'none'")
                .endsWith("1 of 2 sweeps done, 1 failed\n");
        requireSameAsAlone(results().resolve("in.nc"));
    }
}
