package dev.varve.run.compress;

import dev.varve.dataset.Layout;
import dev.varve.dataset.Sink;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.measure.FieldMeasures;
import dev.varve.pipeline.Workers;
import dev.varve.plan.CopyPlan;
import dev.varve.run.ChunkEncoder;
import dev.varve.run.CopyRun;
import dev.varve.run.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compresses one field with the first of several chains that keeps its budget. */
public final class FieldCompression {
    /** The chunk, what it is encoded to and decoded to, and the parts of them inside the field. */
    public static final int CHUNK_COPIES = 5;

    private final Source source;
    private final Variable variable;
    private final FieldBudget budget;
    private final Target target;
    private final boolean isVerifying;
    private final Workers workers;

    /** Where a field goes; a fresh place for each attempt, of which one is kept. */
    public interface Target {
        /** How the field is cut up when a chain encodes it. */
        Layout layout(Attempt attempt);

        /** The plan that writes it so. */
        CopyPlan plan(Layout layout);

        /** Begins to write it so. */
        Sink open(Layout layout) throws IOException;

        /** Makes what was written visible. */
        void commit(Sink sink, FieldOutcome outcome) throws IOException;

        /** The bytes of all objects written to a sink. */
        long storedBytes(Sink sink);
    }

    /**
     * A field and where it goes.
     *
     * @param isVerifying whether every chunk is decoded again and measured; the budget counts only then
     */
    public FieldCompression(
            Source source, Variable variable, FieldBudget budget, Target target, boolean isVerifying, Workers workers) {
        this.source = source;
        this.variable = variable;
        this.budget = budget;
        this.target = target;
        this.isVerifying = isVerifying;
        this.workers = workers;
    }

    /**
     * Tries chains in order until one keeps the budget, and commits what that one wrote.
     *
     * @throws BudgetException when none does
     * @throws IOException when the source cannot be read or the target not written
     */
    public FieldOutcome run(List<Attempt> attempts, Progress progress) throws IOException {
        List<FieldOutcome.Broken> broken = new ArrayList<>();
        for (int place = 0; place < attempts.size(); place++) {
            Attempt attempt = attempts.get(place);
            try {
                return run(attempt, place, place == attempts.size() - 1, broken, progress);
            } catch (AttemptFailedException e) {
                broken.add(new FieldOutcome.Broken(attempt.label(), e.getMessage()));
            }
        }
        throw new BudgetException(variable.path(), broken);
    }

    private FieldOutcome run(
            Attempt attempt, int place, boolean isLast, List<FieldOutcome.Broken> broken, Progress progress)
            throws IOException {
        Layout layout = fitting(attempt);
        CopyPlan plan = target.plan(layout);
        FieldGuard guard = new FieldGuard(attempt, budget);
        try (Sink sink = target.open(layout)) {
            CopyRun.Outcome copied =
                    CopyRun.copy(plan, source, sink, isVerifying ? guard : new ChunkEncoder(false), progress, workers);
            Optional<FieldMeasures> errors = Optional.empty();
            if (isVerifying) {
                FieldMeasures measures = guard.measures();
                guard.requireKept(measures);
                if (!isLast && 2 * guard.sparedChunks() > guard.encodedChunks()) {
                    throw new AttemptFailedException(guard.sparedChunks() + " of " + guard.encodedChunks()
                            + " chunks would have broken the budget");
                }
                errors = Optional.of(measures);
            }
            FieldOutcome outcome = new FieldOutcome(
                    attempt,
                    place,
                    broken,
                    errors,
                    guard.encodedChunks(),
                    guard.sparedChunks(),
                    copied.copiedBytes(),
                    target.storedBytes(sink),
                    copied.peakBudgetBytes());
            target.commit(sink, outcome);
            return outcome;
        }
    }

    /** The layout, of which it is known that the chain can take its chunks. */
    private Layout fitting(Attempt attempt) throws AttemptFailedException {
        try {
            Layout layout = target.layout(attempt);
            layout.chain().bind(layout.chunkSpec());
            return layout;
        } catch (IllegalArgumentException e) {
            AttemptFailedException failure = new AttemptFailedException(e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }
}
