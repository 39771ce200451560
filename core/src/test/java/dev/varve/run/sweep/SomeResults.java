package dev.varve.run.sweep;

import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.measure.FieldMeasures;
import dev.varve.measure.FieldStatistics;
import dev.varve.plan.sweep.Gate;
import dev.varve.plan.sweep.Gates;
import dev.varve.plan.sweep.Score;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** A finished sweep of no field in particular. */
final class SomeResults {
    static final CandidateText TEXT = CandidateText.of(NumericType.FLOAT32);
    static final Gates GATES = new Gates(new TreeMap<>()).with(Gate.L1, 5e-5).with(Gate.LEVEL, 0.8);
    static final int COUNT = 60;

    private SomeResults() {}

    static List<Score> scores() {
        List<Score> scores = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            scores.add(SomeScores.score(i, i % 3, 1.0 / (1 + i % 3)));
        }
        scores.add(SomeScores.score(1, 0, 1));
        scores.add(new Score(SomeScores.candidate(4), 0, 1, new Score.Skipped("cannot win")));
        scores.add(new Score(SomeScores.candidate(COUNT), 0, 0, new Score.Skipped("too slow")));
        scores.add(new Score(SomeScores.candidate(COUNT + 1), 1, 0.5, new Score.Failed("level 1, too low")));
        return scores;
    }

    static ResultTable table() {
        return ResultTable.of(scores(), GATES, OptionalDouble.of(0.5), TEXT);
    }

    static Recipe recipe() throws IOException {
        List<Recipe.Ranked> ranked = new ArrayList<>();
        for (ResultRow row : table().rows().stream().filter(ResultRow::isKept).toList()) {
            FieldMeasures errors = row.measured().orElseThrow().errors();
            double ratio = row.measured().orElseThrow().ratio();
            ranked.add(new Recipe.Ranked(row.label(), TEXT.parse(row.identity()).chain(), false, ratio, errors));
        }
        return new Recipe(
                "t",
                new Recipe.SourceStamp("in.nc", "ab12", 12, 34),
                new Recipe.SampleStamp(List.of(List.of(0L, 5L), List.of()), Shape.of(2, 8), "ef56"),
                16 << 20,
                Shape.of(1, 8),
                GATES,
                new FieldStatistics(16, 12, 2, 1, 1, Double.MIN_VALUE, Double.POSITIVE_INFINITY, -0.0, 0.1, Double.NaN),
                ranked);
    }

    /** Streams all rows and puts them together. */
    static ResultsFolder write(Path path) throws IOException {
        ResultsFolder folder = ResultsFolder.create(path);
        folder.writeSpace(
                "t", scores().stream().map(Score::candidate).distinct().toList(), TEXT);
        try (FolderLedger ledger = folder.join("t", SomeScores.state("ef56"), 0, TEXT)) {
            for (Score score : scores()) {
                ledger.record(score);
            }
            ResultTable table = ResultTable.of(ledger.scores(), GATES, OptionalDouble.of(0.5), TEXT);
            folder.finish(recipe(), NumericType.FLOAT32, table, OptionalDouble.of(0.5), "search", 1.5);
        }
        return folder;
    }
}
