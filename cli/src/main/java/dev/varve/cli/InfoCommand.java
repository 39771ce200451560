package dev.varve.cli;

import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.metadata.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code varve info}. */
@Command(
        name = "info",
        abbreviateSynopsis = true,
        header = {
            "Shows what a file or store holds.",
            "",
            "Examples:",
            "  varve info in.nc",
            "  varve info out.zarr --json",
            "  varve info out.zarr --array forecast/t2m --values",
            "  varve info 'era5_*.nc' --concat time --select lat=-30..30",
            ""
        })
final class InfoCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "PATH", description = "A NetCDF or HDF5 file, or a Zarr store; its content tells which.")
    private Path path;

    @Mixin
    private InputOptions inputs;

    @Option(names = "--json", description = "For programs: schema varve.info/1.")
    private boolean isJson;

    @Option(names = "--full", description = "Does not cut long attributes on a terminal.")
    private boolean isFull;

    @Option(names = "--array", paramLabel = "NAME", description = "Only this array.")
    private Optional<String> array = Optional.empty();

    @Option(names = "--values", description = "Prints the elements of the array, one per line.")
    private boolean hasValues;

    InfoCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        try (Source source = inputs.open(path, shell)) {
            if (hasValues) {
                Variable variable = ArrayChoice.named(source, array.orElse(""));
                ElementList.print(source, variable, shell.out());
            } else if (isJson) {
                shell.out().println(JsonWriter.pretty(DatasetJson.of(source.name(), ArrayChoice.only(source, array))));
            } else {
                boolean isShort = shell.hasTerminalOut() && !isFull;
                DatasetText.of(source.name(), ArrayChoice.only(source, array), isShort)
                        .forEach(shell.out()::println);
            }
        }
        return ExitCode.DONE.number();
    }
}
