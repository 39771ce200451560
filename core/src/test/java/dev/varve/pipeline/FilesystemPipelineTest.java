package dev.varve.pipeline;

import dev.varve.store.FilesystemStore;
import dev.varve.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FilesystemPipelineTest extends PipelineContract {
    @TempDir
    Path folder;

    @Override
    protected Store newStore() throws IOException {
        return new FilesystemStore(Files.createTempDirectory(folder, "store"));
    }
}
