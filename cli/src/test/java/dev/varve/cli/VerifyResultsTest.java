package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.cli.Cli.Result;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.measure.FieldMeasures;
import dev.varve.measure.FieldStatistics;
import dev.varve.plan.sweep.Candidate;
import dev.varve.plan.sweep.Gates;
import dev.varve.plan.sweep.Score;
import dev.varve.plan.sweep.Stage;
import dev.varve.run.sweep.CandidateText;
import dev.varve.run.sweep.FolderLedger;
import dev.varve.run.sweep.Recipe;
import dev.varve.run.sweep.ResultTable;
import dev.varve.run.sweep.ResultsFolder;
import dev.varve.run.sweep.SweepState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code varve verify RESULTS/}; what it finds is tested beside it in core. */
class VerifyResultsTest {
    private static final CandidateText TEXT = CandidateText.of(NumericType.FLOAT32);
    private static final Gates GATES = Gates.ofL1(1e-4);

    @TempDir
    private Path folder;

    private Path results;

    @BeforeEach
    void sweep() throws IOException {
        results = folder.resolve("results");
        OptionalDouble none = OptionalDouble.empty();
        FieldMeasures errors = new FieldMeasures(
                0, 0, 0, 0, 0, none, 0, 0, 0, 1, 2, 0, 0, Double.POSITIVE_INFINITY, 1, none, none, none, none);
        Candidate candidate = new Stage(List.of(), BytesCodec.LITTLE).with(new ZstdCodec(9, false));
        Score score = new Score(candidate, 0, 1, new Score.Measured(errors, 4000, 1000, 0.5, 0.25, 5000));
        Recipe.SourceStamp source = new Recipe.SourceStamp("in.nc", "ab", 1, 2);
        Recipe.SampleStamp sample = new Recipe.SampleStamp(List.of(List.of()), Shape.of(1000), "cd");
        ResultsFolder into = ResultsFolder.create(results);
        SweepState state = SweepState.of(source, sample, Shape.of(1000), Map.of(), "ef", "1");
        try (FolderLedger ledger = into.join("t", state, 0, TEXT)) {
            ledger.record(score);
            Recipe recipe = new Recipe(
                    "t",
                    source,
                    sample,
                    4000,
                    Shape.of(1000),
                    GATES,
                    new FieldStatistics(1000, 1000, 0, 0, 0, 1, 2, 1.5, 1.5, 0.1),
                    List.of(new Recipe.Ranked(TEXT.label(candidate), candidate.chain(), true, 4, errors)));
            ResultTable table = ResultTable.of(ledger.scores(), GATES, none, TEXT);
            into.finish(recipe, NumericType.FLOAT32, table, none, "search", 1);
        }
    }

    private Result verify(Object... more) {
        Object[] args = new Object[2 + more.length];
        args[0] = "verify";
        args[1] = results;
        System.arraycopy(more, 0, args, 2, more.length);
        return Cli.run(args).in(folder);
    }

    @Test
    void resultsThatAgreeAreRight() {
        assertThat(verify().code()).isZero();
        assertThat(verify().out()).matches("DIR/results: right \\(1 variable, [0-9.]+ KiB\\)\n");
        assertThat(verify("--json").out()).contains("\"schema\": \"varve.verify/1\"", "\"right\": true");
    }

    @Test
    void whatDoesNotAgreeIsNamedAndEndsWithThree() throws IOException {
        Files.delete(results.resolve("results_t.parquet"));
        Result result = verify();
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out())
                .startsWith(
                        "DIR/results/results_t.parquet: dropped consolidation: is missing, but the manifest lists it;"
                                + " sweep again: what is right is not measured twice\n")
                .contains("DIR/results: 1 problem (1 variable, ");
        Files.delete(results.resolve("manifest_t.json"));
        assertThat(verify().code()).isEqualTo(3);
        assertThat(verify().out()).contains("the sweep was not finished");
    }
}
