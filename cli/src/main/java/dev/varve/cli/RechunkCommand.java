package dev.varve.cli;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code varve rechunk}. */
@Command(
        name = "rechunk",
        sortOptions = false,
        abbreviateSynopsis = true,
        header = {
            "Cuts a dataset into other chunks within a memory limit, verified.",
            "",
            "Examples:",
            "  varve rechunk in.zarr out.zarr --chunks time=-1,lat=10,lon=10 --memory 2G",
            "  varve rechunk in.nc out.zarr --chunks time=-1,lat=16,lon=16 --shards lat=160,lon=160",
            "  varve rechunk in.zarr out.zarr --chunks time=-1 --memory 2G --dry-run",
            ""
        },
        description = {
            "Chunks along dimensions that --chunks does not name stay as they are. Each variable goes",
            "the way that takes least time by estimate: encoded chunks are copied; or bands of OUT are",
            "gathered from IN in several passes; or IN is read once and packed into temporary files",
            "beside OUT. --dry-run shows them all. After a kill the same command again goes on. Exit",
            "code 0 means written, verified and complete.",
            ""
        })
final class RechunkCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(index = "0", paramLabel = "IN", description = "What is read; its content tells its format.")
    private Path input;

    @Parameters(index = "1", paramLabel = "OUT", description = "What is written: .zarr or .zarr.zip.")
    private Path output;

    @Mixin
    private PlainInputOptions inputs;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private TargetOptions target;

    @Option(names = "--no-verify", description = "Does not decode each chunk again before it is written.")
    private boolean isUnverified;

    @Mixin
    private HistoryOptions history;

    @Option(names = "--dry-run", description = "Shows the ways, their cost and the choice; writes nothing.")
    private boolean isDryRun;

    @Option(
            names = "--json",
            description = "For programs: schema varve.rechunk/1; with --dry-run varve.rechunk-plan/1.")
    private boolean isJson;

    @Mixin
    private ResourceOptions resources;

    RechunkCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (!(target.of(output) instanceof ZarrTarget zarr)) {
            throw new UsageException(
                    "rechunk writes Zarr, not '" + output + "'", "a name that ends in .zarr or .zarr.zip");
        }
        try (Source source = inputs.open(input, shell)) {
            Dataset selected = selection.select(source, zarr::requireFit);
            target.requireDimensions(selected);
            Dataset dataset = history.with(selected, shell);
            Rechunking rechunking = Rechunking.plan(
                    source, dataset, zarr, resources.threads(shell.environment()), resources.budgetBytes());
            if (isDryRun) {
                shell.answer(isJson, () -> RechunkText.lines(rechunking), () -> RechunkText.json(rechunking));
            } else {
                RechunkReport report = run(rechunking);
                shell.answer(isJson, report::text, report::json);
            }
        }
        return ExitCode.DONE.number();
    }

    private RechunkReport run(Rechunking rechunking) throws IOException {
        ConsoleProgress progress = ConsoleProgress.on(shell, "rechunk", resources.isQuiet());
        try {
            return rechunking.run(!isUnverified, progress, shell.stop());
        } finally {
            progress.end();
        }
    }
}
