package dev.varve.plan.sweep;

import dev.varve.codec.BytesToBytesCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds the best chain without trying all of them. Stages race on growing parts of the sample with a few cheap compressors
 * (successive halving: Jamieson and Talwalkar 2016, <a href="https://arxiv.org/abs/1502.07943">arXiv:1502.07943</a>); what
 * breaks the gates or falls behind is dropped. The number in the best chains of each kind is bisected to what just keeps the
 * gates, also between the numbers of the table. Slow compressors are tried on the small part of what is left, and only those
 * that win there on more. The last word is always the whole sample's.
 *
 * <p>All decisions follow from sizes and errors, never from seconds, so that every process that shares the scores decides the
 * same.
 */
public final class RacingSearch {
    /** How far a small part may miss a gate that the whole sample may yet keep. */
    private static final double PART_SLACK = 1.5;

    private static final int HALVING = 4;
    private static final int LEAST_STAGES = 16;
    private static final int LADDERS = 10;
    private static final int PROBED_STAGES = 12;
    private static final int PROBED_DOUBTFUL = 4;
    private static final int SEMIFINALISTS = 12;
    private static final int FINALISTS = 6;
    private static final int BEST_STAGES = 2;

    /** What has less than this share of the best ratio on a part will not win on the whole. */
    private static final double NEAR = 0.85;

    /** What has less than this share of the best ratio with cheap compressors will not win with others. */
    private static final double WRONGED = 0.5;

    private final Contest contest;
    private final TrialEvaluator evaluator;
    private final Scoreboard board;
    private final Gates loose;
    private final CompressorChoice compressors;

    private RacingSearch(Contest contest, TrialEvaluator evaluator) {
        this.contest = contest;
        this.evaluator = evaluator;
        this.board = new Scoreboard(contest.gates());
        this.loose = contest.gates().loosened(PART_SLACK);
        this.compressors = new CompressorChoice(contest.slots());
    }

    /**
     * Searches.
     *
     * @return a score for each candidate that was tried or left out: of those that were tried, on the largest part
     */
    public static List<Score> run(Contest contest, TrialEvaluator evaluator) throws IOException {
        RacingSearch search = new RacingSearch(contest, evaluator);
        List<Stage> racers = search.race();
        List<Stage> bisected = search.bisect(racers);
        List<Candidate> ranking = search.probe(
                Stream.concat(bisected.stream(), racers.stream()).distinct().toList());
        search.decide(search.semifinal(ranking));
        return search.board.table(contest);
    }

    /** Halves the field on every part but the whole one; on the whole one where there is no other. */
    private List<Stage> race() throws IOException {
        List<Stage> racers = contest.stages().stream()
                .filter(stage -> !contest.slots().apply(stage).isEmpty())
                .toList();
        int part = contest.smallestPart();
        do {
            tryAll(racers, part, compressors::proxies);
            racers = keepers(racers, part);
            part--;
        } while (part > 0);
        return racers;
    }

    /** The best quarter, and the best of each kind, of those that may keep the gates. */
    private List<Stage> keepers(List<Stage> racers, int part) {
        List<Stage> passing = new ArrayList<>();
        for (Stage stage : racers) {
            Optional<Score> best = board.best(stage, part);
            if (best.isEmpty()) {
                board.drop(stage, "failed on " + contest.name(part));
            } else if (!loose(part).areKept(((Score.Measured) best.get().outcome()).errors())) {
                board.drop(stage, broken(best.get(), part));
            } else {
                passing.add(stage);
            }
        }
        List<Stage> sorted = passing.stream().sorted(byRatio(part)).toList();
        int count = Math.max(LEAST_STAGES, sorted.size() / HALVING);
        Set<Stage> kept = new LinkedHashSet<>(sorted.subList(0, Math.min(count, sorted.size())));
        Set<String> kinds = new HashSet<>();
        for (Stage stage : sorted) {
            if (kinds.add(stage.kind())) {
                kept.add(stage);
            }
        }
        bestLossless(sorted).ifPresent(kept::add);
        double best = sorted.isEmpty() ? 0 : ratio(sorted.get(0), part);
        for (Stage stage : sorted) {
            if (!kept.contains(stage)) {
                board.drop(
                        stage,
                        String.format(
                                Locale.ROOT,
                                "ratio %.3f with cheap compressors on %s, the best has %.3f",
                                ratio(stage, part),
                                contest.name(part),
                                best));
            }
        }
        return List.copyOf(kept);
    }

