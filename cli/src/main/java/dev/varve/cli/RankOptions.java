package dev.varve.cli;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Which of several processes that share one job this one is: as the user says, else as the launcher that started it does. */
final class RankOptions {
    @Option(
            names = "--rank",
            paramLabel = "N",
            description = "Which of several processes this is, from 0. Without it: what mpirun (OMPI_COMM_WORLD_RANK,"
                    + " PMI_RANK), srun (SLURM_PROCID) or PMIX_RANK says, the nearest first; in a job array,"
                    + " SLURM_ARRAY_TASK_ID times the processes of each task, plus that.")
    private Optional<Integer> rank = Optional.empty();

    /**
     * This process's rank; nothing when neither the user nor a launcher says so.
     *
     * @throws UsageException when it is negative or too large
     */
    Optional<Launch.Rank> rank(Map<String, String> environment) {
        if (rank.isEmpty()) {
            return new Launch(environment).rank();
        }
        if (rank.get() < 0) {
            throw new UsageException("--rank " + rank.get() + ": ranks are counted from 0", "--rank 0");
        }
        return Optional.of(new Launch.Rank(rank.get(), OptionalInt.empty(), "--rank"));
    }
}
