package dev.varve.cli;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.pipeline.Workers;
import dev.varve.plan.CopyPlan;
import dev.varve.plan.partition.Task;
import dev.varve.plan.partition.WorkPlan;
import dev.varve.run.partition.SharedCommit;
import dev.varve.run.partition.SharedStatus;
import dev.varve.run.partition.SharedWork;
import dev.varve.run.partition.WorkOrder;
import dev.varve.store.Durability;
import dev.varve.store.Leases;
import dev.varve.zarr.SharedStore;
import dev.varve.zarr.WorkPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code varve write}. */
@Command(
        name = "write",
        sortOptions = false,
        abbreviateSynopsis = true,
        header = {
            "Writes one rank's share of a store that 'varve init' has planned.",
            "",
            "Examples:",
            "  varve write in.nc out.zarr --rank 7",
            "  srun -n 64 varve write in.nc out.zarr          the rank is Slurm's; so for mpirun",
            "  sbatch --array=0-63 ...                        and for arrays of jobs",
            "  varve write in.nc out.zarr --join              any number of these take what is left",
            "  varve write in.nc out.zarr --processes 4",
            ""
        },
        description = {
            "Ranks may come in any order, on any machine, and again: what is written is not written twice.",
            "Exit code 0 means that the share is written and verified; 75 that it was told to stop, and",
            "that the same command goes on. A killed process costs the task that it was about.",
            ""
        })
