package dev.varve.run.partition;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.pipeline.Workers;
import dev.varve.store.Durability;
import dev.varve.store.FileTree;
import dev.varve.store.FilesystemStore;
import dev.varve.store.RecordedDisk;
import dev.varve.store.RecordedDisk.Found;
import dev.varve.store.RecordedDisk.Survival;
import dev.varve.store.WatchedFileSystem;
import dev.varve.zarr.SharedStore;
import dev.varve.zarr.ZarrArray;
import dev.varve.zarr.ZarrSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that ranks fill, after a loss of power at any step: never complete with wrong data, and it is gone on with. */
@Timeout(600)
class PowerLossTest {
    private static final int SECTOR = 512;

    @TempDir
    private Path folder;

    private final SharedJob job = new SharedJob(Durability.TASK);
    private final SharedJob later = new SharedJob(Durability.NONE);
    private SortedMap<String, String> whole;
    private RecordedDisk disk;

    @BeforeEach
    void record() throws IOException {
        Path reference = Files.createDirectory(folder.resolve("reference"));
        later.run(reference.resolve("out.zarr"));
        whole = contents(reference);
        Path recorded = Files.createDirectory(folder.resolve("recorded"));
        disk = new RecordedDisk(recorded);
        job.run(WatchedFileSystem.watch(recorded, disk).resolve("out.zarr"));
        assertThat(contents(recorded)).isEqualTo(whole);
    }

    private static SortedMap<String, String> contents(Path folder) throws IOException {
        SortedMap<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> !Files.isDirectory(path)).toList()) {
                contents.put(
                        folder.relativize(file).toString(),
                        Files.isSymbolicLink(file)
                                ? Files.readSymbolicLink(file).toString()
                                : new String(Files.readAllBytes(file), ISO_8859_1));
            }
        }
        return contents;
    }

    private record Fixed(String name, boolean isNamed, boolean isLengthKept, int sectors) implements Survival {
        @Override
        public int entries(int unforced) {
            return isNamed ? unforced : 0;
        }

        @Override
        public int bytes(int unforced) {
            return Math.min(unforced, sectors * SECTOR);
        }
    }

    private record Drawn(Random random, boolean isLengthKept) implements Survival {
        @Override
        public int entries(int unforced) {
            return random.nextInt(unforced + 1);
        }

        @Override
        public int bytes(int unforced) {
            return Math.min(unforced, SECTOR * random.nextInt(2 + unforced / SECTOR));
        }
    }

    private static Stream<Survival> survivals(int step, int drawn) {
        List<Survival> fixed = List.of(
                new Fixed("killed only", true, true, 1 << 20),
                new Fixed("nothing", false, false, 0),
                new Fixed("names, empty files", true, false, 0),
                new Fixed("names, zeros", true, true, 0),
                new Fixed("names, one sector", true, false, 1),
                new Fixed("names, one sector and zeros", true, true, 1));
        return Stream.concat(
                fixed.stream(),
                new Random(step).ints(drawn).mapToObj(seed -> new Drawn(new Random(seed), seed % 2 == 0)));
    }

    @Test
    void afterEveryStepTheStoreIsCompleteOrGoneOnWith() throws IOException {
        tryAll(2);
    }

    @Test
    @Tag("nightly")
    void afterEveryStepWithMuchOrLittleLost() throws IOException {
        tryAll(20);
    }

    private void tryAll(int drawn) throws IOException {
        Set<String> tried = new HashSet<>();
        int complete = 0;
        for (int step = 0; step <= disk.steps(); step++) {
            for (Survival survival : survivals(step, drawn).toList()) {
                SortedMap<String, Found> found = disk.after(step, survival);
                if (tried.add(RecordedDisk.text(found))) {
                    complete += isRecovered(found, "step " + step + " of " + disk.steps() + ", " + survival) ? 1 : 0;
                }
            }
        }
        assertThat(tried).hasSizeGreaterThan(disk.steps());
        assertThat(complete).isPositive();
    }

    /** Whether the store was complete. */
    private boolean isRecovered(SortedMap<String, Found> found, String what) throws IOException {
        Path there = Files.createDirectory(folder.resolve("there"));
        RecordedDisk.restore(found, there);
        Path out = there.resolve("out.zarr");
        try {
            boolean isComplete = SharedStore.stateOf(out) == SharedStore.State.COMPLETE;
            requireNothingWrong(out, isComplete);
            later.finish(out);
            assertThat(contents(there)).isEqualTo(whole);
            return isComplete;
        } catch (IOException | RuntimeException | AssertionError e) {
            throw new AssertionError(what + ": " + e + "\n" + found.keySet(), e);
        } finally {
            FileTree.delete(there);
        }
    }

    private void requireNothingWrong(Path out, boolean isComplete) throws IOException {
        try (Workers workers = Workers.of(1);
                FilesystemStore store = new FilesystemStore(out)) {
            for (String path : List.of("x", "level", "t")) {
                if (isComplete || Files.exists(out.resolve(path).resolve("zarr.json"))) {
                    NdArray expected = job.values(path);
                    NdArray read;
                    try {
                        read = ZarrArray.open(store, path).read(Region.whole(expected.shape()), workers);
                    } catch (IOException e) {
                        // It says that it is no array.
                        assertThat(isComplete).as("%s", e).isFalse();
                        continue;
                    }
                    assertThat(read.sameBits(expected)).as(path).isTrue();
                }
            }
            if (isComplete) {
                ZarrSource.open(store).close();
            }
        }
        if (!isComplete) {
            assertThat(isStore(out)).as("opens as a store").isFalse();
        }
    }

    private static boolean isStore(Path out) {
        try (ZarrSource source = ZarrSource.open(new FilesystemStore(out))) {
            return source.describe() != null;
        } catch (IOException e) {
            return false;
        }
    }
}
