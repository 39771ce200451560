package dev.varve.cli;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Source;
import dev.varve.metadata.ZarrFormat;
import dev.varve.pipeline.Workers;
import dev.varve.plan.ChunkTargets;
import dev.varve.plan.LayoutRule;
import dev.varve.plan.sweep.FieldVariables;
import dev.varve.run.sweep.ResultsFolder;
import dev.varve.run.sweep.SweepSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code varve sweep}. */
@Command(
        name = "sweep",
        sortOptions = false,
        abbreviateSynopsis = true,
        header = {
            "Finds the codec chain that makes each field smallest within an error budget.",
            "",
            "Examples:",
            "  varve sweep era5.nc --l1 1e-4 --where results",
            "  varve sweep era5.nc --variables t,q --l1 1e-3 --relative-to std --where results",
            "  varve sweep era5.nc --variables t --gate max_abs=0.05 --where results",
            "  varve sweep era5.nc --lossless --where results",
            "  varve sweep era5.nc --l1 1e-4 --where results --exhaustive --space dc_toolkit",
            "  srun -n 8 varve sweep era5.nc --l1 1e-4 --where results",
            "  varve sweep --slurm-script fields.txt --where results > sweep.sbatch",
            "",
            "Then:",
            "  varve report results",
            "  varve compress era5.nc era5.zarr --recipes results",
            ""
        },
        description = {
            "A sample of each field is encoded, decoded and measured with thousands of chains.",
            "Processes that are given the same folder share the work: any number may join, die",
            "and be started again. A sweep that was stopped goes on where it was.",
            ""
        })
final class SweepCommand implements Callable<Integer> {
    private static final ByteSize USUAL_SAMPLE = new ByteSize(256_000_000);

    private static final Set<String> OF_SCRIPT = Set.of("--slurm-script", "--where");

    /** What a batch file's list says, and what is not for a job that goes on when it is submitted again. */
    private static final Set<String> LISTED_OR_ONCE =
            Set.of("--variables", "--exclude", "--l1", "--rank", "--overwrite", "--dry-run");

