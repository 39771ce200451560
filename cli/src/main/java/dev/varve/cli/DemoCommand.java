package dev.varve.cli;

import dev.varve.dataset.Source;
import dev.varve.metadata.ZarrFormat;
import dev.varve.plan.ChunkTargets;
import dev.varve.plan.LayoutRule;
import dev.varve.run.Progress;
import dev.varve.store.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code varve demo}. */
@Command(
        name = "demo",
        abbreviateSynopsis = true,
        header = {
            "Runs the main job on a built-in field.",
            "",
            "Examples:",
            "  varve demo",
            "  varve demo /scratch/demo",
            "  varve demo --copy",
            ""
        },
        description = {
            "Makes a NetCDF-4 file of some years of an invented climate, finds the best codecs for its",
            "temperature within an error budget, compresses all of it, verifies the store, and draws a",
            "report. Each command is printed, so that you can try it yourself.",
            ""
        })
final class DemoCommand implements Callable<Integer> {
    private static final int LATS = 180;
    private static final int LONS = 360;

    private final Shell shell;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "146",
            description = "How many steps of five days the field has (two years: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--copy", description = "Converts the file to Zarr and back without loss instead.")
    private boolean isCopying;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "Where the results go (varve-demo); results of an earlier demo are replaced.")
    private Path folder = Path.of("varve-demo");

    DemoCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (steps < 1) {
            throw new UsageException("--steps " + steps + ": at least 1 is needed", "varve demo --steps 1");
        }
        String program = shell.environment().getOrDefault("VARVE_COMMAND", "varve");
        Files.createDirectories(folder);
        String input = folder.resolve("climate.nc").toString();
        shell.out().println("Making " + input + ", " + steps + " steps of an invented climate");
        make(Path.of(input));
        List<List<String>> commands = isCopying ? copying(input) : compressing(input);
        for (List<String> command : commands) {
            shell.out().println();
            shell.out().println("$ " + program + " " + String.join(" ", command));
            int code = Main.run(command.toArray(new String[0]), shell);
            if (code != ExitCode.DONE.number()) {
                return code;
            }
        }
        shell.out().println();
        if (!isCopying) {
            shell.out().println("The report: " + folder.resolve("results").resolve("report.html"));
        }
        shell.out().println("The results lie in " + folder + "; 'rm -r " + folder + "' removes them.");
        return ExitCode.DONE.number();
    }

    /** The main job: the best chain within a budget, a page to choose from, the whole dataset with that chain. */
    private List<List<String>> compressing(String input) {
        String results = folder.resolve("results").toString();
        String store = folder.resolve("climate.zarr").toString();
        return List.of(
                List.of("info", input),
                List.of(
                        "sweep",
                        input,
                        "--variables",
                        "tas",
                        "--l1",
                        "1e-3",
                        "--relative-to",
                        "std",
                        "--sample",
                        "20MB",
                        "--where",
                        results,
                        "--overwrite"),
                List.of("compress", input, store, "--recipes", results, "--overwrite"),
                List.of("verify", store, "--against", input),
                List.of("report", results));
    }

    /** To Zarr and back, nothing lost. */
    private List<List<String>> copying(String input) {
        String store = folder.resolve("climate.zarr").toString();
        String back = folder.resolve("back.nc").toString();
        return List.of(
                List.of("info", input),
                List.of("convert", input, store, "--overwrite"),
                List.of("verify", store, "--against", input),
                List.of("convert", store, back, "--overwrite"),
                List.of("hash", back, "--array", "tas"),
                List.of("hash", input, "--array", "tas"));
    }

    private void make(Path path) throws IOException {
        ResourceOptions usual = new ResourceOptions();
        LayoutRule layouts = new LayoutRule(
                ChunkTargets.DEFAULT, Map.of(), Map.of(), ChainChoice.of(Optional.empty(), ZarrFormat.V3));
        CopyTarget target = new NetcdfTarget(path, true, Durability.NONE, layouts, false, 4, true);
        try (Source source = new DemoSource(steps, LATS, LONS)) {
            Conversion.plan(source, source.describe(), target, usual.threads(shell.environment()), usual.budgetBytes())
                    .run(false, Progress.NONE, shell.stop());
        }
    }
}
