package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.varve.array.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
    void aFolderOutOfWhichAValueWasErasedIsForcedToDiskTooIfItIsStillThere() throws IOException {
        for (Durability durability : Durability.values()) {
            FilesystemStore store = new FilesystemStore(folder, durability);
            store.set(new Key("a/b"), Bytes.wrap(new byte[10]));
            store.sync();
            store.erase(new Key("a/b"));
            assertThat(store.unsynced().folders().contains(folder.resolve("a")))
                    .isEqualTo(durability == Durability.TASK);
            store.persist(new Key("a/b"));
            Files.delete(folder.resolve("a"));
            store.sync();
            assertThat(store.unsynced().folders()).isEqualTo(Set.of());
            store.persist(new Key("a/b"));
        }
    }

    @Test
    void aLargeValueIsForcedWhileItGrowsAndIsWhole() throws IOException {
        byte[] piece = new byte[5 << 20];
        Arrays.fill(piece, (byte) 7);
        try (FilesystemStore store = new FilesystemStore(folder, Durability.TASK)) {
            try (Upload upload = store.upload(new Key("large"))) {
                for (int i = 0; i < 20; i++) {
                    upload.append(Bytes.wrap(piece));
                }
                upload.commit();
            }
            store.sync();
            assertThat(store.size(new Key("large"))).hasValue(20L * piece.length);
            assertThat(store.get(new Key("large"), new ByteRange.Last(1))).contains(Bytes.wrap(new byte[] {7}));
        }
    }

    @Test
    void aFailureToForceIsToldToTheOneWhoAppends() throws IOException {
        Path file = folder.resolve("closed");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            WriteBehind behind = new WriteBehind(channel, threads);
            channel.close();
            behind.appended(64 << 20);
            assertThatIOException().isThrownBy(behind::settle);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aFileIsReadByPositionAndNeverBeyondItsEnd() throws IOException {
        Path file = Files.write(folder.resolve("data"), new byte[] {0, 1, 2, 3, 4, 5});
        try (FileRangeReader reader = FileRangeReader.open(file)) {
            assertThat(reader.read(2, 3)).isEqualTo(Bytes.wrap(new byte[] {2, 3, 4}));
            assertThat(reader.size()).isEqualTo(6);
            for (long[] bad : new long[][] {{4, 3}, {-1, 2}, {Long.MAX_VALUE, 1}, {0, -1}, {7, 0}}) {
                assertThatExceptionOfType(EOFException.class).isThrownBy(() -> reader.read(bad[0], (int) bad[1]));
            }
        }
    }
}
