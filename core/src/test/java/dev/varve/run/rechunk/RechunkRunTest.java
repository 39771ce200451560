package dev.varve.run.rechunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.grid.RegularGrid;
import dev.varve.metadata.ZarrFormat;
import dev.varve.pipeline.Workers;
import dev.varve.plan.InfeasiblePlanException;
import dev.varve.plan.rechunk.RechunkLimits;
import dev.varve.plan.rechunk.RechunkPlan;
import dev.varve.plan.rechunk.RechunkTarget;
import dev.varve.plan.rechunk.RechunkWay;
import dev.varve.plan.rechunk.VariablePlan;
import dev.varve.run.Progress;
import dev.varve.store.Durability;
import dev.varve.store.FileTree;
import dev.varve.store.FilesystemStore;
import dev.varve.testing.MemorySource;
import dev.varve.testing.Seeds;
import dev.varve.zarr.ZarrSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class RechunkRunTest {
    @TempDir
    private Path folder;

    private int stores;

    private Path fresh() {
        return folder.resolve("out" + stores++ + ".zarr");
    }

    private static RechunkRun.Destination to(Path path) {
        return new RechunkRun.Destination(path, false, Durability.NONE, ZarrFormat.V3, false);
    }

    private static RechunkPlan plan(RechunkCase c, boolean isEncodedAlike, int threads, long budget) {
        RechunkTarget target = new RechunkTarget(c.variable(), c.layout(), isEncodedAlike);
        long cacheBytes = threads % 2 == 0 ? 1L << 40 : 0; // half of the cases have their temporary data compressed
        return RechunkPlan.of(List.of(target), new RechunkLimits(threads, budget, cacheBytes));
    }

    private static RechunkPlan in(RechunkPlan plan, RechunkWay way) {
        return new RechunkPlan(List.of(plan.variables().get(0).with(way)), plan.limits());
    }

    private static RechunkRun.Outcome run(RechunkPlan plan, Source source, Path path) throws IOException {
        try (Workers workers = Workers.of(plan.threads())) {
            return RechunkRun.run(plan, source, source.describe(), to(path), true, Progress.NONE, workers);
        }
    }

    private static ZarrSource open(Path store) throws IOException {
        return ZarrSource.open(new FilesystemStore(store));
    }

    private static NdArray read(Path store) throws IOException {
        try (ZarrSource source = open(store);
                Workers workers = Workers.of(1)) {
            assertThat(source.checkObjects(workers)).isTrue();
            Variable variable = source.describe().variable("v").orElseThrow();
            return source.read(variable, Region.whole(variable.shape()));
        }
    }

    /** A budget with which there is something to choose, down to the least that is enough. */
    private static RechunkPlan drawnPlan(Random random, RechunkCase c, boolean isEncodedAlike) {
        int threads = 1 + random.nextInt(4);
        long budget = (1L << 10) << random.nextInt(12);
        try {
            return plan(c, isEncodedAlike, threads, budget);
        } catch (InfeasiblePlanException e) {
            assertThat(e.neededBytes()).isGreaterThan(budget);
            return plan(c, isEncodedAlike, threads, e.neededBytes());
        }
    }

    private void rechunkInAllWays(
            Random random, RechunkCase c, Source source, boolean isEncodedAlike, Map<String, Integer> taken) {
        RechunkPlan plan = drawnPlan(random, c, isEncodedAlike);
        for (RechunkWay way : plan.variables().get(0).ways()) {
            assertThat(way.cost().peakBytes()).isLessThanOrEqualTo(plan.limits().budgetBytes());
            Path out = fresh();
            RechunkCase.Counted counted = new RechunkCase.Counted(
                    source, plan.variables().get(0).target().sourceChunks());
            try {
                RechunkRun.Outcome outcome = run(in(plan, way), counted, out);
                assertThat(counted.most()).as(way.name()).isLessThanOrEqualTo((int)
                        way.cost().mostDecodes());
                assertThat(counted.total()).isEqualTo(outcome.sourceDecodes());
                assertThat(outcome.peakBudgetBytes())
                        .isLessThanOrEqualTo(plan.limits().budgetBytes());
                assertThat(read(out).sameBits(c.values()))
                        .as("%s of %s", way, c.variable())
                        .isTrue();
                assertThat(names(folder)).noneMatch(name -> name.startsWith("."));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            taken.merge(way.name(), 1, Integer::sum);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    @Test
    void everyWayGivesEveryElementAndDecodesNoChunkMoreOftenThanPlanned() {
        Map<String, Integer> taken = new TreeMap<>();
        Seeds.check(320, random -> {
            RechunkCase c = RechunkCase.draw(random);
            rechunkInAllWays(random, c, c.source(), false, taken);
        });
        assertThat(taken.get("direct")).isGreaterThan(250);
        assertThat(taken.get("packed")).isGreaterThan(150);
    }

    @Test
    void storesAreRechunkedAndEncodedBytesMoveWhereBothSidesAreAlike() {
        Map<String, Integer> taken = new TreeMap<>();
        Seeds.check(80, random -> {
            RechunkCase first = RechunkCase.draw(random);
            try {
                Path store = fresh();
                run(drawnPlan(random, first, false), first.source(), store);
                try (ZarrSource source = open(store)) {
                    Variable variable = source.describe().variable("v").orElseThrow();
                    RechunkCase second = RechunkCase.of(
                                    random,
                                    variable.type(),
                                    variable.shape(),
                                    Optional.empty(),
                                    first.layout().chunks().largestCell())
                            .from(variable);
                    RechunkCase same = new RechunkCase(variable, first.values(), second.layout());
                    boolean isAlike = EncodedCopy.isPossible(source, new RechunkTarget(variable, same.layout(), false));
                    rechunkInAllWays(random, same, source, isAlike, taken);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(taken.get("copy")).isGreaterThan(15);
    }

    @Test
    void coprimeGridsAreCutAlongBoth() throws IOException {
        Random random = new Random(3);
        RechunkCase c = RechunkCase.of(
                random, NumericType.INT16, Shape.of(5000, 7), Optional.of(Shape.of(1000, 3)), Shape.of(999, 2));
        Map<String, Integer> taken = new TreeMap<>();
        rechunkInAllWays(random, c, c.source(), false, taken);
        RechunkPlan little = plan(c, false, 1, 40_000);
        VariablePlan variable = little.variables().get(0);
        for (RechunkWay way : variable.ways()) {
            Path out = fresh();
            run(in(little, way), c.source(), out);
            assertThat(read(out).sameBits(c.values())).as(way.name()).isTrue();
        }
    }

    @Test
    void theStoreIsTheSameForAnyWayThreadsAndMemory() {
        Seeds.check(25, random -> {
            RechunkCase c = RechunkCase.draw(random);
            Map<String, String> first = null;
            try {
                for (int i = 0; i < 3; i++) {
                    RechunkPlan plan = drawnPlan(random, c, false);
                    for (RechunkWay way : plan.variables().get(0).ways()) {
                        Path out = fresh();
                        run(in(plan, way), c.source(), out);
                        Map<String, String> files = files(out);
                        first = first == null ? files : first;
                        assertThat(files).isEqualTo(first);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Map<String, String> files(Path store) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(store)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(
                        store.relativize(file).toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    private static RechunkCase larger() {
        return RechunkCase.of(
                new Random(5),
                NumericType.INT32,
                Shape.of(40, 30, 20),
                Optional.of(Shape.of(1, 30, 20)),
                Shape.of(40, 5, 5));
    }

    /** Copies what lies there when a source is read for the n-th time: what a kill at this moment would leave. */
    private static final class Snapshot {
        private final Path work;
        private final Path copy;
        private long countdown;

        Snapshot(Path work, Path copy, long countdown) {
            this.work = work;
            this.copy = copy;
            this.countdown = countdown;
        }

        synchronized void tick() {
            if (--countdown == 0) {
                try {
                    copyTree(work, copy);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        static void copyTree(Path from, Path to) throws IOException {
            try (Stream<Path> walk = Files.walk(from)) {
                for (Path file : walk.toList()) {
                    if (!Files.isSymbolicLink(file)) {
                        Files.copy(file, to.resolve(from.relativize(file)));
                    }
                }
            }
        }
    }

    private RechunkWay way(RechunkPlan plan, String name) {
        return plan.variables().get(0).ways().stream()
                .filter(way -> way.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Path workOf(Path out) {
        return out.resolveSibling("." + out.getFileName() + ".varve-rechunk");
    }

    /** Runs once, keeping what a kill at the n-th step would have left, and puts that in place. */
    private Path killed(RechunkPlan plan, RechunkCase c, long step) throws IOException {
        Path out = fresh();
        Path copy = folder.resolve("snapshot" + stores++);
        Snapshot snapshot = new Snapshot(workOf(out), copy, step);
        Progress ticking = new Progress() {
            @Override
            public void begin(long totalBytes) {}

            @Override
            public void advance(String variable, long bytes) {
                snapshot.tick();
            }
        };
        try (Workers workers = Workers.of(1)) {
            RechunkRun.run(plan, c.source(), c.source().describe(), to(out), true, ticking, workers);
        }
        assertThat(copy).exists();
        FileTree.delete(out);
        Snapshot.copyTree(copy, workOf(out));
        FileTree.delete(copy);
        return out;
    }

    @Test
    void afterAKillOnlyWhatIsNotFinishedIsDoneAgain() throws IOException {
        RechunkCase c = larger();
        RechunkPlan whole = plan(c, false, 1, 60_000);
        for (String name : List.of("packed", "direct")) {
            RechunkPlan plan = in(whole, way(whole, name));
            long files = 0;
            long objects = 0;
            for (long step : new long[] {1, 5, 20, 41, 60, 79}) {
                Path out = killed(plan, c, step);
                RechunkCase.Counted counted = new RechunkCase.Counted(
                        c.source(), plan.variables().get(0).target().sourceChunks());
                RechunkRun.Outcome outcome = run(plan, counted, out);
                assertThat(read(out).sameBits(c.values())).isTrue();
                assertThat(names(folder)).noneMatch(found -> found.startsWith("."));
                if (name.equals("packed") && outcome.resumedFiles() > 0) {
                    assertThat(counted.total()).isLessThan(40);
                }
                files += outcome.resumedFiles();
                objects += outcome.resumedObjects();
            }
            assertThat(files > 0).isEqualTo(name.equals("packed"));
            assertThat(objects).as(name).isPositive();
        }
    }

    @Test
    void whatIsDamagedSinceTheKillIsMadeAgain() throws IOException {
        RechunkCase c = larger();
        RechunkPlan whole = plan(c, false, 1, 60_000);
        RechunkPlan plan = in(whole, way(whole, "packed"));
        Path out = killed(plan, c, 79);
        try (Stream<Path> walk = Files.walk(workOf(out))) {
            for (Path file : walk.filter(Files::isRegularFile)
                    .filter(found -> !found.getFileName().toString().matches("plan|objects"))
                    .toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 3] ^= 1;
                Files.write(file, bytes);
            }
        }
        RechunkRun.Outcome outcome = run(plan, c.source(), out);
        assertThat(outcome.resumedObjects()).isZero();
        assertThat(outcome.resumedFiles()).isZero();
        assertThat(read(out).sameBits(c.values())).isTrue();
    }

    @Test
    void unfinishedWorkOfAnotherPlanIsRefusedAndThrownAwayWhenAskedTo() throws IOException {
        RechunkCase c = larger();
        RechunkPlan whole = plan(c, false, 1, 60_000);
        Path out = killed(in(whole, way(whole, "packed")), c, 50);
        RechunkPlan other = in(whole, way(whole, "direct"));
        assertThatExceptionOfType(OtherRechunkException.class)
                .isThrownBy(() -> run(other, c.source(), out))
                .withMessageContaining("plan of v");
        assertThat(workOf(out)).exists();
        RechunkRun.Destination replacing = new RechunkRun.Destination(out, true, Durability.NONE, ZarrFormat.V3, false);
        try (Workers workers = Workers.of(1)) {
            RechunkRun.Outcome outcome =
                    RechunkRun.run(other, c.source(), c.source().describe(), replacing, true, Progress.NONE, workers);
            assertThat(outcome.resumedFiles() + outcome.resumedObjects()).isZero();
        }
        assertThat(read(out).sameBits(c.values())).isTrue();
        assertThat(workOf(out)).doesNotExist();
    }

    @Test
    void aFailingReadLeavesNothing() throws IOException {
        RechunkCase c = larger();
        RechunkPlan whole = plan(c, false, 2, 120_000);
        for (RechunkWay way : whole.variables().get(0).ways()) {
            for (int n : new int[] {1, 2, 17, 39}) {
                Path out = fresh();
                MemorySource source = c.source();
                source.failRead(n);
                assertThatIOException()
                        .isThrownBy(() -> run(in(whole, way), source, out))
                        .withMessageContaining("planted");
                assertThat(out).doesNotExist();
                assertThat(workOf(out)).doesNotExist();
            }
        }
    }

    @Test
    void aStoreThatIsThereIsNotTouched() throws IOException {
        RechunkCase c = larger();
        RechunkPlan plan = plan(c, false, 1, 1 << 20);
        Path out = fresh();
        run(plan, c.source(), out);
        assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> run(plan, c.source(), out));
        assertThat(read(out).sameBits(c.values())).isTrue();
        assertThat(workOf(out)).doesNotExist();
    }

    @Test
    void aDiskThatIsTooSmallIsSaidBeforeAnythingIsRead() throws IOException {
        RechunkCase c = RechunkCase.of(
                new Random(1), NumericType.INT8, Shape.of(4, 4), Optional.of(Shape.of(1, 4)), Shape.of(4, 1));
        Variable huge = RechunkCase.variable(
                NumericType.INT8,
                Shape.of(1L << 30, 1L << 30),
                Optional.of(Shape.of(1L << 10, 1L << 10)),
                c.layout().fill());
        RechunkCase large = new RechunkCase(
                huge,
                c.values(),
                new Layout(
                        new RegularGrid(huge.shape(), Shape.of(1L << 10, 1L << 10)),
                        new RegularGrid(huge.shape(), Shape.of(1L << 10, 1L << 10)),
                        c.layout().chain(),
                        c.layout().fill()));
        Path out = fresh();
        assertThatExceptionOfType(NotEnoughSpaceException.class)
                .isThrownBy(() -> run(plan(large, false, 1, 1 << 26), c.source(), out));
        assertThat(names(folder)).isEmpty();
    }
}
