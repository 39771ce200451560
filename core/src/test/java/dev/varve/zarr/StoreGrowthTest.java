package dev.varve.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Source;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.dataset.transform.Patch;
import dev.varve.dataset.transform.Patching;
import dev.varve.grid.RegularGrid;
import dev.varve.pipeline.Workers;
import dev.varve.plan.CopyPlan;
import dev.varve.plan.partition.WorkPlan;
import dev.varve.run.CopyRun;
import dev.varve.run.Progress;
import dev.varve.run.partition.SharedCommit;
import dev.varve.run.partition.SharedWork;
import dev.varve.run.partition.WorkOrder;
import dev.varve.store.ConflictException;
import dev.varve.store.Durability;
import dev.varve.store.FileTree;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Leases;
import dev.varve.testing.MemorySource;
import dev.varve.testing.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is appended or written over is held to one array in memory, and to a store that was made of it in one go. */
class StoreGrowthTest {
    @TempDir
    private Path folder;

    private final Workers workers = Workers.of(2);

    @AfterEach
    void closeWorkers() {
        workers.close();
    }

    /** A dataset before and after something is put into it, and how stores of it are cut up. */
    private record Case(
            MemorySource before, MemorySource added, MemorySource after, Patch patch, Shape chunk, Shape object) {

        static Case random(Random random) {
            Shape shape = Shape.of(2 + random.nextInt(9), 1 + random.nextInt(5), 1 + random.nextInt(6));
            long[] chunk = new long[3];
            long[] object = new long[3];
            for (int axis = 0; axis < 3; axis++) {
                chunk[axis] = 1L + random.nextInt(3);
                object[axis] = chunk[axis] * (1 + random.nextInt(3));
            }
            boolean isSharded = random.nextBoolean();
            Map<String, NdArray> old = values(random, shape, 0);
            boolean isAppending = random.nextInt(3) > 0;
            Shape of = Shape.of(isSharded ? object : chunk);
            return isAppending
                    ? appended(random, shape, old, Shape.of(chunk), of)
                    : written(random, shape, old, Shape.of(chunk), of);
        }

        private static Case appended(Random random, Shape shape, Map<String, NdArray> all, Shape chunk, Shape object) {
            long length = 1L + random.nextInt((int) shape.extent(0) - 1);
            Map<String, NdArray> first = cut(all, 0, length);
            Map<String, NdArray> rest = cut(all, length, shape.extent(0));
            Patch patch = Patch.behind(source(first).describe(), source(rest).describe(), "time");
            return new Case(source(first), source(rest), source(all), patch, chunk, object);
        }

        private static Case written(Random random, Shape shape, Map<String, NdArray> all, Shape chunk, Shape object) {
            long start = random.nextInt((int) shape.extent(0));
            long stop = start + 1L + random.nextInt((int) (shape.extent(0) - start));
            Map<String, NdArray> other = cut(all, start, stop);
            Shape part = Shape.of(stop - start, shape.extent(1), shape.extent(2));
            other.put("t", values(random, part, 0).get("t"));
            Map<String, NdArray> after = new HashMap<>(all);
            NdArray whole = NdArray.allocate(NumericType.INT32, shape);
            whole.paste(all.get("t"), Region.whole(shape), new long[3]);
            whole.paste(other.get("t"), Region.whole(part), new long[] {start, 0, 0});
            after.put("t", whole);
            Patch patch = Patch.over(
                    source(all).describe(), source(other).describe(), Map.of("time", new Patch.Span(start, stop)));
            return new Case(source(all), source(other), source(after), patch, chunk, object);
        }

        /** Some times are nothing but fill value, so that objects are left out. */
        private static Map<String, NdArray> values(Random random, Shape shape, int from) {
            int[] field = new int[(int) shape.count()];
            int each = field.length / (int) shape.extent(0);
            for (int time = 0; time < shape.extent(0); time++) {
                boolean isEmpty = random.nextInt(3) == 0;
                for (int i = 0; i < each; i++) {
                    field[time * each + i] = isEmpty ? 0 : random.nextInt();
                }
            }
            Map<String, NdArray> values = new HashMap<>();
            values.put("t", block(shape, field));
            values.put(
                    "time",
                    block(
                            Shape.of(shape.extent(0)),
                            IntStream.range(from, from + (int) shape.extent(0)).toArray()));
            values.put("y", block(Shape.of(shape.extent(1)), new int[(int) shape.extent(1)]));
            return values;
        }

        private static NdArray block(Shape shape, int... values) {
            NdArray block = NdArray.allocate(NumericType.INT32, shape);
            ByteBuffer.wrap(block.data().array())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asIntBuffer()
                    .put(values);
            return block;
        }

        private static Map<String, NdArray> cut(Map<String, NdArray> all, long start, long stop) {
            Map<String, NdArray> cut = new HashMap<>(all);
            for (String path : List.of("t", "time")) {
                NdArray block = all.get(path);
                long[] from = new long[block.shape().rank()];
                long[] to = block.shape().extents();
                from[0] = start;
                to[0] = stop;
                cut.put(path, block.slice(Region.between(from, to)));
            }
            return cut;
        }

        private static MemorySource source(Map<String, NdArray> values) {
            Shape shape = values.get("t").shape();
            Dimension time = new Dimension("time", shape.extent(0), true);
            Dimension y = new Dimension("y", shape.extent(1), false);
            Dimension x = new Dimension("x", shape.extent(2), false);
            List<Variable> variables = List.of(variable("time", time), variable("y", y), variable("t", time, y, x));
            Group root = new Group("", List.of(time, y, x), variables, List.of(), List.of(), List.of());
            return new MemorySource(new Dataset("memory", root), values);
        }

        private static Variable variable(String path, Dimension... dimensions) {
            Storage storage = new Storage("chunked", Optional.empty(), Optional.empty(), List.of(), 0);
            return new Variable(
                    path,
                    NumericType.INT32,
                    List.of(dimensions),
                    FillValue.zero(NumericType.INT32),
                    List.of(),
                    storage,
                    Optional.empty());
        }

        Layout layout(Variable variable) {
            boolean isField = variable.path().equals("t");
            Shape own = isField ? chunk : Shape.of(3);
            Shape whole = isField ? object : Shape.of(3);
            return new Layout(
                    new RegularGrid(variable.shape(), whole),
                    new RegularGrid(variable.shape(), own),
                    CodecChain.of(BytesCodec.LITTLE, new ZstdCodec(1, false)),
                    variable.fill());
        }
    }

