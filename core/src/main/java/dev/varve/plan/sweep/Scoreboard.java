package dev.varve.plan.sweep;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The scores that a search has seen, and why it dropped stages. Used by one thread. */
final class Scoreboard {
    private final Gates gates;
    private final Map<Stage, Map<List<?>, TreeMap<Integer, Score>>> scores = new LinkedHashMap<>();
    private final Map<Stage, String> dropped = new LinkedHashMap<>();

    Scoreboard(Gates gates) {
        this.gates = gates;
    }

    void add(List<Score> more) {
        for (Score score : more) {
            scores.computeIfAbsent(score.candidate().stage(), unused -> new LinkedHashMap<>())
                    .computeIfAbsent(score.candidate().compressors(), unused -> new TreeMap<>())
                    .put(score.part(), score);
        }
    }

    /** All scores of a stage on a part that were measured, the best ratio first. */
    List<Score> measured(Stage stage, int part) {
        return scores.getOrDefault(stage, Map.of()).values().stream()
                .map(parts -> parts.get(part))
                .filter(score -> score != null && score.outcome() instanceof Score.Measured)
                .sorted(Comparator.comparingDouble(score -> -ratio(score)))
                .toList();
    }

    /** The best ratio of a stage on a part; nothing when it failed there or was not tried. */
    Optional<Score> best(Stage stage, int part) {
        return measured(stage, part).stream().findFirst();
    }

    boolean isKept(Score score) {
        return score.outcome() instanceof Score.Measured measured && gates.areKept(measured.errors());
    }

    static double ratio(Score score) {
        return score.outcome() instanceof Score.Measured measured ? measured.ratio() : 0;
    }

    /** The score of a candidate on the largest part that it was tried on. */
    Optional<Score> last(Candidate candidate) {
        return Optional.ofNullable(scores.get(candidate.stage()))
                .map(slots -> slots.get(candidate.compressors()))
                .map(parts -> parts.firstEntry().getValue());
    }

    void drop(Stage stage, String reason) {
        dropped.putIfAbsent(stage, reason);
    }

    /** What became of every candidate of a contest, and of those that were tried beyond it. */
    List<Score> table(Contest contest) {
        Set<Candidate> seen = new LinkedHashSet<>();
        for (Stage stage : contest.stages()) {
            contest.slots().apply(stage).forEach(slot -> seen.add(new Candidate(stage, slot)));
        }
        scores.values().forEach(slots -> slots.values()
                .forEach(parts -> seen.add(parts.firstEntry().getValue().candidate())));
        return seen.stream()
                .map(candidate -> last(candidate).orElseGet(() -> skipped(candidate, contest.smallestPart())))
                .toList();
    }

    private Score skipped(Candidate candidate, int part) {
        String reason = dropped.getOrDefault(
                candidate.stage(),
                "its stage was tried; this compressor could not win there, as others of its kind show");
        return new Score(candidate, part, 0, new Score.Skipped(reason));
    }
}