    private final Shell shell;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "IN",
            description = "What is read; its content tells its format.")
    private Optional<Path> input = Optional.empty();

    @Option(names = "--where", required = true, paramLabel = "FOLDER", description = "Where the results go.")
    private Path where;

    @Mixin
    private PlainInputOptions inputs;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private BudgetOptions budget;

    @Mixin
    private SpaceChoice space;

    @Option(names = "--all-codecs", description = "The winner may use codecs that not every Zarr v3 reader knows.")
    private boolean isWithAllCodecs;

    @Option(
            names = "--exhaustive",
            description =
                    "Tries every chain. Without it a search tries what can win, and says of the rest why it cannot.")
    private boolean isExhaustive;

    @Option(
            names = "--max-evals",
            paramLabel = "N",
            description = "With --exhaustive: at most so many, a seeded choice.")
    private Optional<Integer> mostCandidates = Optional.empty();

    @Option(
            names = "--sample",
            paramLabel = "SIZE",
            converter = ResourceOptions.SizeConverter.class,
            description =
                    "How much of a field is tried: all of its horizontal axes, some of its times and levels (256MB,"
                            + " or half of what memory allows).")
    private Optional<ByteSize> sample = Optional.empty();

    @Option(
            names = "--inner-chunk",
            paramLabel = "SIZE",
            converter = ResourceOptions.SizeConverter.class,
            description = "How large a chunk should be, decoded (16MiB); compress makes the same chunks.")
    private Optional<ByteSize> innerChunk = Optional.empty();

    @Mixin
    private RankOptions ranks;

    @Option(names = "--resume", description = "Goes on with what the folder has, which it does anyway.")
    private boolean isResuming;

    @Option(names = "--overwrite", description = "Starts anew where the folder has results of another sweep.")
    private boolean isReplacing;

    @Option(names = "--dry-run", description = "Shows what would be tried and about how long it takes.")
    private boolean isDryRun;

    @Option(
            names = "--slurm-script",
            paramLabel = "LIST",
            description =
                    "Prints a batch file that sweeps the fields of a list, a file, a variable and a budget a line.")
    private Optional<Path> slurmList = Optional.empty();

    @Option(names = "--json", description = "For programs: schema varve.sweep_report/1.")
    private boolean isJson;

    @Mixin
    private ResourceOptions resources;

    SweepCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (isResuming && isReplacing) {
            throw new UsageException("--resume goes on, --overwrite starts anew: not both", "one of them");
        }
        if (slurmList.isPresent()) {
            slurmScript(slurmList.get()).forEach(shell.out()::println);
            return ExitCode.DONE.number();
        }
        Path path = input.orElseThrow(() -> new UsageException(
                "what shall be swept? IN is missing", "varve sweep in.nc" + " --l1 1e-4 --where results"));
        SweepSettings settings = settings();
        try (Source source = inputs.open(path, shell);
                Workers workers = Workers.of(resources.threads(shell.environment()))) {
            FieldVariables variables = fields(source);
            Sweep sweep = new Sweep(
                    shell, source, source.describe(), settings, isWithAllCodecs, resources.isQuiet(), workers);
            SweepReport report = isDryRun ? sweep.plan(variables) : run(sweep, variables);
            shell.answer(isJson, report::text, report::json);
            return report.code().number();
        }
    }

    private List<String> slurmScript(Path list) throws IOException {
        ParseResult parsed = spec.commandLine().getParseResult();
        String refused = CommandText.options(parsed, LISTED_OR_ONCE::contains);
        if (input.isPresent() || !refused.isEmpty()) {
            throw new UsageException(
                    "--slurm-script sweeps the files, variables and budgets of its list, every time it is submitted:"
                            + " without" + input.map(path -> " " + path).orElse("") + refused,
                    "varve sweep --slurm-script fields.txt --where results");
        }
        String called = shell.environment().getOrDefault("VARVE_COMMAND", "varve");
        String program = called.contains("/")
                ? Path.of(called).toAbsolutePath().normalize().toString()
                : called;
        return SlurmScript.read(list)
                .lines(program, where.toString(), CommandText.options(parsed, name -> !OF_SCRIPT.contains(name)));
    }

    private SweepReport run(Sweep sweep, FieldVariables variables) throws IOException {
        int rank = rank();
        return shell.stop().during(() -> sweep.run(variables, ResultsFolder.create(where), rank, isReplacing));
    }

    private FieldVariables fields(Source source) throws InputException {
        try {
            Dataset selected = selection.select(source.describe());
            FieldVariables variables = FieldVariables.of(source.describe(), selected);
            if (variables.fields().isEmpty()) {
                throw new InputException(
                        "no field to sweep: "
                                + String.join(
                                        "; ",
                                        variables.others().stream()
                                                .map(other -> other.path() + " (" + other.reason() + ")")
                                                .toList()),
                        "varve info " + source.name() + " shows what there is");
            }
            return variables;
        } catch (InputException e) {
            throw e.in(source.name());
        }
    }

    private int rank() {
        Optional<Launch.Rank> rank = ranks.rank(shell.environment());
        if (!resources.isQuiet()) {
            rank.ifPresent(said -> shell.err().println("varve: rank " + said.number() + " (" + said.origin() + ")"));
        }
        return rank.map(Launch.Rank::number).orElse(0);
    }

    private SweepSettings settings() {
        if (mostCandidates.isPresent() && (!isExhaustive || mostCandidates.get() < 1)) {
            throw new UsageException("--max-evals is for --exhaustive, and 1 or more", "--exhaustive --max-evals 300");
        }
        long chunkBytes = innerChunk.map(ByteSize::bytes).orElse(ChunkTargets.DEFAULT.innerChunkBytes());
        LayoutRule layout = new LayoutRule(
                new ChunkTargets(chunkBytes, Math.max(chunkBytes, ChunkTargets.DEFAULT.shardBytes())),
                Map.of(),
                Map.of(),
                ChainChoice.of(Optional.empty(), ZarrFormat.V3));
        return new SweepSettings(
                sample.orElse(new ByteSize(Math.min(USUAL_SAMPLE.bytes(), resources.budgetBytes() / 2)))
                        .bytes(),
                budget.gates(space.isLossless()),
                budget.basis(),
                space.options(),
                isExhaustive,
                mostCandidates.map(OptionalInt::of).orElse(OptionalInt.empty()),
                budget.physicalMin(),
                budget.physicalMax(),
                budget.tolerance(),
                layout,
                resources.budgetBytes());
    }
}
