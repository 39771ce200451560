package dev.varve.cli;

import dev.varve.Release;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.JsonWriter;
import dev.varve.report.ReportField;
import dev.varve.report.ReportFields;
import dev.varve.report.ReportFiles;
import dev.varve.run.sweep.ResultsFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code varve report}. */
@Command(
        name = "report",
        abbreviateSynopsis = true,
        header = {
            "Shows what a sweep found, as one HTML file.",
            "",
            "Examples:",
            "  varve report results/ --open",
            "  varve report results/ --variables t,q --out t_and_q.html",
            ""
        },
        description = {
            "The file needs no network: ratio against error of all candidates, a budget to slide, maps,",
            "spectra, levels, bits, clusters, and commands to copy. Its figures are written beside it",
            "as SVG, PNG and CSV, in a folder NAME_figures.",
            ""
        })
final class ReportCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "RESULTS", description = "The folder that 'varve sweep --where' wrote.")
    private Path results;

    @Option(
            names = "--variables",
            split = ",",
            paramLabel = "A,B",
            description = "Only these variables (all whose sweep is finished).")
    private List<String> variables = List.of();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where it goes (RESULTS/report.html); replaced if there.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--open", description = "Also shows it in the browser, where there is a desktop.")
    private boolean isOpened;

    @Option(names = "--json", description = "For programs: schema varve.report/1.")
    private boolean isJson;

    ReportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (!ResultsFolder.isResults(results)) {
            throw new InputException(
                    results + ": no folder with results of a sweep", "varve sweep INPUT --l1 1e-4 --where " + results);
        }
        ResultsFolder folder = ResultsFolder.open(results);
        List<ReportField> fields = new ArrayList<>();
        for (String variable : chosen(folder.variables())) {
            fields.add(ReportFields.read(folder, variable));
        }
        Path page = out.orElse(results.resolve("report.html"));
        ReportFiles.Written written = ReportFiles.write(page, results.toString(), Release.version(), fields);
        answer(written);
        if (isOpened && !Desktop.show(page, shell)) {
            shell.err().println("varve: no browser could be started; open " + page + " in one");
        }
        return ExitCode.DONE.number();
    }

    private List<String> chosen(List<String> finished) throws InputException {
        if (finished.isEmpty()) {
            throw new InputException(
                    results + ": no sweep in it is finished", "varve sweep INPUT --l1 1e-4 --where " + results);
        }
        for (String variable : variables) {
            if (!finished.contains(variable)) {
                throw new InputException(
                        results + ": no finished sweep of variable '" + variable + "'",
                        Nearest.question(variable, finished));
            }
        }
        return variables.isEmpty() ? finished : variables;
    }

    private void answer(ReportFiles.Written written) {
        if (!isJson) {
            shell.out().println(written.page());
            return;
        }
        List<Json> figures = written.figures().stream()
                .<Json>map(figure -> new JsonString(figure.toString()))
                .toList();
        shell.out()
                .println(JsonWriter.pretty(JsonObject.builder()
                        .put("schema", "varve.report/1")
                        .put("page", written.page().toString())
                        .put("figures", new JsonArray(figures))
                        .build()));
    }
}
