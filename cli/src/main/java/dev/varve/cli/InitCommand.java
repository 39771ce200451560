package dev.varve.cli;

import dev.varve.Release;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Selection;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.metadata.ZarrFormat;
import dev.varve.pipeline.Workers;
import dev.varve.plan.CopyPlan;
import dev.varve.plan.partition.WorkPlan;
import dev.varve.run.Progress;
import dev.varve.run.partition.SharedWork;
import dev.varve.run.partition.WorkOrder;
import dev.varve.store.Durability;
import dev.varve.zarr.SharedStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code varve init}. */
@Command(
        name = "init",
        sortOptions = false,
        abbreviateSynopsis = true,
        header = {
            "Plans a store that many processes fill, and makes it with its coordinates.",
            "",
            "Examples:",
            "  varve init in.nc out.zarr --ranks 64 --dims time,lat",
            "  varve init in.nc out.zarr --ranks 8 --chunks time=24,lat=90 --dry-run",
            "  varve init 'run_*.nc' out.zarr --concat time --ranks 8",
            "  varve write in.nc out.zarr --rank 7           then, in any process, for each rank",
            "  varve commit out.zarr                         and last",
            "  varve init more.nc out.zarr --append time --ranks 8",
            "  varve init part.nc out.zarr --region time=24:48,lat=0:90",
            ""
        },
        description = {
            "Every rank writes whole objects (shards, or chunks where there are none), so that no two",
            "ranks ever touch the same one. Until 'varve commit' nobody takes OUT for a complete store.",
            "With --append or --region OUT is complete, and stays what it is until 'varve commit'.",
            ""
        })
final class InitCommand implements Callable<Integer> {
    /** What describes other variables and is no larger is written at once. */
    private static final long INITIAL_BYTES = 64L << 20;

