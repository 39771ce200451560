package dev.varve.cli;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code varve convert}. */
@Command(
        name = "convert",
        sortOptions = false,
        abbreviateSynopsis = true,
        header = {
            "Copies a dataset into another format, verified.",
            "",
            "Examples:",
            "  varve convert in.nc out.zarr",
            "  varve convert in.nc out.zarr --variables t2m,forecast/'*' --codec 'zstd(9)'",
            "  varve convert in.nc out.zarr --chunks time=1,lat=90,lon=-1 --shard 256MiB",
            "  varve convert in.nc out.zarr --memory 1G --dry-run",
            "  varve convert in.nc out.zarr --zarr-format 2",
            "  varve convert in.nc out.zarr.zip",
            "  varve convert out.zarr back.nc --deflate 6",
            "  varve convert 'era5_*.nc' out.zarr --concat time",
            "  varve convert in.nc out.zarr --select time=2020-01..2020-03,lat=-30..30 --isel lev=0",
            "  varve convert in.nc out.zarr --rename t2m=tas --cast tas=float32 --mask tas=lsm",
            ""
        },
        description = {
            "The suffix of OUT tells its format: .zarr is Zarr (v3 unless --zarr-format 2), .zarr.zip the",
            "same in a zip archive, .nc and .nc4 are NetCDF-4. Exit code 0 means written, verified and",
            "complete; otherwise there is nothing new under OUT's name.",
            ""
        })
final class ConvertCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(index = "0", paramLabel = "IN", description = "What is read; its content tells its format.")
    private Path input;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "OUT",
            description = "What is written, after further inputs where --concat puts them together.")
    private List<Path> output;

    @Mixin
    private InputOptions inputs;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private TargetOptions target;

    @Option(names = "--no-verify", description = "Does not decode each chunk again before it is written.")
    private boolean isUnverified;

    @Mixin
    private HistoryOptions history;

    @Option(names = "--dry-run", description = "Shows the plan and its memory; writes nothing.")
    private boolean isDryRun;

    @Option(names = "--json", description = "For programs: schema varve.convert/1; with --dry-run varve.plan/1.")
    private boolean isJson;

    @Mixin
    private ResourceOptions resources;

    ConvertCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        List<Path> read = new ArrayList<>(List.of(input));
        read.addAll(output.subList(0, output.size() - 1));
        CopyTarget copyTarget = target.of(output.get(output.size() - 1));
        try (Source source = inputs.open(read, shell)) {
            Dataset selected = selection.select(source, copyTarget::requireFit);
            target.requireDimensions(selected);
            Dataset dataset = history.with(selected, shell);
            Conversion conversion = Conversion.plan(
                    source, dataset, copyTarget, resources.threads(shell.environment()), resources.budgetBytes());
            if (isDryRun) {
                shell.answer(isJson, () -> PlanText.lines(conversion), () -> PlanText.json(conversion));
            } else {
                ConversionReport report = run(conversion);
                shell.answer(isJson, report::text, report::json);
            }
        }
        return ExitCode.DONE.number();
    }

    private ConversionReport run(Conversion conversion) throws IOException {
        ConsoleProgress progress = ConsoleProgress.on(shell, "convert", resources.isQuiet());
        try {
            return conversion.run(!isUnverified, progress, shell.stop());
        } finally {
            progress.end();
        }
    }
}