final class WriteCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(index = "0", paramLabel = "IN", description = "What is read: that which 'varve init' was given.")
    private Path input;

    @Parameters(index = "1", paramLabel = "OUT", description = "The store that 'varve init' has made.")
    private Path output;

    @Mixin
    private RankOptions rankOptions;

    @Option(
            names = "--ranks",
            paramLabel = "N",
            description = "Among how many ranks the work is divided. Without it: as many as the launcher says, else as"
                    + " the plan has.")
    private Optional<Integer> ranks = Optional.empty();

    @Option(
            names = "--join",
            description = "Takes one task after another that nobody else has taken until none is left, then commits.")
    private boolean isJoining;

    @Option(
            names = "--processes",
            paramLabel = "N",
            description = "Starts so many processes on this machine that join, and commits.")
    private Optional<Integer> processes = Optional.empty();

    @Option(names = "--no-commit", description = "With --join or --processes: leaves the last step to 'varve commit'.")
    private boolean isWithoutCommit;

    @Option(
            names = "--durability",
            paramLabel = "none|task|object",
            description = "What survives a loss of power: nothing for sure, every finished task (task), every object.")
    private Durability durability = Durability.TASK;

    @Option(names = "--no-verify", description = "Does not decode each chunk again before it is written.")
    private boolean isUnverified;

    @Option(names = "--json", description = "For programs: schema varve.write/1.")
    private boolean isJson;

    @Mixin
    private ResourceOptions resources;

    WriteCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        boolean isSharing = isJoining || processes.isPresent();
        Optional<Launch.Rank> rank = isSharing ? Optional.empty() : rankOptions.rank(shell.environment());
        if (!isSharing && rank.isEmpty()) {
            throw new UsageException(
                    "which rank is this? No launcher says so",
                    "--rank N, or --join to take what is left, or --processes N");
        }
        long start = System.nanoTime();
        SharedStores.finishDecided(output, durability);
        WriteReport report = SharedStore.stateOf(output) == SharedStore.State.COMPLETE
                ? complete()
                : processes.isPresent() ? inProcesses(start) : write(rank, start);
        shell.answer(isJson, report::text, report::json);
        return ExitCode.DONE.number();
    }

    /** Nothing is left to be done of the plan; if it was this plan. */
    private WriteReport complete() throws IOException {
        WorkOrder order = SharedStores.order(output);
        try (Source source = LookOptions.of(order.options()).open(input, shell)) {
            SharedStores.requireSame(order, source, input, output);
        }
        return WriteReport.complete(input.toString(), output.toString());
    }

    private WriteReport inProcesses(long start) throws IOException {
        SharedStores.order(output);
        int number = processes.orElseThrow();
        if (number < 1) {
            throw new UsageException("--processes " + number + ": at least 1 is needed", "--processes 1");
        }
        int threads = Math.max(1, resources.threads(shell.environment()) / number);
        List<String> words = new ArrayList<>(List.of("write", input.toString(), output.toString(), "--join"));
        words.addAll(List.of("--no-commit", "--json", "--threads", Integer.toString(threads)));
        words.addAll(List.of("--durability", durability.name().toLowerCase(Locale.ROOT)));
        if (isUnverified) {
            words.add("--no-verify");
        }
        SharedWork.Outcome together = SharedWork.Outcome.NOTHING;
        for (String answer : new LocalProcesses(shell, number, words).run()) {
            together = together.beside(WriteReport.outcome(answer));
        }
        return finished(start, number * threads, together, Optional.empty());
    }

    private WriteReport write(Optional<Launch.Rank> rank, long start) throws IOException {
        int threads = resources.threads(shell.environment());
        SharedWork.Outcome outcome;
        WorkOrder order = SharedStores.order(output);
        Optional<WriteReport.Share> share = rank.map(which -> share(which, order.plan()));
        ConsoleProgress progress = ConsoleProgress.on(shell, "write", resources.isQuiet());
        shell.stop().leaveToBeContinued();
        try (SharedStore store = SharedStore.open(output, durability);
                Source source = SharedStores.reading(order, input, output, shell);
                Workers workers = Workers.of(threads)) {
            CopyPlan copies = copies(order, store.layouts(), source, threads);
            SharedWork work = new SharedWork(store, order.plan(), source, copies, !isUnverified, workers, progress);
            WorkPlace place = WorkPlace.of(output);
            try (Leases claims = place.join()) {
                outcome = work.write(tasks(order.plan(), share), claims);
            } finally {
                place.leave();
                progress.end();
            }
        } catch (StoppedException e) {
            throw new StoppedException(output + ": stopped; what was recorded stays", e);
        } catch (IOException e) {
            throw Complaint.named(e, output);
        }
        return finished(start, threads, outcome, share);
    }

    private CopyPlan copies(WorkOrder order, Map<String, Layout> layouts, Source source, int threads)
            throws IOException {
        Dataset selected = order.patch().isPresent()
                ? source.describe()
                : LookOptions.of(order.options()).selected(source);
        List<CopyPlan.Target> targets = new ArrayList<>();
        for (WorkPlan.Work work : order.plan().works()) {
            Variable variable = selected.variable(work.path()).orElseThrow();
            targets.add(new CopyPlan.Target(variable, layouts.get(work.path())));
        }
        return CopyPlan.of(targets, threads, resources.budgetBytes());
    }

    /** Which share a rank has; the launcher's number of ranks counts only where the user gave none. */
    private WriteReport.Share share(Launch.Rank rank, WorkPlan plan) {
        int all = ranks.orElse(rank.ranks().orElse(plan.ranks()));
        if (all < 1) {
            throw new UsageException("--ranks " + all + ": there must be at least 1", "--ranks " + plan.ranks());
        }
        if (rank.number() >= all) {
            throw new UsageException(
                    "rank " + rank.number() + " of " + all + " (" + rank.origin() + "): ranks are 0 to " + (all - 1),
                    "--rank 0 to " + (all - 1) + ", or another --ranks");
        }
        return new WriteReport.Share(rank.number(), all, rank.origin());
    }

    /** Who joins begins anywhere, so that many do not ask for the same task at the same time. */
    private static List<Task> tasks(WorkPlan plan, Optional<WriteReport.Share> share) {
        if (share.isPresent()) {
            return plan.tasks(share.get().rank(), share.get().ranks());
        }
        List<Task> all = new ArrayList<>(plan.tasks());
        if (!all.isEmpty()) {
            long mixed = ProcessHandle.current().pid() * 0x9E3779B97F4A7C15L;
            Collections.rotate(all, Math.floorMod(mixed >>> 7, all.size()));
        }
        return all;
    }

    private WriteReport finished(long start, int threads, SharedWork.Outcome outcome, Optional<WriteReport.Share> share)
            throws IOException {
        boolean isCommitting = share.isEmpty() && !isWithoutCommit;
        if (isCommitting) {
            SharedCommit.run(output, durability);
        }
        Optional<SharedStatus> status = Optional.empty();
        if (SharedStore.stateOf(output) == SharedStore.State.GROWING) {
            try (SharedStore store = SharedStore.open(output, durability)) {
                status = Optional.of(SharedStatus.of(store));
            }
        }
        return new WriteReport(
                input.toString(),
                output.toString(),
                share,
                outcome,
                (System.nanoTime() - start) / 1e9,
                threads,
                !isUnverified,
                status);
    }
}