    /** What keeps the gates whatever the rest of the sample is like. */
    private static Optional<Stage> bestLossless(List<Stage> sorted) {
        return sorted.stream().filter(Stage::isLossless).findFirst();
    }

    private Gates loose(int part) {
        return part == 0 ? contest.gates() : loose;
    }

    private String broken(Score score, int part) {
        Score.Measured measured = (Score.Measured) score.outcome();
        Gate gate = loose(part).broken(measured.errors()).get(0);
        return String.format(
                Locale.ROOT,
                "breaks %s on %s: %.3g, allowed %.3g",
                gate.label(),
                contest.name(part),
                gate.value(measured.errors()).orElse(Double.NaN),
                contest.gates().thresholds().get(gate));
    }

    /** For each kind of the best racers the step that just keeps the gates, and the next safer one. */
    private List<Stage> bisect(List<Stage> racers) throws IOException {
        int part = Math.min(1, contest.smallestPart());
        Map<Stage, ParameterLadder> ladders = new LinkedHashMap<>();
        for (Stage stage :
                racers.stream().sorted(byRatio(contest.smallestPart())).toList()) {
            contest.ladders().apply(stage).ifPresent(ladder -> ladders.putIfAbsent(ladder.at(ladder.lowest()), ladder));
        }
        Bisection bisection =
                new Bisection(ladders.values().stream().limit(LADDERS).toList());
        for (List<Stage> next = bisection.next(); !next.isEmpty(); next = bisection.next()) {
            tryAll(next, part, compressors::proxy);
            bisection.narrow(stage -> isKept(stage, part));
        }
        tryAll(bisection.found(), contest.smallestPart(), compressors::proxies);
        return bisection.found();
    }

    /** Tries every kind of compressor on the small part of the most promising stages: slow ones, too, at a middling level. */
    private List<Candidate> probe(List<Stage> stages) throws IOException {
        int part = contest.smallestPart();
        List<Stage> promising = stages.stream()
                .filter(stage -> keeps(stage, loose))
                .sorted(byRatio(part))
                .toList();
        // What breaks the gates a little has the best ratios, and seldom keeps them in the end.
        List<Stage> strict = promising.stream()
                .filter(stage -> keeps(stage, contest.gates()))
                .toList();
        Set<Stage> probed = new LinkedHashSet<>(strict.subList(0, Math.min(PROBED_STAGES, strict.size())));
        promising.stream()
                .filter(stage -> !keeps(stage, contest.gates()))
                .limit(PROBED_DOUBTFUL)
                .forEach(probed::add);
        // Cheap compressors wrong some families, such as differences of integers, which slow ones see through.
        Set<String> families = new HashSet<>();
        strict.stream()
                .filter(stage -> families.add(stage.family()))
                .filter(stage -> ratio(stage, part) >= WRONGED * ratio(strict.get(0), part))
                .forEach(probed::add);
        bestLossless(promising).ifPresent(probed::add);
        tryAll(List.copyOf(probed), part, compressors::probes);
        promising.stream()
                .filter(stage -> !probed.contains(stage))
                .forEach(stage -> board.drop(stage, "not among the " + PROBED_STAGES + " best stages of the race"));
        List<Score> scores = new ArrayList<>();
        probed.forEach(stage -> scores.addAll(board.measured(stage, part)));
        return scores.stream()
                .sorted(Comparator.comparingDouble(score -> -Scoreboard.ratio(score)))
                .map(Score::candidate)
                .toList();
    }

    /** Whether a stage keeps gates on the largest part on which it was measured. */
    private boolean keeps(Stage stage, Gates gates) {
        for (int part = 0; part <= contest.smallestPart(); part++) {
            Optional<Score> best = board.best(stage, part);
            if (best.isPresent()) {
                Gates strict = part == 0 ? contest.gates() : gates;
                return strict.areKept(((Score.Measured) best.get().outcome()).errors());
            }
        }
        return false;
    }

