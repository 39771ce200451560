package dev.varve.cli;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Source;
import dev.varve.pipeline.Workers;
import dev.varve.run.sweep.Recipe;
import dev.varve.store.Durability;
import dev.varve.zarr.GrowingStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code varve compress}. */
@Command(
        name = "compress",
        sortOptions = false,
        abbreviateSynopsis = true,
        header = {
            "Compresses fields under an error budget into a Zarr store, measured.",
            "",
            "Examples:",
            "  varve compress in.nc out.zarr --recipes results/",
            "  varve compress in.nc out.zarr --variables t --codec 'zstd(9) | bitround(12)' --l1 1e-4",
            "  varve compress in.nc out.zarr --variables t,q --codec 'zstd(9) | bitround(9)' \\",
            "      --gate max_abs=0.05 --gate bias=1e-5",
            "  varve compress in.nc out.zarr --recipes results/ --dry-run",
            ""
        },
        description = {
            "What a sweep found for each field, or one chain for all; coordinates and all else are",
            "stored without loss. Every chunk is decoded again and measured. A chunk that would break",
            "the budget is stored without loss where its codecs can, else the whole field by the next",
            "chain. Exit code 0 means that every field keeps its budget. Runs of different fields fill",
            "one OUT, also at the same time; what is there already is left as it is.",
            ""
        })
final class CompressCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(index = "0", paramLabel = "IN", description = "What is read; its content tells its format.")
    private Path input;

    @Parameters(index = "1", paramLabel = "OUT", description = "The Zarr store that is made or added to: NAME.zarr.")
    private Path output;

    @Option(
            names = "--recipes",
            paramLabel = "FOLDER",
            description = "What 'varve sweep' has found: a chain and a budget for each field.")
    private Optional<Path> recipes = Optional.empty();

    @Option(
            names = "--codec",
            paramLabel = "CHAIN",
            description = "One chain for all fields, as 'compressor | filter | serializer'. 'varve codecs' lists all.")
    private Optional<String> codec = Optional.empty();

    @Mixin
    private GateOptions gates;

    @Mixin
    private PlainInputOptions inputs;

    @Mixin
    private SelectionOptions selection;

    @Option(
            names = "--all-codecs",
            description = "Takes the best chain of a recipe, also where only some software can decode it.")
    private boolean isTakingAll;

    @Option(
            names = "--accept-recipe",
            description = "Takes recipes that were made for another file or other chunks; the budget is kept anyway.")
    private boolean isAccepting;

    @Option(
            names = "--ratio-drift",
            paramLabel = "SHARE",
            description = "Warns when a ratio is further from the predicted one than this share of it (0.25).")
    private double driftLimit = 0.25;

    @Option(
            names = "--stop-on-error",
            description = "Ends with the first field that fails; without it, the others are done.")
    private boolean isStopping;

    @Option(
            names = "--continue-on-error",
            description = "Does the other fields when one fails, and ends with 1; this is the default.")
    private boolean isContinuing;

    @Option(
            names = "--skip-existing",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Leaves fields that are in OUT, compressed in the same way from the same input, as they are;"
                    + " this is the default. With --no-skip-existing they are a conflict.")
    private boolean isSkipping;

    @Mixin
    private ChunkOptions cutting;

    @Option(names = "--overwrite", description = "Replaces OUT once the new one is complete.")
    private boolean isReplacing;

    @Option(
            names = "--durability",
            paramLabel = "none|task|object",
            description =
                    "What survives a loss of power: nothing for sure, every finished field (task), every object as"
                            + " soon as it is written.")
    private Durability durability = Durability.TASK;

    @Option(
            names = "--no-verify",
            description = "Does not decode each chunk again; only without a budget, which could not be kept.")
    private boolean isUnverified;

    @Mixin
    private HistoryOptions history;

    @Option(names = "--dry-run", description = "Shows the plan and its memory; writes nothing.")
    private boolean isDryRun;

    @Option(
            names = "--json",
            description = "For programs: schema varve.compress/1; with --dry-run varve.compress_plan/1.")
    private boolean isJson;

    @Mixin
    private ResourceOptions resources;

    CompressCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        requireSense();
        Map<String, Recipe> found =
                recipes.isPresent() ? Recipes.read(recipes.get()).byVariable() : Map.of();
        int threads = resources.threads(shell.environment());
        try (Source source = inputs.open(input, shell);
                GrowingStore store = GrowingStore.open(output, isReplacing, durability);
                Workers workers = Workers.of(threads)) {
            CompressionPlan.Settings settings = new CompressionPlan.Settings(
                    output,
                    found,
                    codec,
                    selection::isNamed,
                    gates,
                    cutting,
                    durability,
                    !isTakingAll,
                    isAccepting,
                    threads,
                    resources.budgetBytes());
            Compression compression =
                    Compression.plan(source, selected(source, settings), store, settings, isSkipping, workers);
            if (isDryRun) {
                shell.answer(
                        isJson,
                        () -> CompressionPlanText.lines(compression, source.name(), output.toString()),
                        () -> CompressionPlanText.json(compression, source.name(), output.toString()));
                return ExitCode.DONE.number();
            }
            return report(run(compression));
        }
    }

    private void requireSense() {
        if (recipes.isPresent() == codec.isPresent()) {
            throw new UsageException(
                    recipes.isPresent()
                            ? "--recipes and --codec both say how fields are compressed"
                            : "how shall fields be compressed?",
                    "--recipes FOLDER, or --codec 'zstd(9) | bitround(12)'");
        }
        if (!output.toString().endsWith(".zarr")) {
            throw new UsageException(
                    "'" + output + "' is no name of a Zarr store in a folder", "a name that ends in .zarr");
        }
        if (isStopping && isContinuing) {
            throw new UsageException("--stop-on-error and --continue-on-error contradict each other", "leave one out");
        }
        if (!(driftLimit >= 0)) {
            throw new UsageException("--ratio-drift " + driftLimit + " is negative", "--ratio-drift 0.25");
        }
        if (isUnverified && (recipes.isPresent() || gates.isGiven())) {
            throw new UsageException(
                    "--no-verify: a budget can only be kept where chunks are decoded again", "leave it out");
        }
        gates.gates();
    }

    private Dataset selected(Source source, CompressionPlan.Settings settings) throws InputException {
        ZarrTarget target = CompressionPlan.losslessTarget(settings);
        Dataset selected = selection.select(source, target::requireFit);
        cutting.requireDimensions(target.rule(), selected);
        return history.with(selected, shell);
    }

    private CompressionReport run(Compression compression) throws IOException {
        ConsoleProgress progress = ConsoleProgress.on(shell, "compress", resources.isQuiet());
        try {
            return compression.run(
                    new Compression.Manner(!isUnverified, isStopping, driftLimit), progress, shell.stop());
        } finally {
            progress.end();
        }
    }

    private int report(CompressionReport report) {
        for (FieldReport field : report.fields()) {
            if (field.end() instanceof FieldReport.End.Failed failed) {
                failed.complaint().print(shell.err());
            }
        }
        shell.answer(isJson, report::text, report::json);
        return report.code().number();
    }
}