    private final Shell shell;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "IN", description = "What is read; its content tells its format.")
    private Path input;

    @Parameters(index = "1", paramLabel = "OUT", description = "The Zarr v3 store, a folder.")
    private Path output;

    @Option(
            names = "--ranks",
            paramLabel = "N",
            description = "Among how many processes the work is divided (1). Any other number may do it later.")
    private int ranks = 1;

    @Option(
            names = "--dims",
            paramLabel = "NAMES",
            split = ",",
            hideParamSyntax = true,
            description = "Along which dimensions the work is cut, the first one first, as in time,lat. Without it:"
                    + " in the order of the dimensions.")
    private List<String> dims = new ArrayList<>();

    @Option(
            names = "--layout",
            paramLabel = "balanced|boxes",
            description = "Even shares, no rank has more than its part of all objects (balanced); or the boxes that"
                    + " xpartition would take, which may leave ranks idle (boxes).")
    private WorkPlan.Cut cut = WorkPlan.Cut.BALANCED;

    @ArgGroup
    private Change change = new Change();

    /** Where in a complete store IN goes. */
    private static final class Change {
        @Option(
                names = "--append",
                paramLabel = "DIM",
                description = "OUT is complete, and IN goes behind it along a dimension.")
        private Optional<String> append = Optional.empty();

        @Option(
                names = "--region",
                paramLabel = "DIM=START:STOP",
                description =
                        "OUT is complete, and IN goes over a region of it, as in time=24:48,lat=0:90; 'auto': over"
                                + " that which has the same coordinates.")
        private Optional<String> region = Optional.empty();
    }

    @Mixin
    private LookOptions look;

    @Mixin
    private ChunkOptions cutting;

    @Option(
            names = "--codec",
            paramLabel = "CHAIN",
            description = "How chunks are encoded, as 'compressor | filter | serializer'. 'varve codecs' lists all.")
    private Optional<String> codec = Optional.empty();

    @Option(names = "--overwrite", description = "Removes what is under OUT's name, at once.")
    private boolean isReplacing;

    @Option(
            names = "--durability",
            paramLabel = "none|task|object",
            description = "What survives a loss of power: nothing for sure, the plan (task), every object.")
    private Durability durability = Durability.TASK;

    @Mixin
    private HistoryOptions history;

    @Option(names = "--dry-run", description = "Shows the plan; writes nothing.")
    private boolean isDryRun;

    @Option(names = "--json", description = "For programs: schema varve.init/1.")
    private boolean isJson;

    @Mixin
    private ResourceOptions resources;

    InitCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (ranks < 1) {
            throw new UsageException("--ranks " + ranks + ": there must be at least 1", "--ranks 1");
        }
        try (Source source = look.open(input, shell)) {
            Dataset selected = look.selected(source);
            if (change.append.isPresent() || change.region.isPresent()) {
                return change(source, selected);
            }
            ZarrTarget target = target();
            cutting.requireDimensions(target.rule(), selected);
            requireDims(selected);
            Dataset dataset = history.with(selected, shell);
            Conversion conversion = Conversion.plan(
                    source, dataset, target, resources.threads(shell.environment()), resources.budgetBytes());
            WorkOrder order = order(source, conversion);
            InitReport report = new InitReport(source.name(), output.toString(), order, conversion.plan(), isDryRun);
            if (!isDryRun) {
                shell.stop().during(() -> initialize(conversion, order));
            }
            shell.answer(isJson, report::text, report::json);
        }
        return ExitCode.DONE.number();
    }

    private int change(Source source, Dataset selected) throws IOException {
        if (cutting.cutsChunks() || !cutting.isKeepingGrids() || codec.isPresent() || isReplacing) {
            throw new UsageException(
                    "chunks, codecs and --overwrite do not go with --append and --region: what is added is stored as"
                            + " what is there",
                    "the command without them");
        }
        requireDims(selected);
        StoreChange.Place place = RegionSpans.place(change.append, change.region);
        StoreChange.Division division = new StoreChange.Division(
                cut,
                dims,
                ranks,
                LookOptions.digest(source, input),
                LookOptions.kept(spec.commandLine().getParseResult()),
                resources.threads(shell.environment()),
                resources.budgetBytes());
        StoreChange planned = StoreChange.plan(source, selected, output, place, division, shell);
        InitReport report =
                new InitReport(source.name(), output.toString(), planned.order(), planned.copies(), isDryRun);
        if (!isDryRun) {
            shell.stop().during(() -> planned.begin(history.line(shell), durability));
        }
        shell.answer(isJson, report::text, report::json);
        return ExitCode.DONE.number();
    }

    private ZarrTarget target() {
        if (output.toString().endsWith(".zip")) {
            throw new UsageException(
                    output + ": a zip archive has one writer only", "a name that ends in .zarr, or varve convert");
        }
        return new ZarrTarget(
                output,
                isReplacing,
                durability,
                cutting.rule(false, ChainChoice.of(codec, ZarrFormat.V3)),
                cutting.isSized(),
                cutting.isKeepingGrids(),
                ZarrFormat.V3);
    }

    private void requireDims(Dataset dataset) {
        Set<Dimension> known = new LinkedHashSet<>();
        dataset.variables().forEach(variable -> known.addAll(variable.dimensions()));
        for (String dim : dims) {
            if (known.stream().noneMatch(d -> d.name().equals(dim) || d.path().equals(dim))) {
                List<String> names = known.stream().map(Dimension::name).toList();
                throw new UsageException("no variable has the dimension '" + dim + "'", Nearest.question(dim, names));
            }
        }
        if (Set.copyOf(dims).size() < dims.size()) {
            throw new UsageException("--dims " + String.join(",", dims) + " names a dimension twice", "each once");
        }
    }

    private WorkOrder order(Source source, Conversion conversion) throws IOException {
        Set<String> describing = Selection.describing(source.describe());
        List<WorkPlan.Work> works = new ArrayList<>();
        for (CopyPlan.VariableCopy copy : conversion.plan().variables()) {
            Variable variable = copy.variable();
            if (describing.contains(variable.path()) && copy.decodedBytes() <= INITIAL_BYTES) {
                works.add(WorkPlan.initial(variable, copy.layout()));
            } else {
                long objectBytes =
                        copy.decodedBytes(copy.layout().objects().largestCell().count());
                works.add(WorkPlan.work(cut, dims, ranks, variable, copy.layout(), objectBytes));
            }
        }
        return new WorkOrder(
                Release.version(),
                source.name(),
                LookOptions.digest(source, input),
                LookOptions.kept(spec.commandLine().getParseResult()),
                new WorkPlan(cut, dims, ranks, works),
                Optional.empty());
    }

    private void initialize(Conversion conversion, WorkOrder order) throws IOException {
        CopyPlan plan = conversion.plan();
        Map<String, Layout> layouts = conversion.target().layouts(conversion.dataset());
        try (Workers workers = Workers.of(plan.threads())) {
            SharedStore.initialize(
                    output,
                    isReplacing,
                    durability,
                    conversion.dataset(),
                    variable -> layouts.get(variable.path()),
                    order.toJson(),
                    store -> new SharedWork(
                                    store, order.plan(), conversion.source(), plan, true, workers, Progress.NONE)
                            .writeInitial());
        }
    }
}
