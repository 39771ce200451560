package dev.varve.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Selection;
import dev.varve.dataset.SourceFormatException;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.grid.RegularGrid;
import dev.varve.pipeline.Workers;
import dev.varve.plan.CopyPlan;
import dev.varve.run.CopyRun;
import dev.varve.run.DatasetComparison;
import dev.varve.run.Progress;
import dev.varve.store.ConflictException;
import dev.varve.store.Durability;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Key;
import dev.varve.store.StagedTarget;
import dev.varve.testing.Blocks;
import dev.varve.testing.MemorySource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowingStoreTest {
    private static final Dimension TIME = new Dimension("time", 7, true);
    private static final Dimension X = new Dimension("x", 11, false);
    private static final Dimension LEVEL = new Dimension("deep/level", 3, false);

    @TempDir
    Path folder;

    private final Workers workers = Workers.of(2);
    private final MemorySource source = source("test");

    @AfterEach
    void closeWorkers() {
        workers.close();
    }

    private Path path() {
        return folder.resolve("out.zarr");
    }

    private static Attribute text(String name, String value) {
        return new Attribute(name, new Attribute.Text(value));
    }

    private static Variable variable(String path, Dimension... dimensions) {
        Storage storage = new Storage("chunked", Optional.empty(), Optional.empty(), List.of(), 0);
        FillValue fill = FillValue.zero(NumericType.INT32);
        return new Variable(
                path,
                NumericType.INT32,
                List.of(dimensions),
                fill,
                List.of(text("units", "K")),
                storage,
                Optional.empty());
    }

    private static MemorySource source(String title) {
        List<Variable> above = List.of(variable("time", TIME), variable("t", TIME, X), variable("q", TIME, X));
        List<Variable> below = List.of(variable("deep/w", TIME, LEVEL));
        Group deep = new Group("deep", List.of(LEVEL), below, List.of(), List.of(text("a", "b")), List.of());
        List<Attribute> said = List.of(text("title", title), text("history", "made\nread"));
        Group root = new Group("", List.of(TIME, X), above, List.of(), said, List.of(deep));
        Map<String, NdArray> values = new HashMap<>();
        Stream.concat(above.stream(), below.stream())
                .forEach(v -> values.put(
                        v.path(), Blocks.block(new Random(v.path().hashCode()), NumericType.INT32, v.shape())));
        return new MemorySource(new Dataset("memory", root), values);
    }

    private static Layout layout(Variable variable) {
        long[] chunk = variable.shape().extents();
        chunk[0] = 2;
        long[] shard = chunk.clone();
        shard[0] = 4;
        return new Layout(
                new RegularGrid(variable.shape(), Shape.of(shard)),
                new RegularGrid(variable.shape(), Shape.of(chunk)),
                CodecChain.of(BytesCodec.LITTLE, new ZstdCodec(3, false), new Crc32cCodec()),
                variable.fill());
    }

    private static Dataset only(MemorySource source, String... names) {
        return new Selection(List.of(names), List.of()).of(source.describe());
    }

    private void add(GrowingStore store, MemorySource from, List<String> announced, String... names)
            throws IOException {
        Dataset part = only(from, names);
        try (GrowingStore.Part sink = store.begin(part, GrowingStoreTest::layout, announced)) {
            List<CopyPlan.Target> targets = part.variables().stream()
                    .map(v -> new CopyPlan.Target(v, sink.layout(v)))
                    .toList();
            CopyRun.copy(CopyPlan.of(targets, 2, 1 << 24), from, sink, true, Progress.NONE, workers);
            sink.commit();
        }
    }

    private void add(MemorySource from, List<String> announced, String... names) throws IOException {
        try (GrowingStore store = GrowingStore.open(path(), false, Durability.TASK)) {
            add(store, from, announced, names);
        }
    }

    private void addAll() throws IOException {
        add(source, List.of("t", "q", "deep/w"), "time");
        add(source, List.of(), "q");
        add(source, List.of(), "deep/w");
        add(source, List.of(), "t");
    }

    private static Map<String, String> contents(Path store) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        FilesystemStore files = new FilesystemStore(store);
        for (Key key : files.list("")) {
            contents.put(key.path(), new String(files.get(key).orElseThrow().toArray(), StandardCharsets.ISO_8859_1));
        }
        return contents;
    }

    private List<String> differences() throws IOException {
        try (ZarrSource written = ZarrSource.open(new FilesystemStore(path()))) {
            assertThat(written.checkObjects(workers)).isTrue();
            assertThat(written.unlistedArrays()).isEmpty();
            return DatasetComparison.differences(source, written, Set.of(), workers, 1 << 20, Progress.NONE);
        }
    }

    private List<String> unfinished() throws IOException {
        try (ZarrSource written = ZarrSource.open(new FilesystemStore(path()))) {
            return List.copyOf(written.unfinishedArrays());
        }
    }

    private List<String> beside() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void partsMakeTheStoreThatTheWholeWouldBe() throws IOException {
        addAll();
        assertThat(differences()).isEmpty();
        assertThat(unfinished()).isEmpty();
        assertThat(beside()).containsExactly("out.zarr");
        Map<String, String> parts = contents(path());
        Path whole = folder.resolve("whole.zarr");
        try (ZarrSink sink =
                ZarrSink.create(whole, false, Durability.NONE, source.describe(), GrowingStoreTest::layout)) {
            List<CopyPlan.Target> targets = source.describe().variables().stream()
                    .map(v -> new CopyPlan.Target(v, sink.layout(v)))
                    .toList();
            CopyRun.copy(CopyPlan.of(targets, 2, 1 << 24), source, sink, true, Progress.NONE, workers);
            sink.commit();
        }
        Map<String, String> all = contents(whole);
        assertThat(parts.keySet()).isEqualTo(all.keySet());
        // The order of dimensions and copies is that of arrival; what they say is compared above.
        all.keySet().removeAll(List.of("zarr.json"));
        parts.keySet().removeAll(List.of("zarr.json"));
        assertThat(parts).isEqualTo(all);
    }

    @Test
    void whatWasAnnouncedAndHasNotComeIsSaid() throws IOException {
        add(source, List.of("t", "q"), "time");
        assertThat(unfinished()).containsExactly("q", "t");
        add(source, List.of(), "t");
        assertThat(unfinished()).containsExactly("q");
        assertThat(StoreConsolidation.run(path(), Durability.NONE).problems())
                .containsExactly("array 'q' was begun and is not complete");
        add(source, List.of("deep/w"), "q");
        assertThat(unfinished()).containsExactly("deep/w");
    }

    @Test
    void theSamePartTwiceIsOnePart() throws IOException {
        addAll();
        Map<String, String> before = contents(path());
        addAll();
        assertThat(contents(path())).isEqualTo(before);
    }

    @Test
    void anotherVariableOfTheSameNameIsAConflictAndChangesNothing() throws IOException {
        addAll();
        Map<String, String> before = contents(path());
        Map<String, NdArray> others = new HashMap<>();
        others.put("t", NdArray.allocate(NumericType.INT32, Shape.of(7, 11)));
        others.put("time", NdArray.allocate(NumericType.INT32, Shape.of(7)));
        MemorySource changed = new MemorySource(source.describe(), others);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> add(changed, List.of(), "t"))
                .withMessageContaining("has 't' already, with other content; nothing was changed");
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> add(source("another"), List.of(), "q"))
                .withMessageContaining("says something else in attribute 'title' of the root");
        assertThat(contents(path())).isEqualTo(before);
        assertThat(beside()).containsExactly("out.zarr");
    }

    /** Their manifests keep a CRC-32C alone, which is the same for all that these chains encode to as many bytes. */
    @Test
    void inAStoreOfAnOlderVersionThePartIsComparedWithTheObjectsThemselves() throws IOException {
        addAll();
        Path manifest = path().resolve(Manifest.KEY.path());
        Files.writeString(manifest, Files.readString(manifest).replaceAll("\"[0-9a-f]{8}([0-9a-f]{8})\"", "\"$1\""));
        Map<String, String> before = contents(path());
        add(source, List.of(), "q");
        assertThat(contents(path())).isEqualTo(before);
        Variable q = source.describe().variable("q").orElseThrow();
        NdArray time = Blocks.block(new Random("time".hashCode()), NumericType.INT32, Shape.of(TIME.length()));
        NdArray other = Blocks.block(new Random(5), NumericType.INT32, q.shape());
        MemorySource changed = new MemorySource(source.describe(), Map.of("time", time, "q", other));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> add(changed, List.of(), "q"))
                .withMessageContaining("has 'q' already, with other content; nothing was changed");
        assertThat(contents(path())).isEqualTo(before);
        StoreConsolidation.run(path(), Durability.NONE);
        assertThat(contents(path())).isEqualTo(before);
        Files.move(path().resolve("q"), folder.resolve("lost"));
        add(source, List.of(), "q");
        assertThat(differences()).isEmpty();
        assertThat(Files.readString(manifest)).containsPattern("\"q/c/0/0\"[^\"]+\"[0-9a-f]{16}\"");
        assertThat(Files.readString(manifest)).containsPattern("\"t/c/0/0\"[^\"]+\"[0-9a-f]{8}\"");
    }

    @Test
    void somethingThatIsNoStoreIsNotAddedTo() throws IOException {
        Files.writeString(Files.createDirectory(path()).resolve("precious.txt"), "mine");
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> add(source, List.of(), "t"))
                .withMessageContaining("is no Zarr v3 store");
        assertThatExceptionOfType(SourceFormatException.class)
                .isThrownBy(() -> StoreConsolidation.run(path(), Durability.NONE));
        assertThat(contents(path())).containsOnlyKeys("precious.txt");
    }

    @Test
    void aReplacementAppearsAtTheEnd() throws IOException {
        add(source, List.of(), "t");
        try (GrowingStore store = GrowingStore.open(path(), true, Durability.NONE)) {
            add(store, source, List.of(), "q");
            add(store, source, List.of(), "time");
            assertThat(path().resolve("t")).isDirectory();
            store.publish();
        }
        assertThat(path().resolve("t")).doesNotExist();
        assertThat(path().resolve("q")).isDirectory();
        assertThat(beside()).containsExactly("out.zarr");
    }

    /** The state in which a process that was killed between two renames leaves a store. */
    private void killWhileAdding(String arrived, String other) throws IOException {
        add(source, List.of("q", "t"), "time");
        Map<String, String> before = contents(path());
        add(source, List.of(), "q", "t");
        Path journal = path().resolve(StoreMerge.JOURNAL.path());
        Files.move(path().resolve(Manifest.KEY.path()), journal);
        for (String document : List.of("zarr.json", Manifest.KEY.path(), Unfinished.KEY.path())) {
            Files.writeString(path().resolve(document), before.get(document), StandardCharsets.ISO_8859_1);
        }
        Files.move(path().resolve(other), folder.resolve("lost"));
        assertThat(path().resolve(arrived)).isDirectory();
    }

    @Test
    void whatAKilledProcessHasBegunToMoveIsFinishedByTheNext() throws IOException {
        killWhileAdding("q", "t");
        assertThat(unfinished()).contains("q", "t");
        try (GrowingStore store = GrowingStore.open(path(), false, Durability.TASK);
                ZarrSource content = store.content().orElseThrow()) {
            assertThat(content.describe().variable("q")).isPresent();
            assertThat(content.unlistedArrays()).isEmpty();
            assertThat(content.unfinishedArrays()).containsExactly("t");
        }
        add(source, List.of(), "t");
        add(source, List.of(), "deep/w");
        assertThat(differences()).isEmpty();
        assertThat(unfinished()).isEmpty();
        assertThat(path().resolve(StoreMerge.JOURNAL.path())).doesNotExist();
    }

    @Test
    void addingFinishesFirstWhatAKilledProcessHasBegun() throws IOException {
        killWhileAdding("t", "q");
        add(source, List.of(), "deep/w");
        add(source, List.of(), "q", "t");
        assertThat(differences()).isEmpty();
        assertThat(unfinished()).isEmpty();
    }

    @Test
    void consolidatingTwiceChangesNothing() throws IOException {
        addAll();
        StoreConsolidation first = StoreConsolidation.run(path(), Durability.TASK);
        assertThat(first.problems()).isEmpty();
        assertThat(first.notes()).isEmpty();
        assertThat(first.arrays()).containsExactly("deep/w", "q", "t", "time");
        assertThat(first.groups()).isEqualTo(1);
        Map<String, String> once = contents(path());
        assertThat(StoreConsolidation.run(path(), Durability.TASK)).isEqualTo(first);
        assertThat(contents(path())).isEqualTo(once);
        assertThat(differences()).isEmpty();
    }

    @Test
    void consolidationFindsWhatIsNotWhole() throws IOException {
        addAll();
        Files.delete(path().resolve("t/c/1/0"));
        Files.write(path().resolve("q/c/0/0"), new byte[3]);
        Path document = path().resolve("time/zarr.json");
        Files.writeString(document, Files.readString(document).replace("\"level\": 3", "\"level\": 4"));
        Files.move(path().resolve("deep/w"), folder.resolve("away"));
        assertThat(StoreConsolidation.run(path(), Durability.NONE).problems())
                .anyMatch(problem -> problem.matches("q/c/0/0 has 3 bytes, not \\d+"))
                .contains(
                        "t/c/1/0 is missing",
                        "array 'time': its document does not say what was written",
                        "array 'deep/w' is missing");
    }

    @Test
    void consolidationTellsOfArraysThatItKnowsNothingOf() throws IOException {
        addAll();
        Files.createDirectories(path().resolve("foreign"));
        Files.copy(path().resolve("t/zarr.json"), path().resolve("foreign/zarr.json"));
        StoreConsolidation found = StoreConsolidation.run(path(), Durability.NONE);
        assertThat(found.problems()).isEmpty();
        assertThat(found.notes()).singleElement().asString().startsWith("array 'foreign': nothing is known");
        assertThat(found.arrays()).contains("foreign");
    }

    @Test
    void aStoreThatAppearsWhileThePartIsMadeIsAddedTo() throws IOException {
        Path made = folder.resolve("made.zarr");
        add(source, List.of(), "q");
        Files.move(path(), made);
        StagedTarget staged = StagedTarget.beside(path());
        Files.createDirectory(staged.staging());
        Files.move(made, path());
        assertThat(staged.publishAs(path(), Durability.NONE)).isFalse();
        staged.close();
        add(source, List.of(), "t");
        add(source, List.of(), "deep/w");
        assertThat(differences()).isEmpty();
    }

    @Test
    void runsThatAddAtTheSameTimeLoseNothing() throws IOException, InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (String name : List.of("time", "t", "q", "deep/w")) {
            Thread thread = new Thread(() -> {
                try {
                    add(source, List.of(), name);
                } catch (IOException | RuntimeException e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(differences()).isEmpty();
        assertThat(beside()).containsExactly("out.zarr");
    }
}
