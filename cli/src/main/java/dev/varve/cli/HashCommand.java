package dev.varve.cli;

import dev.varve.array.Region;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.formats.Sources;
import dev.varve.pipeline.Workers;
import dev.varve.run.DatasetDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code varve hash}. */
@Command(
        name = "hash",
        abbreviateSynopsis = true,
        header = {
            "Prints one digest per array, whatever its format, chunks and codecs.",
            "",
            "Examples:",
            "  varve hash out.zarr",
            "  varve hash in.nc --array t2m --region 0:10,5:20,0:1440",
            ""
        },
        description = {
            "The digest is SHA-256 over the elements in C order, little-endian; a string counts as its",
            "length in bytes (32 bits) and its UTF-8 bytes. Equal digests mean equal values.",
            ""
        })
final class HashCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ResourceOptions resources;

    @Parameters(paramLabel = "PATH", description = "A NetCDF or HDF5 file, or a Zarr store.")
    private Path path;

    @Option(names = "--array", paramLabel = "NAME", description = "Only this array.")
    private Optional<String> array = Optional.empty();

    @Option(
            names = "--region",
            paramLabel = "A:B,C:D",
            description = "Only these elements: for each axis from A up to, not including, B; ':' takes all.")
    private Optional<String> region = Optional.empty();

    HashCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (region.isPresent() && array.isEmpty()) {
            throw new UsageException("--region needs --array: regions differ from array to array", "--array NAME");
        }
        int threads = resources.threads(shell.environment());
        try (Source source = Sources.open(path);
                Workers workers = Workers.of(threads)) {
            List<Variable> variables = array.isPresent()
                    ? List.of(ArrayChoice.named(source, array.get()))
                    : source.describe().variables();
            for (Variable variable : variables) {
                Region wanted = RegionText.parse(region.orElse(""), variable);
                String digest = DatasetDigest.of(source, variable, wanted, workers, resources.budgetBytes());
                shell.out().println(digest + "\t" + Printable.of(variable.path()));
            }
        }
        return ExitCode.DONE.number();
    }
}
