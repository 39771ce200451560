package dev.varve.plan.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which candidates keep the gates on the whole sample, best first: the larger ratio, then the smaller L1 error, then the text
 * of the chain, as dc_toolkit has it.
 *
 * @param kept scores of what keeps the gates, best first
 */
public record Ranking(List<Score> kept) {
    public Ranking {
        kept = List.copyOf(kept);
    }

    /**
     * Ranks a table.
     *
     * @param identity the text of a candidate
     */
    public static Ranking of(List<Score> table, Gates gates, Function<Candidate, String> identity) {
        List<Score> kept = new ArrayList<>();
        for (Score score : table) {
            if (score.part() == 0
                    && score.outcome() instanceof Score.Measured measured
                    && gates.areKept(measured.errors())) {
                kept.add(score);
            }
        }
        kept.sort(bestFirst(score -> Optional.of(measured(score)), score -> identity.apply(score.candidate())));
        return new Ranking(kept);
    }

    /**
     * The order of whatever has measures: the larger ratio, the smaller L1 error, the text; what was not measured comes last.
     *
     * @param identity the text of the candidate
     */
    public static <T> Comparator<T> bestFirst(
            Function<T, Optional<Score.Measured>> measured, Function<T, String> identity) {
        return Comparator.<T>comparingDouble(
                        each -> -measured.apply(each).map(Score.Measured::ratio).orElse(-1.0))
                .thenComparingDouble(each -> measured.apply(each)
                        .map(known -> known.errors().l1Relative())
                        .orElse(Double.MAX_VALUE))
                .thenComparing(identity);
    }

    /** What was measured of a score of a ranking. */
    public static Score.Measured measured(Score score) {
        return (Score.Measured) score.outcome();
    }

    /** The best of those that a condition admits. */
    public Optional<Score> best(Predicate<Candidate> isAdmitted) {
        return kept.stream().filter(score -> isAdmitted.test(score.candidate())).findFirst();
    }

    /**
     * Those that a condition admits in the order in which they are taken when one fails: the best ones, at last one that loses
     * nothing.
     *
     * @param most how many of the best
     */
    public List<Score> order(Predicate<Candidate> isAdmitted, int most) {
        List<Score> admitted = kept.stream()
                .filter(score -> isAdmitted.test(score.candidate()))
                .toList();
        List<Score> order = new ArrayList<>(admitted.subList(0, Math.min(most, admitted.size())));
        admitted.stream()
                .filter(score -> score.candidate().stage().isLossless() && !order.contains(score))
                .findFirst()
                .ifPresent(order::add);
        return order;
    }
}
