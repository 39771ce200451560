package dev.varve.run.sweep;

import dev.varve.plan.sweep.Candidate;
import dev.varve.plan.sweep.Score;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The scores of one field, known as soon as they are recorded, and who works on what. Threads of one process and processes
 * of several machines share it; every score is recorded once.
 */
public interface SweepLedger {
    /** What was recorded of a candidate on a part of the sample. */
    Optional<Score> recorded(Candidate candidate, int part);

    /** Records a score for all who share the ledger; it survives the process. */
    void record(Score score) throws IOException;

    /**
     * Takes a unit of work, unless someone alive has it. Claims of the dead are taken over. What others had recorded before
     * is known when it is taken: whether the unit still is to be done, {@link #recorded} tells only then.
     *
     * @param unit a name that is the same in every process
     */
    boolean claim(String unit) throws IOException;

    /** Gives a unit back; what was recorded of it stays. */
    void release(String unit) throws IOException;

    /** Reads what others recorded since, after waiting for them at most so long. */
    void awaitOthers(Duration patience) throws IOException;
}
