package dev.varve.run.sweep;

import dev.varve.plan.sweep.Candidate;
import dev.varve.plan.sweep.Ranking;
import dev.varve.plan.sweep.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a sweep of one field came to.
 *
 * @param sweep what was swept
 * @param table a score of every candidate, tried or not
 * @param ranking what keeps the gates, best first
 * @param seconds how long this process took, looking and reading included
 */
public record SweepResult(FieldSweep sweep, List<Score> table, Ranking ranking, double seconds) {
    private static final int MOST_RANKED = 12;

    public SweepResult {
        table = List.copyOf(table);
    }

    /** The result of a table of scores. */
    public static SweepResult of(FieldSweep sweep, List<Score> table, CandidateText text, double seconds) {
        return new SweepResult(sweep, table, Ranking.of(table, sweep.gates(), text::identity), seconds);
    }

    /**
     * What compresses the whole variable; nothing when no candidate that is admitted keeps the gates.
     *
     * @param isAdmitted whether a candidate may win
     */
    public Optional<Recipe> recipe(Recipe.SourceStamp source, CandidateText text, Predicate<Candidate> isAdmitted) {
        List<Recipe.Ranked> ranked = new ArrayList<>();
        for (Score score : ranking.order(isAdmitted, MOST_RANKED)) {
            Score.Measured measured = Ranking.measured(score);
            Candidate candidate = score.candidate();
            ranked.add(new Recipe.Ranked(
                    text.label(candidate),
                    candidate.chain(),
                    text.isPortable(candidate),
                    measured.ratio(),
                    measured.errors()));
        }
        return ranked.isEmpty()
                ? Optional.empty()
                : Optional.of(new Recipe(
                        sweep.variable().path(),
                        source,
                        sweep.stamp(),
                        sweep.innerChunkBytes(),
                        sweep.chunk(),
                        sweep.gates(),
                        sweep.scan().statistics(),
                        ranked));
    }

    /** How many candidates were measured on the whole sample. */
    public int measured() {
        return (int) table.stream()
                .filter(score -> score.part() == 0 && score.outcome() instanceof Score.Measured)
                .count();
    }

    /** How many were measured on a part of it only. */
    public int estimated() {
        return (int) table.stream()
                .filter(score -> score.part() > 0 && score.outcome() instanceof Score.Measured)
                .count();
    }

    /** How many were left out. */
    public int skipped() {
        return (int) table.stream()
                .filter(score -> score.outcome() instanceof Score.Skipped)
                .count();
    }

    /** How many could not take the field. */
    public int failed() {
        return (int) table.stream()
                .filter(score -> score.outcome() instanceof Score.Failed)
                .count();
    }
}
