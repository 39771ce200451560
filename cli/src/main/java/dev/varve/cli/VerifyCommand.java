package dev.varve.cli;

import dev.varve.dataset.Source;
import dev.varve.pipeline.Workers;
import dev.varve.run.sweep.ResultsFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code varve verify}. */
@Command(
        name = "verify",
        abbreviateSynopsis = true,
        header = {
            "Re-reads everything: compares two datasets, or a store or results with their manifest.",
            "",
            "Examples:",
            "  varve verify out.zarr --against in.nc   every value and attribute on both sides",
            "  varve verify o.zarr --against in.nc --isel time=0:24   IN as it was converted",
            "  varve verify out.zarr                   every object is there, whole, and decodes",
            "  varve verify results/                   a sweep's results agree with each other",
            ""
        },
        description = {
            "Prints a sentence for each difference, with variable, chunk and index, and ends with 3",
            "when there are any. NaN equals NaN; the attribute 'history' is not compared. Fields that",
            "'varve compress' has made are measured and held to the budget that they record.",
            ""
        })
final class VerifyCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ResourceOptions resources;

    @Mixin
    private SelectionOptions selection;

    @Parameters(paramLabel = "PATH", description = "What is checked: a store, a file, results of a sweep.")
    private Path path;

    @Option(names = "--against", paramLabel = "PATH", description = "What it should equal.")
    private Optional<Path> against = Optional.empty();

    @Mixin
    private InputOptions inputs;

    @Option(names = "--json", description = "For programs: schema varve.verify/1.")
    private boolean isJson;

    VerifyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Verification verification = against.isEmpty() && ResultsFolder.isResults(path)
                ? Verification.ofResults(ResultsFolder.open(path))
                : ofData();
        shell.answer(isJson, verification::text, verification::json);
        return verification.code().number();
    }

    private Verification ofData() throws IOException {
        ConsoleProgress progress = ConsoleProgress.on(shell, "verify", resources.isQuiet());
        long budget = resources.budgetBytes();
        if (against.isEmpty() && inputs.isChanging()) {
            throw new UsageException(
                    "a part or a change of " + path + " does not say whether it is right as a whole",
                    "--against, to which these options apply, or leave them out");
        }
        try (Source source = inputs.openAsIs(path, shell);
                Workers workers = Workers.of(resources.threads(shell.environment()))) {
            if (against.isPresent()) {
                try (Source other = inputs.openOther(against.get(), shell)) {
                    return Verification.comparing(source, other, selection, workers, budget, progress);
                }
            } else {
                return Verification.reading(source, workers, budget, progress);
            }
        } finally {
            progress.end();
        }
    }
}
