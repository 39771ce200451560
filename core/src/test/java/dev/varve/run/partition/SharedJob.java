package dev.varve.run.partition;

import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.grid.RegularGrid;
import dev.varve.pipeline.Workers;
import dev.varve.plan.CopyPlan;
import dev.varve.plan.partition.Task;
import dev.varve.plan.partition.WorkPlan;
import dev.varve.run.Progress;
import dev.varve.store.Durability;
import dev.varve.store.Leases;
import dev.varve.testing.Blocks;
import dev.varve.testing.MemorySource;
import dev.varve.zarr.SharedStore;
import dev.varve.zarr.WorkPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** A small store that ranks fill: five objects of more than a sector, one of them left out, a coordinate and a number. */
final class SharedJob {
    private static final int RANKS = 3;
    private static final long CHUNK = 400;
    private static final Dimension TIME = new Dimension("time", 5, false);
    private static final Dimension X = new Dimension("x", CHUNK, false);

    private final Map<String, NdArray> values = new TreeMap<>();
    private final List<Variable> variables = new ArrayList<>();
    private final Map<String, Layout> layouts = new TreeMap<>();
    private final Durability durability;
    private final MemorySource source;
    private final CopyPlan copies;
    private final WorkOrder order;

    SharedJob(Durability durability) {
        this.durability = durability;
        add("x", NumericType.FLOAT64, X);
        add("level", NumericType.INT16);
        add("t", NumericType.FLOAT32, TIME, X);
        NdArray t = values.get("t");
        Region third = Region.of(new long[] {2, 0}, Shape.of(1, CHUNK));
        t.paste(NdArray.allocate(NumericType.FLOAT32, third.shape()), Region.whole(third.shape()), third.starts());
        source = new MemorySource(variables, values);
        copies = CopyPlan.of(
                variables.stream()
                        .map(variable -> new CopyPlan.Target(variable, layouts.get(variable.path())))
                        .toList(),
                1,
                64 << 20);
        WorkPlan plan = new WorkPlan(
                WorkPlan.Cut.BALANCED,
                List.of("time"),
                RANKS,
                variables.stream().map(this::work).toList());
        order = new WorkOrder("test", "memory", "", Map.of(), plan, Optional.empty());
    }

    private void add(String path, NumericType type, Dimension... dimensions) {
        FillValue fill = FillValue.zero(type);
        Storage storage = new Storage("contiguous", Optional.empty(), Optional.empty(), List.of(), 0);
        Variable variable = new Variable(path, type, List.of(dimensions), fill, List.of(), storage, Optional.empty());
        variables.add(variable);
        values.put(path, Blocks.block(new Random(path.hashCode()), type, variable.shape()));
        long[] chunk = variable.shape().extents();
        if (chunk.length == 2) {
            chunk[0] = 1;
        }
        RegularGrid grid = new RegularGrid(variable.shape(), Shape.of(chunk));
        layouts.put(path, new Layout(grid, grid, CodecChain.of(BytesCodec.LITTLE), fill));
    }

    private WorkPlan.Work work(Variable variable) {
        Layout layout = layouts.get(variable.path());
        return variable.path().equals("x")
                ? WorkPlan.initial(variable, layout)
                : WorkPlan.work(WorkPlan.Cut.BALANCED, List.of("time"), RANKS, variable, layout, 1 << 30);
    }

    MemorySource source() {
        return source;
    }

    /** The values of a variable. */
    NdArray values(String path) {
        return values.get(path);
    }

    /** What {@code varve init} does. */
    void initialize(Path out) throws IOException {
        try (Workers workers = Workers.of(1)) {
            SharedStore.initialize(
                    out,
                    false,
                    durability,
                    source.describe(),
                    variable -> layouts.get(variable.path()),
                    order.toJson(),
                    store -> work(store, workers).writeInitial());
        }
    }

    private SharedWork work(SharedStore store, Workers workers) {
        return new SharedWork(store, order.plan(), source, copies, true, workers, Progress.NONE);
    }

    /** What {@code varve write --rank} does. */
    void write(Path out, int rank) throws IOException {
        write(out, order.plan().tasks(rank, RANKS));
    }

    private SharedWork.Outcome write(Path out, List<Task> tasks) throws IOException {
        try (SharedStore store = SharedStore.open(out, durability);
                Workers workers = Workers.of(1);
                Leases claims = WorkPlace.of(out).join()) {
            return work(store, workers).write(tasks, claims);
        } finally {
            WorkPlace.of(out).leave();
        }
    }

    /** What {@code varve commit} does. */
    void commit(Path out) throws IOException {
        SharedCommit.run(out, durability);
    }

    /** All of it, one after another. */
    void run(Path out) throws IOException {
        initialize(out);
        for (int rank = 0; rank < RANKS; rank++) {
            write(out, rank);
        }
        commit(out);
    }

    /** What someone does who finds it begun or not: init, where it has not come to that, then {@code varve write --join}. */
    void finish(Path out) throws IOException {
        if (SharedStore.stateOf(out) == SharedStore.State.ABSENT) {
            initialize(out);
        }
        if (SharedStore.stateOf(out) == SharedStore.State.GROWING) {
            write(out, order.plan().tasks());
        }
        commit(out);
    }
}
