package dev.varve.pipeline;

import dev.varve.store.Durability;
import dev.varve.store.Store;
import dev.varve.store.ZipStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class ZipPipelineTest extends PipelineContract {
    @TempDir
    Path folder;

    @Override
    protected Store newStore() throws IOException {
        return ZipStore.edit(Files.createTempDirectory(folder, "zip").resolve("store.zip"), Durability.NONE);
    }
}
