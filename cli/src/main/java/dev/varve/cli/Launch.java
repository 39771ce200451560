package dev.varve.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What the launcher of this process has left in its environment: which of several processes of one job it is, and how many
 * of them share the node.
 *
 * <p>The launcher nearest to the process has the word. {@code mpirun} in a batch job leaves the variables of the batch script
 * in place, by which every process would be number 0; and they count the tasks of a job also where one process alone runs:
 * Slurm's are believed in a job step only, which {@code srun} makes. A job of an array is not a process but what the others
 * are counted in: task 3 of an array, process 1 of 2, is rank 7.
 */
record Launch(Map<String, String> environment) {
    /** By nearness. Slurm's own PMIx sets no size, so it comes after Slurm. */
    private static final List<Launcher> NEAREST_FIRST = List.of(
            new Launcher("Open MPI", "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_LOCAL_SIZE"),
            new Launcher("PMI", "PMI_RANK", "PMI_SIZE", "MPI_LOCALNRANKS"),
            new Launcher("Slurm", "SLURM_PROCID", "SLURM_NTASKS", "SLURM_STEP_TASKS_PER_NODE"),
            new Launcher("PMIx", "PMIX_RANK", "PMIX_SIZE", "PMIX_LOCAL_SIZE"));

    private static final String ARRAY_TASK = "SLURM_ARRAY_TASK_ID";

    Launch {
        environment = Map.copyOf(environment);
    }

    /**
     * A launcher's variables.
     *
     * @param name for people
     * @param rank has this process's number, from 0
     * @param ranks has how many processes there are
     * @param onNode has how many of them run on this node
     */
    private record Launcher(String name, String rank, String ranks, String onNode) {
        boolean isSlurm() {
            return rank.startsWith("SLURM_");
        }
    }

    /**
     * Which of several processes this is.
     *
     * @param number from 0
     * @param ranks how many processes there are; nothing where nobody says so
     * @param origin who says so, for people
     */
    record Rank(int number, OptionalInt ranks, String origin) {}

    /**
     * This process's rank; nothing when no launcher says so.
     *
     * @throws UsageException when the rank is too large
     */
    Optional<Rank> rank() {
        List<Rank> ranks =
                Stream.of(arrayTask(), process()).flatMap(Optional::stream).toList();
        if (ranks.size() < 2) {
            return ranks.stream().findFirst();
        }
        Rank task = ranks.get(0);
        Rank process = ranks.get(1);
        OptionalInt size = process.ranks();
        if (size.isEmpty()) {
            throw new UsageException(
                    task.origin() + "; " + process.origin()
                            + ": how many processes each task of the array has is not said",
                    "--rank N");
        }
        try {
            int number = Math.addExact(Math.multiplyExact(task.number(), size.getAsInt()), process.number());
            OptionalInt all = task.ranks().isPresent()
                    ? OptionalInt.of(Math.multiplyExact(task.ranks().getAsInt(), size.getAsInt()))
                    : OptionalInt.empty();
            return Optional.of(new Rank(number, all, task.origin() + "; " + process.origin()));
        } catch (ArithmeticException e) {
            throw new UsageException(task.origin() + "; " + process.origin() + ": too many ranks", "--rank N");
        }
    }

    /**
     * The number of a task of an array is its rank, also where the array begins at another number than 0 or has holes: tasks
     * of a job that failed are submitted again by their numbers alone. How many ranks there are is told by a whole array.
     */
    private Optional<Rank> arrayTask() {
        OptionalInt number = number(ARRAY_TASK);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        OptionalInt count = number("SLURM_ARRAY_TASK_COUNT");
        OptionalInt last = number("SLURM_ARRAY_TASK_MAX");
        boolean isWhole = count.isPresent() && last.isPresent() && count.getAsInt() == last.getAsInt() + 1;
        OptionalInt ranks = isWhole ? count : OptionalInt.empty();
        return Optional.of(new Rank(number.getAsInt(), ranks, said("Slurm's array", ARRAY_TASK, number, ranks)));
    }

    private Optional<Rank> process() {
        return believed().findFirst().map(launcher -> {
            OptionalInt number = number(launcher.rank());
            OptionalInt ranks = number(launcher.ranks());
            return new Rank(number.getAsInt(), ranks, said(launcher.name(), launcher.rank(), number, ranks));
        });
    }

    private Stream<Launcher> believed() {
        return NEAREST_FIRST.stream()
                .filter(launcher -> number(launcher.rank()).isPresent())
                .filter(launcher -> !launcher.isSlurm() || isInStep());
    }

    /** Slurm numbers the batch script and an interactive shell as steps beyond nine digits, where it does so at all. */
    private boolean isInStep() {
        return number("SLURM_STEP_ID").isPresent();
    }

    private static String said(String launcher, String variable, OptionalInt number, OptionalInt ranks) {
        String of = ranks.isPresent() ? " of " + ranks.getAsInt() : "";
        return launcher + ", " + variable + "=" + number.getAsInt() + of;
    }

    /**
     * How many processes of this job run on this node, at least 1. Slurm lists all nodes, such as {@code 4(x2),3}: the
     * largest number is taken.
     */
    int processesOnNode() {
        String listed = believed()
                .map(launcher -> environment.getOrDefault(launcher.onNode(), ""))
                .filter(said -> !said.isEmpty())
                .findFirst()
                .orElse("");
        List<Integer> counts = new ArrayList<>(List.of(1));
        for (String node : listed.split(",", -1)) {
            value(node.replaceFirst("\\(x[0-9]+\\)$", "")).ifPresent(counts::add);
        }
        return counts.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    /** How many of the node's processors Slurm gives to each process of the job; nothing outside Slurm. */
    OptionalInt processorsOfSlurm() {
        OptionalInt onNode = number("SLURM_CPUS_ON_NODE");
        return Stream.of(
                        number("SLURM_CPUS_PER_TASK"),
                        onNode.isPresent() ? OptionalInt.of(onNode.getAsInt() / processesOnNode()) : onNode)
                .flatMapToInt(OptionalInt::stream)
                .map(processors -> Math.max(1, processors))
                .min();
    }

    private OptionalInt number(String name) {
        return value(environment.getOrDefault(name, ""));
    }

    private static OptionalInt value(String text) {
        return text.matches("[0-9]{1,9}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }
}