    private void convert(Case tried, MemorySource source, Path path) throws IOException {
        Dataset dataset = source.describe();
        try (ZarrSink sink = ZarrSink.create(path, true, Durability.NONE, dataset, tried::layout)) {
            List<CopyPlan.Target> targets = dataset.variables().stream()
                    .map(v -> new CopyPlan.Target(v, sink.layout(v)))
                    .toList();
            CopyRun.copy(CopyPlan.of(targets, 2, 1 << 24), source, sink, true, Progress.NONE, workers);
            sink.commit();
        }
    }

    /** Plans the change, as {@code varve init} does. */
    private WorkOrder begin(Case tried, Path path, int ranks) throws IOException {
        Dataset base = tried.before.describe();
        Map<String, Region> places = new LinkedHashMap<>();
        for (String changed : tried.patch.changed(base, tried.added.describe())) {
            places.put(changed, tried.patch.place(base.variable(changed).orElseThrow()));
        }
        GrowthDraft draft = GrowthDraft.of(path, places);
        List<WorkPlan.Work> works = new ArrayList<>();
        places.keySet()
                .forEach(changed -> works.add(WorkPlan.work(
                        WorkPlan.Cut.BALANCED,
                        List.of("y"),
                        ranks,
                        base.variable(changed).orElseThrow(),
                        1 << 27,
                        draft.objects(changed))));
        WorkPlan plan = new WorkPlan(WorkPlan.Cut.BALANCED, List.of("y"), ranks, works);
        WorkOrder order = new WorkOrder("test", "memory", "0", Map.of(), plan, Optional.of(tried.patch));
        Map<String, Long> lengths = new HashMap<>();
        tried.patch.spans().forEach((dimension, span) -> {
            if (tried.patch.isGrowing(base)) {
                lengths.put(dimension, span.stop());
            }
        });
        draft.begin(lengths, Optional.empty(), order.toJson(), Durability.NONE);
        return WorkOrder.parse(SharedStore.plan(path));
    }

