package dev.varve.run.sweep;

import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.Scratch;
import dev.varve.codec.ScratchPool;
import dev.varve.pipeline.Workers;
import dev.varve.plan.sweep.Candidate;
import dev.varve.plan.sweep.Score;
import dev.varve.plan.sweep.Trial;
import dev.varve.plan.sweep.TrialEvaluator;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Carries out trials on all threads, together with whoever shares the ledger: a unit of work is claimed, what is recorded of
 * it already is not done again, and what others work on is waited for.
 */
public final class SweepEngine implements TrialEvaluator, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(200);

    /** So few units for each thread are cut into single compressors, lest one thread works long after the others. */
    private static final int UNITS_PER_THREAD = 4;

    /** What compressors may take beside their bytes for each thread that there is. */
    private static final long WORKSPACE_BYTES_PER_THREAD = 64 << 20;

    private final TrialRun runner;
    private final SweepLedger ledger;
    private final Workers workers;
    private final Function<Candidate, String> identity;
    private final SweepProgress progress;
    private final ScratchPool scratches = new ScratchPool();

    /**
     * An engine.
     *
     * @param identity a text for each candidate that is the same in every process
     */
    SweepEngine(
            TrialRun runner,
            SweepLedger ledger,
            Workers workers,
            Function<Candidate, String> identity,
            SweepProgress progress) {
        this.runner = runner;
        this.ledger = ledger;
        this.workers = workers;
        this.identity = identity;
        this.progress = progress;
    }

    @Override
    public List<Score> evaluate(List<Trial> trials) throws IOException {
        List<Trial> pending = missing(units(trials));
        progress.ahead(
                pending.stream().mapToInt(trial -> trial.compressors().size()).sum());
        while (!pending.isEmpty()) {
            boolean isWorking = isManyFor(pending.size()) ? doEach(pending) : doTogether(pending);
            pending = missing(pending);
            if (!isWorking && !pending.isEmpty()) {
                ledger.awaitOthers(PATIENCE);
            }
        }
        List<Score> scores = new ArrayList<>();
        for (Trial trial : trials) {
            for (Candidate candidate : trial.candidates()) {
                scores.add(ledger.recorded(candidate, trial.part()).orElseThrow());
            }
        }
        return scores;
    }

    /** Frees what threads kept from one piece to the next. */
    @Override
    public void close() {
        scratches.close();
    }

    private boolean isManyFor(int units) {
        return units >= (long) UNITS_PER_THREAD * workers.threads();
    }

    private List<Trial> units(List<Trial> trials) {
        if (isManyFor(trials.size())) {
            return trials;
        }
        List<Trial> units = new ArrayList<>();
        for (Trial trial : trials) {
            for (List<BytesToBytesCodec> slot : trial.compressors()) {
                units.add(new Trial(trial.stage(), trial.part(), List.of(slot)));
            }
        }
        return units;
    }

    private List<Trial> missing(List<Trial> units) {
        return units.stream().flatMap(unit -> missing(unit).stream()).toList();
    }

    /** What of a trial is not recorded. */
    private Optional<Trial> missing(Trial trial) {
        List<List<BytesToBytesCodec>> slots = new ArrayList<>();
        for (Candidate candidate : trial.candidates()) {
            if (ledger.recorded(candidate, trial.part()).isEmpty()) {
                slots.add(candidate.compressors());
            }
        }
        return slots.isEmpty() ? Optional.empty() : Optional.of(new Trial(trial.stage(), trial.part(), slots));
    }

    /** Each unit by one thread, piece after piece. */
    private boolean doEach(List<Trial> units) throws IOException {
        AtomicInteger done = new AtomicInteger();
        workers.forEach(units.size(), i -> {
            Scratch scratch = scratches.take();
            try (Claimed claimed = claim(units.get(i))) {
                if (claimed.work.isPresent()) {
                    Trial work = claimed.work.get();
                    List<TrialRun.PieceResult> pieces = new ArrayList<>();
                    for (int piece = 0; piece < runner.pieces(work.part()); piece++) {
                        pieces.add(runner.run(work, piece, scratch));
                    }
                    record(runner.combine(work, pieces));
                    done.incrementAndGet();
                }
            } finally {
                scratches.giveBack(scratch);
            }
        });
        return done.get() > 0;
    }

    /** Few units: each piece by another thread, lest one thread works long after the others. */
    private boolean doTogether(List<Trial> units) throws IOException {
        try (ClaimedUnits claimed = new ClaimedUnits()) {
            for (Trial unit : units) {
                claimed.add(claim(unit));
            }
            List<Trial> work = claimed.work();
            int[] first = new int[work.size() + 1];
            for (int i = 0; i < work.size(); i++) {
                first[i + 1] = first[i] + runner.pieces(work.get(i).part());
            }
            TrialRun.PieceResult[] results = new TrialRun.PieceResult[first[work.size()]];
            AtomicInteger[] open = new AtomicInteger[work.size()];
            for (int i = 0; i < open.length; i++) {
                open[i] = new AtomicInteger(first[i + 1] - first[i]);
            }
            BudgetedTasks tasks = tasks(work, first);
            workers.forEach(results.length, unused -> {
                int task = doNext(tasks, work, first, results);
                int unit = unitOf(task, first);
                if (open[unit].decrementAndGet() == 0) {
                    record(runner.combine(
                            work.get(unit), Arrays.asList(results).subList(first[unit], first[unit + 1])));
                }
            });
            return !work.isEmpty();
        }
    }

    /** All pieces of all units, so that the greediest compressors do not run side by side. */
    private BudgetedTasks tasks(List<Trial> work, int[] first) {
        long[] bytes = new long[first[work.size()]];
        for (int task = 0; task < bytes.length; task++) {
            int unit = unitOf(task, first);
            bytes[task] = runner.workspaceBytes(work.get(unit), task - first[unit]);
        }
        return new BudgetedTasks(bytes, WORKSPACE_BYTES_PER_THREAD * workers.threads());
    }

    /** Does some piece and returns its number. */
    private int doNext(BudgetedTasks tasks, List<Trial> work, int[] first, TrialRun.PieceResult[] results)
            throws IOException {
        try (BudgetedTasks.Task task = tasks.take()) {
            int unit = unitOf(task.number(), first);
            Scratch scratch = scratches.take();
            try {
                results[task.number()] = runner.run(work.get(unit), task.number() - first[unit], scratch);
            } finally {
                scratches.giveBack(scratch);
            }
            return task.number();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private static int unitOf(int task, int[] first) {
        int at = Arrays.binarySearch(first, task);
        return at >= 0 ? at : -at - 2;
    }

    private void record(List<Score> scores) throws IOException {
        for (Score score : scores) {
            ledger.record(score);
            progress.scored(score);
        }
    }

    /** Takes what of a unit nobody else has, and nobody has done. */
    private Claimed claim(Trial unit) throws IOException {
        List<String> names = new ArrayList<>();
        List<List<BytesToBytesCodec>> slots = new ArrayList<>();
        for (Candidate candidate : unit.candidates()) {
            String name = "part " + unit.part() + " " + identity.apply(candidate);
            if (ledger.claim(name)) {
                names.add(name);
                slots.add(candidate.compressors());
            }
        }
        return new Claimed(names, missing(new Trial(unit.stage(), unit.part(), slots)));
    }

    /** Claims of one unit; closing gives them back. */
    private final class Claimed implements Closeable {
        private final List<String> names;
        private final Optional<Trial> work;

        private Claimed(List<String> names, Optional<Trial> work) {
            this.names = names;
            this.work = work;
        }

        @Override
        public void close() throws IOException {
            for (String name : names) {
                ledger.release(name);
            }
        }
    }

    /** Claims of several units. */
    private static final class ClaimedUnits implements Closeable {
        private final List<Claimed> all = new ArrayList<>();

        void add(Claimed claimed) {
            all.add(claimed);
        }

        List<Trial> work() {
            return all.stream().flatMap(claimed -> claimed.work.stream()).toList();
        }

        @Override
        public void close() throws IOException {
            for (Claimed claimed : all) {
                claimed.close();
            }
        }
    }
}
