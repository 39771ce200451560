package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.cli.Cli.Result;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.filter.BitroundCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.measure.FieldMeasures;
import dev.varve.measure.FieldStatistics;
import dev.varve.plan.sweep.Candidate;
import dev.varve.plan.sweep.Gates;
import dev.varve.plan.sweep.Score;
import dev.varve.plan.sweep.Stage;
import dev.varve.run.sweep.CandidateText;
import dev.varve.run.sweep.Recipe;
import dev.varve.run.sweep.ResultRow;
import dev.varve.run.sweep.ResultTable;
import dev.varve.run.sweep.ResultsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    private static final CandidateText TEXT = CandidateText.of(NumericType.FLOAT32);
    private static final Gates GATES = Gates.ofL1(1e-3);

    @TempDir
    private Path folder;

    private static FieldMeasures errors(double l1) {
        OptionalDouble none = OptionalDouble.empty();
        return new FieldMeasures(l1, l1, l1, 0, l1, none, l1, l1, l1, 0, 1, 0, 0, 60, 1, none, none, none, none);
    }

    private void sweep(String variable) throws IOException {
        List<Score> scores = new ArrayList<>();
        for (int bits = 1; bits <= 20; bits++) {
            Candidate candidate =
                    new Stage(List.of(new BitroundCodec(bits)), BytesCodec.LITTLE).with(new ZstdCodec(3, false));
            scores.add(new Score(
                    candidate,
                    0,
                    1,
                    new Score.Measured(errors(Math.pow(2, -bits)), 1 << 20, 50_000L * bits, 0.1, 0.01, 4096)));
        }
        ResultTable table = ResultTable.of(scores, GATES, OptionalDouble.empty(), TEXT);
        ResultRow best = table.best().orElseThrow();
        Recipe recipe = new Recipe(
                variable,
                new Recipe.SourceStamp("in.nc", "ab", 12, 34),
                new Recipe.SampleStamp(List.of(List.of(0L, 5L), List.of()), Shape.of(2, 8), "ef"),
                16 << 20,
                Shape.of(1, 8),
                GATES,
                new FieldStatistics(16, 16, 0, 0, 0, 0, 1, 0.5, 0.5, 0.2),
                List.of(new Recipe.Ranked(
                        best.label(),
                        TEXT.parse(best.identity()).chain(),
                        true,
                        best.measured().orElseThrow().ratio(),
                        errors(1e-4))));
        ResultsFolder.create(folder.resolve("results"))
                .finish(recipe, NumericType.FLOAT32, table, OptionalDouble.empty(), "search", 1.5);
    }

    @Test
    void thePathOfTheReportIsTheAnswer() throws IOException {
        sweep("t");
        sweep("sea/q");
        assertThat(Cli.run("report", folder.resolve("results")).in(folder))
                .isEqualTo(new Result(0, "DIR/results/report.html\n", ""));
        String page = Files.readString(folder.resolve("results/report.html"));
        assertThat(page).contains("<title>sea/q, t · Varve report</title>").contains("bitround(keepbits=10)");
        assertThat(folder.resolve("results/report_figures/t/pareto.svg")).isNotEmptyFile();
        assertThat(folder.resolve("results/report_figures/sea_q/pareto.csv")).isNotEmptyFile();
    }

    @Test
    void variablesAndPlaceCanBeChosenAndProgramsGetAllPaths() throws IOException {
        sweep("t");
        sweep("q");
        Result result = Cli.run(
                "report",
                folder.resolve("results"),
                "--variables",
                "q",
                "--out",
                folder.resolve("mine.html"),
                "--json");
        assertThat(result.code()).isZero();
        assertThat(result.in(folder).out())
                .contains("\"schema\": \"varve.report/1\"")
                .contains("\"page\": \"DIR/mine.html\"")
                .contains("\"DIR/mine_figures/q/pareto.svg\"")
                .doesNotContain("/t/");
    }

    @Test
    void aFolderWithoutResultsIsAnsweredWithTheNextCommand() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        for (String name : List.of("empty", "none")) {
            assertThat(Cli.run("report", folder.resolve(name)).in(folder))
                    .isEqualTo(new Result(
                            5,
                            "",
                            "varve: DIR/" + name + ": no folder with results of a sweep\n"
                                    + "try:   varve sweep INPUT --l1 1e-4 --where DIR/" + name + "\n"));
        }
    }

    @Test
    void aVariableThatWasNotSweptIsRefused() throws IOException {
        sweep("tas");
        Result result = Cli.run("report", folder.resolve("results"), "--variables", "taz");
        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err()).contains("no finished sweep of variable 'taz'").contains("tas");
    }

    @Test
    void withoutADesktopThePathIsSaid() throws IOException {
        sweep("t");
        Result result = Cli.run("report", folder.resolve("results"), "--open").in(folder);
        assertThat(result)
                .isEqualTo(new Result(
                        0,
                        "DIR/results/report.html\n",
                        "varve: no browser could be started; open DIR/results/report.html in one\n"));
        assertThat(Desktop.opener(Map.of(), "Linux")).isEmpty();
        assertThat(Desktop.opener(Map.of("DISPLAY", ":0", "PATH", "/nowhere"), "Linux"))
                .isEmpty();
        assertThat(Desktop.opener(Map.of(), "Mac OS X")).containsExactly("open");
    }
}