    private void write(Case tried, Path path, WorkOrder order, int rank, int ranks) throws IOException {
        List<String> changed =
                order.plan().works().stream().map(WorkPlan.Work::path).toList();
        WorkPlace place = WorkPlace.of(path);
        try (SharedStore store = SharedStore.open(path, Durability.NONE);
                Source source = Patching.of(
                        ZarrSource.open(new FilesystemStore(path)),
                        tried.added,
                        order.patch().orElseThrow(),
                        new HashSet<>(changed));
                Leases claims = place.join()) {
            List<CopyPlan.Target> targets = changed.stream()
                    .map(v -> new CopyPlan.Target(
                            source.describe().variable(v).orElseThrow(),
                            store.layouts().get(v)))
                    .toList();
            CopyPlan copies = CopyPlan.of(targets, 2, 1 << 24);
            new SharedWork(store, order.plan(), source, copies, true, workers, Progress.NONE)
                    .write(order.plan().tasks(rank, ranks), claims);
        } finally {
            place.leave();
        }
    }

    private void writeAll(Case tried, Path path, WorkOrder order, int ranks, Random random) throws IOException {
        List<Integer> shuffled =
                new ArrayList<>(IntStream.range(0, ranks).boxed().toList());
        Collections.shuffle(shuffled, random);
        for (int rank : shuffled) {
            write(tried, path, order, rank, ranks);
        }
    }

    private interface Trial {
        void run(Random random) throws IOException;
    }

