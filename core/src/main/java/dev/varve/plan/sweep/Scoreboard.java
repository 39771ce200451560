package dev.varve.plan.sweep;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** The best ratio on a part among candidates that keep the gates. */
    Optional<Score> bestKept(int part) {
        return scores.keySet().stream()
                .flatMap(stage -> best(stage, part).stream())
                .filter(this::isKept)
                .min(Comparator.comparingDouble(score -> -ratio(score)));
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

    /** All stages that were tried, in the order in which they were. */
    List<Stage> stages() {
        return List.copyOf(scores.keySet());
    }

    /** Candidates of a stage that were tried. */
    List<Candidate> candidates(Stage stage) {
        return scores.getOrDefault(stage, Map.of()).values().stream()
                .map(parts -> parts.firstEntry().getValue().candidate())
                .toList();
    }

    void drop(Stage stage, String reason) {
        dropped.putIfAbsent(stage, reason);
    }

    Optional<String> reason(Stage stage) {
        return Optional.ofNullable(dropped.get(stage));
    }
}
