package dev.varve.cli;

import dev.varve.array.Region;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonWriter;
import dev.varve.pipeline.Workers;
import dev.varve.run.DatasetDigest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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
            "  find fixtures -name zarr.json -printf '%%h\\n' | varve hash --stdin",
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

    @Parameters(arity = "0..1", paramLabel = "PATH", description = "A NetCDF or HDF5 file, or a Zarr store.")
    private Optional<Path> path = Optional.empty();

    @Option(
            names = "--stdin",
            description = "Reads paths of single arrays, one per line, and answers each with one line: the digest, or"
                    + " ERROR, the path and the reason, separated by tabs.")
    private boolean isAskedByLines;

    @Option(names = "--array", paramLabel = "NAME", description = "Only this array.")
    private Optional<String> array = Optional.empty();

    @Option(
            names = "--region",
            paramLabel = "A:B,C:D",
            description = "Only these elements: for each axis from A up to, not including, B; ':' takes all.")
    private Optional<String> region = Optional.empty();

    @Mixin
    private InputOptions inputs;

    @Option(names = "--json", description = "For programs: schema varve.hash/1.")
    private boolean isJson;

    HashCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (isAskedByLines == path.isPresent()) {
            throw new UsageException("hash needs either PATH or --stdin", "varve hash --help");
        }
        if (isAskedByLines && isJson) {
            throw new UsageException("--stdin answers in lines, not in JSON", "leave --json out");
        }
        if (region.isPresent() && array.isEmpty() && !isAskedByLines) {
            throw new UsageException("--region needs --array: regions differ from array to array", "--array NAME");
        }
        try (Workers workers = Workers.of(resources.threads(shell.environment()))) {
            return isAskedByLines ? answerLines(workers) : digestAll(path.orElseThrow(), workers);
        }
    }

    private int digestAll(Path file, Workers workers) throws IOException {
        try (Source source = inputs.open(file, shell)) {
            List<Variable> variables = array.isPresent()
                    ? List.of(ArrayChoice.named(source, array.get()))
                    : source.describe().variables();
            List<Json> arrays = new ArrayList<>();
            for (Variable variable : variables) {
                Region wanted = RegionText.parse(region.orElse(""), variable);
                String digest = digest(source, variable, workers);
                if (isJson) {
                    arrays.add(json(variable, wanted, digest));
                } else {
                    shell.out().println(digest + "\t" + Printable.of(variable.path()));
                }
            }
            if (isJson) {
                JsonObject.Builder answer =
                        JsonObject.builder().put("schema", "varve.hash/1").put("path", file.toString());
                shell.out()
                        .println(JsonWriter.pretty(
                                answer.put("arrays", new JsonArray(arrays)).build()));
            }
        }
        return ExitCode.DONE.number();
    }

    private String digest(Source source, Variable variable, Workers workers) throws IOException {
        Region wanted = RegionText.parse(region.orElse(""), variable);
        return DatasetDigest.of(source, variable, wanted, workers, resources.budgetBytes());
    }

    /** One answer for each line, whatever becomes of the others; ends with the worst of what each would end with alone. */
    private int answerLines(Workers workers) throws IOException {
        ExitCode worst = ExitCode.DONE;
        BufferedReader lines = new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            try (Source source = inputs.open(Path.of(line), shell)) {
                Variable variable = ArrayChoice.named(source, array.orElse(""));
                shell.out().println(digest(source, variable, workers) + "\t" + Printable.of(line));
            } catch (IOException | RuntimeException e) {
                shell.out().println(Complaint.inALine(line, e));
                worst = worst.orWorse(Complaint.codeOfLine(e));
            }
            shell.out().flush();
        }
        return worst.number();
    }

    private static Json json(Variable variable, Region region, String digest) {
        long[] stop = region.starts();
        for (int axis = 0; axis < stop.length; axis++) {
            stop[axis] = region.stop(axis);
        }
        return JsonObject.builder()
                .put("path", variable.path())
                .put("type", variable.type().toString())
                .put("start", JsonArray.of(region.starts()))
                .put("stop", JsonArray.of(stop))
                .put("sha256", digest)
                .build();
    }
}