    private static void check(int cases, Trial trial) {
        Seeds.check(cases, random -> {
            try {
                trial.run(random);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** All files and what is in them. */
    private static Map<String, String> files(Path path) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(path.relativize(file).toString(), Arrays.toString(Files.readAllBytes(file)));
            }
        }
        files.remove(".varve/plan.json");
        return files;
    }

    private static boolean holds(Source source, MemorySource wanted) throws IOException {
        for (Variable variable : wanted.describe().variables()) {
            Variable there = source.describe().variable(variable.path()).orElseThrow();
            Region whole = Region.whole(variable.shape());
            if (!there.shape().equals(variable.shape())
                    || !source.read(there, whole).sameBits(wanted.read(variable, whole))) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(Path path, MemorySource wanted) throws IOException {
        try (ZarrSource source = ZarrSource.open(new FilesystemStore(path))) {
            return holds(source, wanted);
        }
    }

    @Test
    void whatIsChangedIsWhatIsMadeInOneGo() {
        check(40, random -> {
            Case tried = Case.random(random);
            Path path = folder.resolve("out.zarr");
            Path whole = folder.resolve("whole.zarr");
            convert(tried, tried.before, path);
            convert(tried, tried.after, whole);
            Map<String, String> before = files(path);
            int ranks = 1 + random.nextInt(6);
            WorkOrder order = begin(tried, path, ranks);
            int others = random.nextBoolean() ? ranks : 1 + random.nextInt(6);
            writeAll(tried, path, order, others, random);
            assertThat(holds(path, tried.before)).isTrue();
            assertThat(files(path)).containsAllEntriesOf(before);
            assertThat(SharedCommit.run(path, Durability.NONE)).isPresent();
            assertThat(files(path)).isEqualTo(files(whole));
            assertThat(holds(path, tried.after)).isTrue();
            FileTree.delete(path);
            FileTree.delete(whole);
        });
    }

    /** A process that dies just before a step. */
    private static final class Death extends IOException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void whateverStepTheCommitDiesBeforeReadersSeeTheOneOrTheOtherAndTheNextOneFinishes() {
        check(4, random -> {
            Case tried = Case.random(random);
            Path whole = folder.resolve("whole.zarr");
            convert(tried, tried.after, whole);
            Map<String, String> wanted = files(whole);
            boolean isDone = false;
            for (int death = 0; !isDone; death++) {
                Path path = folder.resolve("out.zarr");
                convert(tried, tried.before, path);
                WorkOrder order = begin(tried, path, 2);
                writeAll(tried, path, order, 2, random);
                isDone = !diesAt(tried, path, death);
                boolean isOld = holds(path, tried.before);
                assertThat(isOld || holds(path, tried.after)).isTrue();
                SharedCommit.run(path, Durability.NONE);
                assertThat(files(path)).isEqualTo(wanted);
                FileTree.delete(path);
            }
            FileTree.delete(whole);
        });
    }

    /** Commits, dying before a step; reads at each step, anew and by what was opened before. Says whether it died. */
    private static boolean diesAt(Case tried, Path path, int death) throws IOException {
        int[] steps = {0};
        try (SharedStore store = SharedStore.open(path, Durability.NONE);
                ZarrSource early = ZarrSource.open(new FilesystemStore(path))) {
            store.commit(step -> {
                if (steps[0]++ == death) {
                    throw new Death();
                }
                assertThat(holds(path, tried.before) || holds(path, tried.after))
                        .as(step)
                        .isTrue();
                if (tried.patch.isGrowing(tried.before.describe())) {
                    requireOldOrRefused(early, tried.before);
                    assertThat(isSeenByOthers(path, tried.before) || isSeenByOthers(path, tried.after))
                            .as(step)
                            .isTrue();
                }
            });
            return false;
        } catch (Death e) {
            return true;
        }
    }

    /** Whether software that knows nothing but an array's own document sees the one dataset or the other. */
    private static boolean isSeenByOthers(Path path, MemorySource wanted) throws IOException {
        try (FilesystemStore store = new FilesystemStore(path);
                Workers one = Workers.of(1)) {
            Variable field = wanted.describe().variable("t").orElseThrow();
            ZarrArray array = ZarrArray.open(store, "t");
            Region whole = Region.whole(field.shape());
            return array.metadata().shape().equals(field.shape())
                    && array.read(whole, one).sameBits(wanted.read(field, whole));
        }
    }

    private static void requireOldOrRefused(ZarrSource early, MemorySource before) throws IOException {
        try {
            assertThat(holds(early, before)).isTrue();
        } catch (CorruptObjectException | MissingObjectException e) {
            assertThat(e).isNotNull();
        }
    }

    @Test
    void whatIsGivenUpLeavesNothing() {
        check(8, random -> {
            Case tried = Case.random(random);
            Path path = folder.resolve("out.zarr");
            convert(tried, tried.before, path);
            Map<String, String> before = files(path);
            WorkOrder order = begin(tried, path, 3);
            assertThatThrownBy(() -> begin(tried, path, 3)).isInstanceOf(ConflictException.class);
            write(tried, path, order, random.nextInt(3), 3);
            SharedCommit.abandon(path);
            assertThat(files(path)).isEqualTo(before);
            writeAll(tried, path, begin(tried, path, 2), 2, random);
            SharedCommit.run(path, Durability.NONE);
            assertThat(holds(path, tried.after)).isTrue();
            FileTree.delete(path);
        });
    }

    @Test
    void aStoreThatWasChangedMeanwhileIsLeftAsItIs() throws IOException {
        Case tried = Case.random(new Random(1));
        Path path = folder.resolve("out.zarr");
        convert(tried, tried.before, path);
        WorkOrder order = begin(tried, path, 1);
        write(tried, path, order, 0, 1);
        try (FilesystemStore store = new FilesystemStore(path)) {
            ZarrArray array = ZarrArray.open(store, "t");
            NdArray block = NdArray.allocate(NumericType.INT32, Shape.of(1, 1, 1));
            assertThatThrownBy(() -> array.write(Region.whole(block.shape()), block, workers))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("a change of it is planned");
        }
        Path document = path.resolve("y/zarr.json");
        Files.writeString(document, Files.readString(document) + "\n");
        assertThatThrownBy(() -> SharedCommit.run(path, Durability.NONE))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("is not what it was");
    }
}
