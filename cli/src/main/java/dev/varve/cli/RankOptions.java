package dev.varve.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Which of several processes that share one job this one is: as the user says, else as the launcher that started it does. */
final class RankOptions {
    /** Variables of a rank and of how many ranks there are, in the order in which they are asked. */
    private static final List<Launcher> LAUNCHERS = List.of(
            new Launcher("Slurm's array", "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT"),
            new Launcher("Slurm", "SLURM_PROCID", "SLURM_NTASKS"),
            new Launcher("Open MPI", "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"),
            new Launcher("PMI", "PMI_RANK", "PMI_SIZE"),
            new Launcher("PMIx", "PMIX_RANK", "PMIX_SIZE"));

    @Option(
            names = "--rank",
            paramLabel = "N",
            description = "Which of several processes this is, from 0. Without it: SLURM_ARRAY_TASK_ID, SLURM_PROCID,"
                    + " OMPI_COMM_WORLD_RANK, PMI_RANK or PMIX_RANK, whichever is set first.")
    private Optional<Integer> rank = Optional.empty();

    /** A launcher of processes. */
    private record Launcher(String name, String rank, String ranks) {}

    /**
     * Which process this is.
     *
     * @param number from 0
     * @param origin who says so, for people; nothing when nobody does
     */
    record Rank(int number, Optional<String> origin) {}

    /**
     * This process's rank.
     *
     * @throws UsageException when it is negative
     */
    Rank rank(Map<String, String> environment) {
        if (rank.isPresent()) {
            if (rank.get() < 0) {
                throw new UsageException("--rank " + rank.get() + ": ranks are counted from 0", "--rank 0");
            }
            return new Rank(rank.get(), Optional.of("--rank"));
        }
        for (Launcher launcher : LAUNCHERS) {
            OptionalInt number = number(environment, launcher.rank());
            if (number.isPresent()) {
                OptionalInt all = number(environment, launcher.ranks());
                String of = all.isPresent() ? " of " + all.getAsInt() : "";
                return new Rank(
                        number.getAsInt(),
                        Optional.of(launcher.name() + ", " + launcher.rank() + "=" + number.getAsInt() + of));
            }
        }
        return new Rank(0, Optional.empty());
    }

    private static OptionalInt number(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        return value.matches("[0-9]{1,9}") ? OptionalInt.of(Integer.parseInt(value)) : OptionalInt.empty();
    }
}
