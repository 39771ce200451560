package dev.varve.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.varve.testing.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged files through the whole command, in a small heap: it says what is wrong (exit 5) or converts what it then verifies;
 * it never hangs, never shows a Java exception, and leaves nothing under the final name unless it succeeds.
 */
class BadInputTest {
    private static final Path FIXTURES = Path.of("..", "formats", "src", "test", "resources", "fixtures");
    /** Of processor time: how long it takes on a clock depends on what else the machine does. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final int TRUNCATIONS = 50;
    private static final int MUTATIONS = 2000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"netcdf3", "netcdf4"})
    void aFileCutAnywhereIsRefusedOrRight(String format) throws IOException {
        for (Path file : files(format)) {
            byte[] whole = Files.readAllBytes(file);
            int cuts = Math.min(TRUNCATIONS, whole.length);
            for (int i = 0; i < cuts; i++) {
                byte[] cut = java.util.Arrays.copyOf(whole, (int) ((long) whole.length * i / cuts));
                requireCalm(file.getFileName() + " cut to " + cut.length, cut);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"netcdf3", "netcdf4"})
    void aFileWithChangedBytesIsRefusedOrRight(String format) throws IOException {
        List<Path> files = files(format);
        Seeds.check(MUTATIONS, random -> {
            try {
                Path file = files.get(random.nextInt(files.size()));
                requireCalm(file.getFileName() + " changed", mutated(random, Files.readAllBytes(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Changes a few bytes, where metadata is likelier than data: half of them near the start. */
    private static byte[] mutated(Random random, byte[] bytes) {
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int reach = random.nextBoolean() ? Math.min(bytes.length, 2048) : bytes.length;
            int at = random.nextInt(reach);
            bytes[at] =
                    random.nextBoolean() ? (byte) random.nextInt(256) : (byte) (bytes[at] ^ (1 << random.nextInt(8)));
        }
        return bytes;
    }

    private static List<Path> files(String format) throws IOException {
        try (Stream<Path> files = Files.list(FIXTURES.resolve(format))) {
            return files.filter(file -> file.toString().endsWith(".nc"))
                    .sorted()
                    .toList();
        }
    }

    private void requireCalm(String what, byte[] bytes) throws IOException {
        Path input = Files.write(folder.resolve("in.nc"), bytes);
        Path store = folder.resolve("out.zarr");
        long start = PROCESS.getProcessCpuTime();
        VarveRun run = VarveRun.of("convert", input, store, "--quiet", "--overwrite", "--durability", "none");
        String message = run.err();
        assertThat(Duration.ofNanos(PROCESS.getProcessCpuTime() - start))
                .as(what)
                .isLessThan(LONGEST);
        assertThat(run.code()).as("%s: %s", what, message).isIn(0, 5, 6);
        assertThat(message).as(what).doesNotContain("Exception").doesNotContain("\tat ");
        if (run.code() == 0) {
            assertThat(store.resolve("zarr.json")).as(what).exists();
            delete(store);
        } else {
            assertThat(message).as(what).contains("in.nc");
            assertThat(store).as(what).doesNotExist();
        }
    }

    private static void delete(Path store) throws IOException {
        try (Stream<Path> entries = Files.walk(store)) {
            for (Path entry :
                    entries.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
