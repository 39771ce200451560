package dev.varve.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command as the processes of a real {@code mpirun}, {@code srun} and {@code sbatch} fill a store. */
@Tag("interop")
@Timeout(300)
class LaunchedWriteTest {
    private static final String COMPARE = """
            import sys, warnings, xarray as xr
            warnings.simplefilter("error")
            with xr.open_dataset(sys.argv[1]) as read, xr.open_dataset(sys.argv[2]) as written:
                xr.testing.assert_identical(read.load(), written.load())
            """;

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    @AutoClose
    private static SlurmCluster slurm;

    private static Path input;
    private static Map<String, String> converted;

    private RankedJob job;

    @BeforeAll
    static void startSlurmAndConvert() throws IOException, InterruptedException {
        slurm = SlurmCluster.start(shared.resolve("slurm"));
        input = RankedJob.makeInput(shared.resolve("in.nc"));
        RankedJob alone = new RankedJob(input, shared.resolve("out.zarr"));
        RankedJob.run(alone.convert());
        converted = RankedJob.contents(alone.store());
    }

    @BeforeEach
    void plan() throws IOException, InterruptedException {
        job = new RankedJob(input, Files.createDirectory(folder.resolve("work")).resolve("out.zarr"));
        RankedJob.run(job.init());
    }

    private List<String> write() {
        return ProgramRun.varve("write", job.input(), job.store(), "--threads", "1");
    }

    private static String[] said(String origin) {
        return IntStream.range(0, 4)
                .mapToObj(rank -> "rank:     " + rank + " of 4 (" + origin.replace("#", Integer.toString(rank)) + ")")
                .toArray(String[]::new);
    }

    private void requireWritten(ProgramRun run, String origin) throws IOException, InterruptedException {
        run.succeeded();
        assertThat(run.out().lines().filter(line -> line.startsWith("rank: "))).containsExactlyInAnyOrder(said(origin));
        assertThat(run.out().lines().filter(line -> line.startsWith("wrote: ")))
                .hasSize(4)
                .noneMatch(line -> line.contains(" 0 objects"));
        RankedJob.run(job.commit());
        Map<String, String> written = RankedJob.contents(job.store());
        assertThat(written.remove(".varve/plan.json")).isNotNull();
        assertThat(written).isEqualTo(converted);
        ProgramRun.of(new ProcessBuilder(
                        PythonScript.executable(),
                        "-c",
                        COMPARE,
                        input.toString(),
                        job.store().toString()))
                .succeeded();
    }

    @Test
    void theRanksOfMpirunFillAStore() throws IOException, InterruptedException {
        requireWritten(Mpi.run(4, write()), "Open MPI, OMPI_COMM_WORLD_RANK=# of 4");
    }

    @Test
    void theTasksOfSrunFillAStore() throws IOException, InterruptedException {
        requireWritten(slurm.srun(folder, List.of("-n", "4"), write()), "Slurm, SLURM_PROCID=# of 4");
    }

    @Test
    void theTasksOfAnArrayFillAStore() throws IOException, InterruptedException {
        Path batch = SlurmCluster.batchFile(folder.resolve("job.sh"), "'" + String.join("' '", write()) + "'");
        requireWritten(
                slurm.sbatch(folder, List.of("--array=0-3"), batch), "Slurm's array, SLURM_ARRAY_TASK_ID=# of 4");
    }
}
