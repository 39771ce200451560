package dev.varve.formats.netcdf3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Region;
import dev.varve.dataset.Variable;
import dev.varve.testing.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged files give values or an error with a message, soon. */
class Netcdf3DamageTest {
    private static final int LENGTHS = 50;
    private static final int MUTATIONS = 2000;

    static List<Path> files() {
        return Truth.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileCutShortIsRefusedOrLacksOnlyPadding(Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < LENGTHS; i++) {
            readAll(Arrays.copyOf(whole, (int) ((long) whole.length * i / LENGTHS)));
        }
    }

    @Test
    void mutatedFilesGiveValuesOrAnError() throws IOException {
        List<Path> files = files();
        byte[][] contents = new byte[files.size()][];
        for (int i = 0; i < contents.length; i++) {
            contents[i] = Files.readAllBytes(files.get(i));
        }
        Seeds.check(MUTATIONS, random -> {
            byte[] mutated = contents[random.nextInt(contents.length)].clone();
            // Headers are small and come first: most mutations should hit them.
            int reach = random.nextBoolean() ? Math.min(400, mutated.length) : mutated.length;
            for (int n = random.nextInt(4); n >= 0; n--) {
                mutated[random.nextInt(reach)] = (byte) (random.nextBoolean() ? random.nextInt() : 0xff);
            }
            readAll(mutated);
        });
    }

    private static void readAll(byte[] content) {
        Instant start = Instant.now();
        try (Netcdf3Source source = Netcdf3Source.open(new InMemoryFile(content))) {
            for (Variable variable : source.describe().variables()) {
                source.read(variable, Region.whole(variable.shape()));
            }
        } catch (IOException e) {
            assertThat(e).hasMessageStartingWith("memory.nc: ");
        }
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }
}
