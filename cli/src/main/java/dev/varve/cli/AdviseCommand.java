package dev.varve.cli;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.plan.advise.AccessPattern;
import dev.varve.plan.advise.AdviceLimits;
import dev.varve.plan.advise.ReadRates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code varve advise}. */
@Command(
        name = "advise",
        sortOptions = false,
        abbreviateSynopsis = true,
        header = {
            "Finds the chunks and shards that suit the reads that are made most.",
            "",
            "Examples:",
            "  varve advise in.nc --access time=-1,lat=1,lon=1",
            "  varve advise in.nc --access time=-1,lat=1,lon=1 --access time=1,lat=-1,lon=-1@3",
            "  varve advise in.zarr --access time=1 --store local --variables t2m --json",
            "  varve advise in.nc --access time=24,lat=50,lon=50 --latency 40ms --bandwidth 50MB/s",
            ""
        },
        description = {
            "Compares what there is, the default and the best that was found by what reads take:",
            "requests, bytes, memory and time, averaged over all places where a read may begin. Reads",
            "are Varve's: neighbours in a shard come together. Prints the options that make the best.",
            ""
        })
final class AdviseCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(index = "0", paramLabel = "IN", description = "What will be read; only its description is.")
    private Path input;

    @Option(
            names = "--access",
            paramLabel = "EXTENTS[@WEIGHT]",
            required = true,
            description =
                    "How far a typical read reaches along dimensions, as in time=-1,lat=1,lon=1; -1, or not named, is"
                            + " the whole dimension. Several times for several kinds of reads, each with how often it is made"
                            + " beside the others (1).")
    private List<String> access = new ArrayList<>();

    @Mixin
    private PlainInputOptions inputs;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private RateOptions rates;

    @Option(
            names = "--inner-chunk",
            paramLabel = "SIZE",
            converter = ResourceOptions.SizeConverter.class,
            description = "How large a chunk may be, decoded: 64KiB to 64MiB (16MiB).")
    private Optional<ByteSize> innerChunk = Optional.empty();

    @Option(
            names = "--shard",
            paramLabel = "SIZE",
            description = "How large a shard may be, decoded (512MiB); 'none' for no shards.")
    private Optional<String> shard = Optional.empty();

    @Option(
            names = "--objects",
            paramLabel = "N",
            description = "How many stored objects a variable should have at most (1000).")
    private long objects = AdviceLimits.DEFAULT.maxObjects();

    @Option(names = "--json", description = "For programs: schema varve.advice/1.")
    private boolean isJson;

    AdviseCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        List<AccessPattern> patterns = access.stream().map(AccessText::parse).toList();
        ReadRates readRates = rates.rates();
        AdviceLimits limits = limits();
        try (Source source = inputs.open(input, shell)) {
            Dataset dataset = selection.isEverything() ? source.describe() : selection.select(source.describe());
            requireConcerned(dataset, patterns);
            List<AdvisedVariables> groups = AdvisedVariables.of(
                    dataset,
                    selection.isEverything() ? Optional.empty() : Optional.of(selection::isNamed),
                    patterns,
                    readRates,
                    limits);
            if (groups.isEmpty()) {
                throw new UsageException(
                        source.name() + ": no variable with elements is read as --access says",
                        "varve info " + CommandText.quoted(source.name()) + " shows dimensions and their lengths");
            }
            AdviceReport report = AdviceReport.of(source, readRates, groups, selection::isNamed);
            shell.answer(isJson, report::text, report::json);
        }
        return ExitCode.DONE.number();
    }

    private AdviceLimits limits() {
        long most = innerChunk.map(ByteSize::bytes).orElse(AdviceLimits.DEFAULT.maxChunkBytes());
        if (most < AdviceLimits.DEFAULT.minChunkBytes() || most > AdviceLimits.LARGEST_CHUNK_BYTES) {
            throw new UsageException(
                    "--inner-chunk " + new ByteSize(most) + ": chunks are 64 KiB to 64 MiB", "--inner-chunk 16MiB");
        }
        if (objects < 1) {
            throw new UsageException("--objects " + objects + ": at least 1 is needed", "--objects 1000");
        }
        return new AdviceLimits(AdviceLimits.DEFAULT.minChunkBytes(), most, ChunkOptions.shardBytes(shard), objects);
    }

    private static void requireConcerned(Dataset dataset, List<AccessPattern> patterns) {
        List<String> known = dataset.variables().stream()
                .flatMap(variable -> variable.dimensions().stream())
                .map(Dimension::name)
                .distinct()
                .toList();
        List<Variable> variables = dataset.variables();
        for (AccessPattern pattern : patterns) {
            List<String> unknown = pattern.unknownDimensions(variables);
            if (!unknown.isEmpty()) {
                throw new UsageException(
                        "no variable has the dimension '" + unknown.get(0) + "'",
                        Nearest.question(unknown.get(0), known));
            }
            if (variables.stream().noneMatch(pattern::concerns)) {
                throw new UsageException(
                        "--access " + pattern + ": no variable has all of these dimensions",
                        "one --access for each kind of variable; 'varve info' shows their dimensions");
            }
        }
    }
}
