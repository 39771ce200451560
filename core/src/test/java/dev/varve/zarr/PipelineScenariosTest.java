package dev.varve.zarr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.store.Durability;
import dev.varve.store.FaultyStore;
import dev.varve.store.FilesystemStore;
import dev.varve.store.LatentStore;
import dev.varve.store.MemoryStore;
import dev.varve.store.MeteredStore;
import dev.varve.store.Store;
import dev.varve.store.ZipStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scenarios and the matrix of {@link ScenarioContract} on every kind of store. */
class PipelineScenariosTest {
    @Test
    void thereAreAsManyAsInZarrPython() {
        assertThat(PipelineScenario.all())
                .hasSize(25)
                .extracting(PipelineScenario::name)
                .doesNotHaveDuplicates();
        assertThat(ParityCell.all())
                .hasSize(4 * 6 * 6 * 2)
                .extracting(ParityCell::toString)
                .doesNotHaveDuplicates();
    }

    @Nested
    class Memory extends ScenarioContract {
        @Override
        protected Store newStore() {
            return new MemoryStore();
        }
    }

    @Nested
    class Filesystem extends ScenarioContract {
        @TempDir
        Path folder;

        @Override
        protected Store newStore() throws IOException {
            return new FilesystemStore(Files.createTempDirectory(folder, "store"));
        }
    }

    @Nested
    class Zip extends ScenarioContract {
        @TempDir
        Path folder;

        @Override
        protected Store newStore() throws IOException {
            return ZipStore.edit(Files.createTempDirectory(folder, "zip").resolve("store.zip"), Durability.NONE);
        }
    }

    @Nested
    class Metered extends ScenarioContract {
        @Override
        protected Store newStore() {
            return new MeteredStore(new MemoryStore());
        }
    }

    @Nested
    class Latent extends ScenarioContract {
        @Override
        protected Store newStore() {
            return new LatentStore(new MemoryStore());
        }
    }

    /** Each write and each read fails at its first call, then at its second, until it gets through. */
    @Nested
    class Faulty extends ScenarioContract {
        @Override
        protected Store newStore() {
            return new FaultyStore(new MemoryStore());
        }

        @Override
        protected void attempt(Store store, Call call) throws IOException {
            FaultyStore faulty = (FaultyStore) store;
            boolean isDone = false;
            for (int n = 1; !isDone; n++) {
                faulty.failCall(n);
                try {
                    call.run();
                    isDone = faulty.calls() < n;
                } catch (IOException e) {
                    assertThat(e).hasMessageContaining("planted");
                }
                assertThat(n).isLessThan(2000);
            }
            faulty.failCall(Long.MAX_VALUE);
        }
    }
}
