package dev.varve.formats.netcdf4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.varve.array.DataType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecException;
import dev.varve.dataset.Variable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged files: each gives a clear error or data, soon, and never another exception. */
class Netcdf4DamageTest {
    private static final int TRUNCATIONS = 50;
    private static final int MUTATIONS_PER_FILE = 30;
    /** Time of this thread alone: others may keep the machine busy. */
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private static final long SLOWEST_NANOS = 5_000_000_000L;
    private static final long LARGEST_READ_BYTES = 16L << 20;
    /** Metadata, which is what can mislead a reader, lies mostly at the start. */
    private static final int METADATA_BYTES = 4096;

    static List<Path> files() {
        List<Path> files = new ArrayList<>(Truth.files("netcdf4"));
        files.addAll(Truth.files("hdf5"));
        return files;
    }

    @Test
    void truncatedFilesAreRefused() throws IOException {
        for (Path file : files()) {
            byte[] content = Files.readAllBytes(file);
            for (int i = 0; i < TRUNCATIONS; i++) {
                byte[] part = Arrays.copyOf(content, (int) ((long) content.length * i / TRUNCATIONS));
                String outcome = tryAll(file.getFileName() + " cut to " + part.length, part);
                assertThat(outcome).as(file + " cut to " + part.length).isNotEmpty();
            }
        }
    }

    @Test
    void filesWithOneOrMoreWrongBytesGiveErrorsOrData() throws IOException {
        tryMutations(0, MUTATIONS_PER_FILE);
    }

    @Test
    @Tag("nightly")
    void filesWithWrongBytesGiveErrorsOrDataForManyMoreSeeds() throws IOException {
        tryMutations(MUTATIONS_PER_FILE, 600);
    }

    /** The nodes have no checksum: the chunk would be taken for one that was never written. */
    @Test
    void aWrongKeyInATreeOfChunksIsNoticed() throws IOException {
        byte[] content = Files.readAllBytes(Truth.file("netcdf4", "chunk_shapes.nc"));
        String text = new String(content, StandardCharsets.ISO_8859_1);
        int node = text.indexOf("TREE\1\0\71\0");
        int keyAndChild = 8 + 4 * 8 + 8;
        int fifth = node + 24 + 4 * keyAndChild;
        assertThat(tryAll("whole", content)).isEmpty();
        content[fifth + 8 + 2 * 8 + 4] = 1;
        assertThat(tryAll("wrong axis", content)).contains("is not behind the key before it");
        content[fifth + 8 + 2 * 8 + 4] = 0;
        content[fifth + 8 + 3 * 8] = 1;
        assertThat(tryAll("wrong element", content)).contains("begins inside an element");
    }

    private static void tryMutations(int firstSeed, int endSeed) throws IOException {
        int errors = 0;
        int tries = 0;
        for (Path file : files()) {
            byte[] content = Files.readAllBytes(file);
            for (int seed = firstSeed; seed < endSeed; seed++) {
                String label = file.getFileName() + " with seed " + seed;
                errors += tryAll(label, mutated(content, seed)).isEmpty() ? 0 : 1;
                tries++;
            }
        }
        assertThat(tries).isGreaterThanOrEqualTo(2000);
        // Wrong bytes in metadata with checksums, and in most of the rest, are noticed.
        assertThat(errors).isGreaterThan(tries / 5);
    }

    private static byte[] mutated(byte[] content, int seed) {
        byte[] copy = content.clone();
        Random random = new Random(31L * content.length + seed);
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            int limit = random.nextInt(4) == 0 ? copy.length : Math.min(copy.length, METADATA_BYTES);
            int at = random.nextInt(limit);
            copy[at] = switch (random.nextInt(4)) {
                case 0 -> (byte) 0xff;
                case 1 -> 0;
                case 2 -> (byte) (copy[at] ^ 1 << random.nextInt(8));
                default -> (byte) random.nextInt(256);
            };
        }
        return copy;
    }

    /** Opens, describes and reads everything of a moderate size; the messages of all errors. */
    private static String tryAll(String label, byte[] content) {
        long start = CLOCK.getCurrentThreadCpuTime();
        StringBuilder errors = new StringBuilder();
        try (Netcdf4Source source = Netcdf4Source.open(new MemoryFile(label, content))) {
            for (Variable variable : source.describe().variables()) {
                if (bytes(variable) <= LARGEST_READ_BYTES) {
                    tryVariable(source, variable, errors);
                }
            }
            source.describe().unsupported().forEach(u -> errors.append(u.reason()));
        } catch (IOException e) {
            assertThat(e.getMessage()).as(label).isNotBlank();
            errors.append(e.getMessage());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            fail(label + ": " + e, e);
        }
        assertThat(CLOCK.getCurrentThreadCpuTime() - start)
                .as(label + " in nanoseconds")
                .isLessThan(SLOWEST_NANOS);
        return errors.toString();
    }

    private static void tryVariable(Netcdf4Source source, Variable variable, StringBuilder errors) {
        try {
            source.read(variable, Region.whole(variable.shape()));
        } catch (IOException | CodecException e) {
            assertThat(e.getMessage()).isNotBlank();
            errors.append(e.getMessage());
        }
    }

    private static long bytes(Variable variable) {
        DataType type = variable.type();
        Shape shape = variable.shape();
        long size = type.isFixedSize() ? type.sizeBytes() : 16;
        long count = shape.count();
        return count > LARGEST_READ_BYTES ? Long.MAX_VALUE : count * size;
    }
}
