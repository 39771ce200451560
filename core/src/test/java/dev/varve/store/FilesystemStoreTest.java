package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesystemStoreTest extends StoreContract {
    @TempDir
    Path folder;

    @Override
    protected Store newStore() {
        return new FilesystemStore(folder.resolve("store"), Durability.TASK);
    }

    @Override
    protected Optional<byte[]> rawGet(Store store, Key key) throws IOException {
        Path path = folder.resolve("store").resolve(key.path());
        return Files.exists(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
    }

    @Test
    void aFailedUploadLeavesNoFile() throws IOException {
        FilesystemStore store = new FilesystemStore(folder, Durability.OBJECT);
        try (Upload upload = store.upload(new Key("x"))) {
            upload.append(Bytes.wrap(new byte[10]));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void allThatWasWrittenIsForcedToDiskOnce() throws IOException {
        FilesystemStore store = new FilesystemStore(folder, Durability.TASK);
        store.set(new Key("a/b/c"), Bytes.wrap(new byte[10]));
        store.sync();
        Files.delete(folder.resolve("a/b/c"));
        store.sync();
        assertThat(store.list("")).isEmpty();
    }

    @Test
    void aFileIsReadByPositionAndNeverBeyondItsEnd() throws IOException {
        Path file = Files.write(folder.resolve("data"), new byte[] {0, 1, 2, 3, 4, 5});
        try (FileRangeReader reader = FileRangeReader.open(file)) {
            assertThat(reader.read(2, 3)).isEqualTo(Bytes.wrap(new byte[] {2, 3, 4}));
            assertThat(reader.size()).isEqualTo(6);
            for (long[] bad : new long[][] {{4, 3}, {-1, 2}, {Long.MAX_VALUE, 1}, {0, -1}, {7, 0}}) {
                org.assertj.core.api.Assertions.assertThatExceptionOfType(java.io.EOFException.class)
                        .isThrownBy(() -> reader.read(bad[0], (int) bad[1]));
            }
        }
    }
}
