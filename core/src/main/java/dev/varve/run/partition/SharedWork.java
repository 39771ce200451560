package dev.varve.run.partition;

import dev.varve.dataset.Source;
import dev.varve.pipeline.Workers;
import dev.varve.plan.CopyPlan;
import dev.varve.plan.partition.ObjectShare;
import dev.varve.plan.partition.Task;
import dev.varve.plan.partition.WorkDone;
import dev.varve.plan.partition.WorkPlan;
import dev.varve.run.ChunkEncoder;
import dev.varve.run.CopyRun;
import dev.varve.run.Progress;
import dev.varve.store.Leases;
import dev.varve.zarr.SharedStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Does tasks of a store that others fill, too. A task is taken by one process at a time; what others have done is not done again;
 * what others are about is waited for, and done in their stead when they die. When {@link #write} returns, all tasks it was given
 * are done, by whomever.
 */
public final class SharedWork {
    private static final long LONGEST_PAUSE_MILLIS = 2000;

    private final SharedStore store;
    private final WorkPlan plan;
    private final Source source;
    private final CopyPlan copies;
    private final Map<String, CopyPlan.VariableCopy> byPath = new HashMap<>();
    private final boolean isVerifying;
    private final Workers workers;
    private final Progress progress;
    private Outcome outcome = Outcome.NOTHING;

    /**
     * @param copies how the variables are copied, all of each
     * @param isVerifying whether each chunk is decoded again and compared before it is written
     */
    public SharedWork(
            SharedStore store,
            WorkPlan plan,
            Source source,
            CopyPlan copies,
            boolean isVerifying,
            Workers workers,
            Progress progress) {
        this.store = store;
        this.plan = plan;
        this.source = source;
        this.copies = copies;
        this.isVerifying = isVerifying;
        this.workers = workers;
        this.progress = progress;
        copies.variables().forEach(copy -> byPath.put(copy.variable().path(), copy));
    }

    /**
     * What one process did.
     *
     * @param tasks how many tasks
     * @param objects how many objects, those among them that are only fill value and are not stored
     * @param copiedBytes decoded bytes that were copied
     * @param encodedBytes encoded bytes that were appended
     * @param peakBudgetBytes the most memory that data took at once
     */
    public record Outcome(long tasks, long objects, long copiedBytes, long encodedBytes, long peakBudgetBytes) {
        /** Nothing was done. */
        public static final Outcome NOTHING = new Outcome(0, 0, 0, 0, 0);

        /** What this process and one beside it did together. */
        public Outcome beside(Outcome other) {
            return new Outcome(
                    tasks + other.tasks,
                    objects + other.objects,
                    copiedBytes + other.copiedBytes,
                    encodedBytes + other.encodedBytes,
                    peakBudgetBytes + other.peakBudgetBytes);
        }

        private Outcome and(OpenTasks done, CopyRun.Outcome run) {
            return new Outcome(
                    tasks + done.recorded(),
                    objects + done.objects(),
                    copiedBytes + run.copiedBytes(),
                    encodedBytes + run.encodedBytes(),
                    Math.max(peakBudgetBytes, run.peakBudgetBytes()));
        }
    }

    /** Does what is done while the store is made, when nobody else is there. */
    public void writeInitial() throws IOException {
        for (Task task : plan.initialTasks()) {
            try (SharedStore.Piece piece = store.begin(task.name())) {
                CopyPlan part = copies.of(byPath(task), share(task));
                CopyRun.copy(part, source, piece, isVerifying, Progress.partOf(progress), workers);
                piece.commit();
            }
        }
    }

    /**
     * Sees to it that tasks are done.
     *
     * @param claims this process among those who fill the store
     * @throws IOException when the source cannot be read or an object cannot be written; what was recorded by then stays
     */
    public Outcome write(List<Task> tasks, Leases claims) throws IOException {
        progress.begin(bytes(WorkDone.of(plan, store.pieces()), tasks));
        List<Task> open = tasks;
        long pauseMillis = 50;
        while (!open.isEmpty()) {
            long before = outcome.tasks();
            open = pass(open, claims);
            if (outcome.tasks() > before) {
                pauseMillis = 50;
            } else if (!open.isEmpty()) {
                pause(pauseMillis);
                pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
            }
        }
        return outcome;
    }

    /** Decoded bytes that are left to be done. */
    private long bytes(WorkDone done, List<Task> tasks) {
        long bytes = 0;
        for (Task task : tasks) {
            for (Task left : done.left(task)) {
                bytes += byPath(left).of(share(left)).decodedBytes();
            }
        }
        return bytes;
    }

    private CopyPlan.VariableCopy byPath(Task task) {
        return byPath.get(plan.works().get(task.work()).path());
    }

    private ObjectShare share(Task task) {
        return new ObjectShare(plan.works().get(task.work()).order(), task.run());
    }

    /** Goes through tasks once, and does what nobody else is about; gives those that others are about. */
    private List<Task> pass(List<Task> tasks, Leases claims) throws IOException {
        WorkDone done = WorkDone.of(plan, store.pieces());
        List<Task> left =
                tasks.stream().flatMap(task -> done.left(task).stream()).toList();
        OpenTasks open = new OpenTasks(store, claims, left, task -> byPath(task).of(share(task)));
        CopyRun.Outcome run = CopyRun.copy(
                copies, open, source, open, new ChunkEncoder(isVerifying), Progress.partOf(progress), workers);
        outcome = outcome.and(open, run);
        return open.others();
    }

    private void pause(long millis) throws IOException {
        progress.advance("", 0);
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while others are at work on " + store.name());
        }
    }
}
