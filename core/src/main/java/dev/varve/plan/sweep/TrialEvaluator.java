package dev.varve.plan.sweep;

import java.io.IOException;
import java.util.List;

/** Carries out trials, each once however often it is asked for. */
@FunctionalInterface
public interface TrialEvaluator {
    /**
     * Scores all candidates of some trials.
     *
     * @return the scores in the order of the trials and of their compressors
     */
    List<Score> evaluate(List<Trial> trials) throws IOException;
}