    /** The best candidates on the next larger part, where there is one between the smallest and the whole. */
    private List<Candidate> semifinal(List<Candidate> ranking) throws IOException {
        if (contest.smallestPart() < 2) {
            return ranking;
        }
        List<Candidate> first = varied(ranking, SEMIFINALISTS);
        tryCandidates(first, 1);
        List<Candidate> sorted = new ArrayList<>(first);
        sorted.sort(Comparator.comparingDouble(candidate -> -ratio(candidate)));
        ranking.stream().filter(candidate -> !first.contains(candidate)).forEach(sorted::add);
        return sorted;
    }

    /**
     * So many candidates of a ranking: half of them the best, the others the best of other families, which parts of the sample may
     * wrong, as far as they are not far behind.
     */
    private List<Candidate> varied(List<Candidate> ranking, int most) {
        Set<Candidate> varied = new LinkedHashSet<>(ranking.subList(0, Math.min(most / 2, ranking.size())));
        Set<String> families = new HashSet<>();
        for (Candidate candidate : ranking) {
            boolean isNear = ratio(candidate) >= NEAR * ratio(ranking.get(0));
            if (families.add(candidate.stage().family()) && isNear && varied.size() < most) {
                varied.add(candidate);
            }
        }
        ranking.stream().limit(most - (long) varied.size()).forEach(varied::add);
        return List.copyOf(varied);
    }

    private double ratio(Candidate candidate) {
        return board.last(candidate).map(Scoreboard::ratio).orElse(0.0);
    }

    /**
     * Asks the whole sample: first which of the best stages keep the gates there, with a cheap compressor each; then the best
     * candidates of those; then all levels of what won.
     */
    private void decide(List<Candidate> ranking) throws IOException {
        Set<Stage> kept = keptOnAll(ranking);
        List<Candidate> last = ranking.stream()
                .filter(candidate -> kept.contains(candidate.stage()))
                .toList();
        tryCandidates(varied(last, FINALISTS), 0);
        for (Stage stage : kept.stream().sorted(byRatio(0)).limit(BEST_STAGES).toList()) {
            Set<String> kinds = new HashSet<>();
            for (int part : new int[] {0, contest.smallestPart()}) {
                double best = ratio(stage, part);
                board.measured(stage, part).stream()
                        .filter(score -> Scoreboard.ratio(score) >= NEAR * best)
                        .forEach(score ->
                                kinds.add(CompressorCost.kind(score.candidate().compressors())));
            }
            board.add(evaluator.evaluate(List.of(new Trial(stage, 0, compressors.levels(stage, kinds)))));
        }
    }

    private boolean isKept(Stage stage, int part) {
        return board.best(stage, part).filter(board::isKept).isPresent();
    }

    /** Of the stages of a ranking some that keep the gates on the whole sample. */
    private Set<Stage> keptOnAll(List<Candidate> ranking) throws IOException {
        Set<Stage> kept = new LinkedHashSet<>();
        List<Candidate> rest = new ArrayList<>(ranking);
        while (!rest.isEmpty() && kept.size() < FINALISTS) {
            List<Stage> next = varied(rest, FINALISTS).stream()
                    .map(Candidate::stage)
                    .distinct()
                    .toList();
            tryAll(next, 0, compressors::proxy);
            next.stream().filter(stage -> isKept(stage, 0)).forEach(kept::add);
            rest.removeIf(candidate -> next.contains(candidate.stage()));
        }
        return kept;
    }

    private void tryAll(List<Stage> stages, int part, Function<Stage, List<List<BytesToBytesCodec>>> slots)
            throws IOException {
        List<Trial> trials = stages.stream()
                .distinct()
                .map(stage -> new Trial(stage, part, slots.apply(stage)))
                .filter(trial -> !trial.compressors().isEmpty())
                .toList();
        board.add(evaluator.evaluate(trials));
    }

    private void tryCandidates(List<Candidate> candidates, int part) throws IOException {
        Map<Stage, List<List<BytesToBytesCodec>>> slots = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            slots.computeIfAbsent(candidate.stage(), unused -> new ArrayList<>())
                    .add(candidate.compressors());
        }
        List<Trial> trials = new ArrayList<>();
        slots.forEach((stage, tried) -> trials.add(new Trial(stage, part, tried)));
        board.add(evaluator.evaluate(trials));
    }

    private Comparator<Stage> byRatio(int part) {
        return Comparator.comparingDouble(stage -> -ratio(stage, part));
    }

    private double ratio(Stage stage, int part) {
        return board.best(stage, part).map(Scoreboard::ratio).orElse(0.0);
    }
}
