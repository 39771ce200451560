package dev.varve.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.testing.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Zarr store with a few wrong bytes, in a document, a chunk, a shard's index or the manifest, through the whole command:
 * exit 0 with the right values, or exit 3 or 5 with a message; nothing under the final name unless it succeeds.
 */
class DamagedStoreTest {
    private static final Path FIELD =
            Path.of("..", "formats", "src", "test", "resources", "fixtures", "netcdf4", "chunk_shapes.nc");
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int TRUNCATIONS = 50;
    private static final int MUTATIONS = 2000;

    @TempDir
    private static Path folder;

    private static Path store;
    private static List<Path> files;
    private static String digests;

    @BeforeAll
    static void writeStore() throws IOException {
        store = folder.resolve("in.zarr");
        VarveRun written = VarveRun.of(
                "convert", FIELD.toString(), store.toString(), "--quiet", "--inner-chunk", "2KiB", "--shard", "8KiB");
        assertThat(written.code()).as(written.err()).isZero();
        try (Stream<Path> found = Files.walk(store)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        digests = VarveRun.of("hash", store.toString()).out();
        assertThat(files).hasSizeGreaterThan(10);
    }

    @Test
    void aStoreWithAFileCutAnywhereIsRefusedOrRight() throws IOException {
        for (Path file : files) {
            byte[] whole = Files.readAllBytes(file);
            // The documents are many alike: the longest, the manifest, and some objects are cut everywhere.
            int cuts =
                    file.startsWith(store.resolve(".varve")) || file.getParent().equals(store) ? TRUNCATIONS : 3;
            for (int i = 0; i < Math.min(cuts, whole.length); i++) {
                byte[] cut = Arrays.copyOf(whole, (int) ((long) whole.length * i / cuts));
                requireCalm(file, cut, file.getFileName() + " cut to " + cut.length);
            }
        }
    }

    @Test
    void aStoreWithChangedBytesIsRefusedOrRight() {
        Seeds.check(MUTATIONS, random -> {
            try {
                Path file =
                        random.nextInt(4) == 0 ? store.resolve("zarr.json") : files.get(random.nextInt(files.size()));
                requireCalm(file, mutated(random, Files.readAllBytes(file)), store.relativize(file) + " changed");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static byte[] mutated(Random random, byte[] bytes) {
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            bytes[at] = switch (random.nextInt(3)) {
                case 0 -> (byte) random.nextInt(256);
                case 1 -> (byte) (bytes[at] ^ (1 << random.nextInt(8)));
                // In text, a digit for a digit is what a parser does not notice.
                default -> Character.isDigit(bytes[at]) ? (byte) ('0' + random.nextInt(10)) : (byte) (bytes[at] ^ 1);
            };
        }
        return bytes;
    }

    private static void requireCalm(Path file, byte[] damaged, String what) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Path output = folder.resolve("out.nc");
        Files.write(file, damaged);
        try {
            long start = System.nanoTime();
            VarveRun answer =
                    VarveRun.of("convert", store.toString(), output.toString(), "--quiet", "--durability", "none");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(what).isLessThan(LONGEST);
            assertThat(answer.code()).as("%s: %s", what, answer.err()).isIn(0, 3, 5);
            assertThat(answer.err()).as(what).doesNotContain("Exception").doesNotContain("\tat ");
            if (answer.code() == 0) {
                // A store whose consolidated metadata are not known as such any more is listed: in another order.
                assertThat(VarveRun.of("hash", output.toString()).out().lines())
                        .as(what)
                        .containsExactlyInAnyOrderElementsOf(digests.lines().toList());
            } else {
                assertThat(answer.err()).as(what).contains("in.zarr");
                assertThat(output).as(what).doesNotExist();
            }
        } finally {
            Files.write(file, whole);
            Files.deleteIfExists(output);
        }
    }
}
