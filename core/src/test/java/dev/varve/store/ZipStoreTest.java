package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.varve.array.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipStoreTest extends StoreContract {
    private static final Key KEY = new Key("a/c/0");

    @TempDir
    Path folder;

    @Override
    protected Store newStore() throws IOException {
        return ZipStore.edit(folder.resolve("store.zip"), Durability.NONE);
    }

    /** By the JDK's own reader of zip archives. */
    @Override
    protected Optional<byte[]> rawGet(Store store, Key key) throws IOException {
        ((ZipStore) store).commit();
        try (ZipFile zip = new ZipFile(folder.resolve("store.zip").toFile())) {
            ZipEntry entry = zip.getEntry(key.path());
            if (entry == null) {
                return Optional.empty();
            }
            assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
            try (InputStream in = zip.getInputStream(entry)) {
                return Optional.of(in.readAllBytes());
            }
        }
    }

    private static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void nothingIsChangedBeforeTheCommitAndNothingIsLeftBeside() throws IOException {
        Path archive = folder.resolve("store.zip");
        try (ZipStore store = ZipStore.edit(archive, Durability.TASK)) {
            store.set(KEY, bytes("old"));
            store.commit();
        }
        try (ZipStore store = ZipStore.edit(archive, Durability.TASK)) {
            store.set(KEY, bytes("new"));
            store.erase(new Key("none"));
            try (ZipStore reader = ZipStore.open(archive)) {
                assertThat(reader.get(KEY)).contains(bytes("old"));
            }
        }
        try (ZipStore reader = ZipStore.open(archive);
                Stream<Path> files = Files.list(folder)) {
            assertThat(reader.get(KEY)).contains(bytes("old"));
            assertThat(files).containsExactly(archive);
            assertThatIOException()
                    .isThrownBy(() -> reader.set(KEY, bytes("x")))
                    .withMessageContaining("to be read");
        }
    }

    @Test
    void changesOfAnArchiveAreSeenAtOnceAndAfterTheCommit() throws IOException {
        Path archive = folder.resolve("store.zip");
        try (ZipStore store = ZipStore.edit(archive, Durability.NONE)) {
            for (String key : new String[] {"a", "b", "c"}) {
                store.set(new Key(key), bytes(key));
            }
            store.commit();
            store.erase(new Key("b"));
            store.set(new Key("c"), bytes("changed"));
            store.set(new Key("d"), bytes("d"));
            assertThat(store.list("")).extracting(Key::path).containsExactly("a", "c", "d");
            store.commit();
            assertThat(store.list("")).extracting(Key::path).containsExactly("a", "c", "d");
            assertThat(store.get(new Key("c"))).contains(bytes("changed"));
            store.set(new Key("b"), bytes("again"));
            assertThat(store.get(new Key("b"))).contains(bytes("again"));
        }
    }

    @Test
    void theSameValuesMakeTheSameArchive() throws IOException {
        byte[][] made = new byte[2][];
        for (int i = 0; i < 2; i++) {
            Path archive = folder.resolve(i + ".zip");
            try (ZipStore store = ZipStore.edit(archive, Durability.NONE)) {
                store.set(new Key(i == 0 ? "x" : "y"), bytes("v"));
                store.set(new Key(i == 0 ? "y" : "x"), bytes("v"));
                store.commit();
            }
            made[i] = Files.readAllBytes(archive);
        }
        assertThat(made[0]).isEqualTo(made[1]);
    }

    @Test
    void deflatedEntriesAndRepeatedNamesAreRead() throws IOException {
        byte[] value = new byte[100_000];
        new Random(1).nextBytes(value);
        Arrays.fill(value, 1000, 90_000, (byte) 3);
        Path archive = folder.resolve("deflated.zip");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : new String[] {"k/0", "k/1"}) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.endsWith("0") ? value : new byte[] {5});
                zip.closeEntry();
            }
        }
        // A second entry of the same name, as writers make that replace by appending.
        String text = out.toString(StandardCharsets.ISO_8859_1).replace("k/1", "k/0");
        Files.write(archive, text.getBytes(StandardCharsets.ISO_8859_1));
        try (ZipStore store = ZipStore.open(archive)) {
            assertThat(store.list("")).extracting(Key::path).containsExactly("k/0");
            assertThat(store.get(new Key("k/0"))).contains(Bytes.wrap(new byte[] {5}));
        }
        Files.write(archive, out.toByteArray());
        try (ZipStore store = ZipStore.open(archive)) {
            assertThat(store.get(new Key("k/0"))).contains(Bytes.wrap(value));
            assertThat(store.get(new Key("k/0"), new ByteRange.Last(5)))
                    .contains(Bytes.wrap(value).slice(value.length - 5, 5));
        }
    }

    @Test
    void damagedArchivesAreRefusedOrReadRight() throws IOException {
        Path archive = folder.resolve("store.zip");
        byte[] value = new byte[5000];
        new Random(2).nextBytes(value);
        try (ZipStore store = ZipStore.edit(archive, Durability.NONE)) {
            store.set(KEY, Bytes.wrap(value));
            store.set(new Key("zarr.json"), bytes("{}"));
            store.commit();
        }
        byte[] whole = Files.readAllBytes(archive);
        Random random = new Random(3);
        for (int i = 0; i < 1500; i++) {
            byte[] changed = whole.clone();
            // The directory and the headers, not the data in between.
            int at = i % 2 == 0 ? random.nextInt(40) : whole.length - 1 - random.nextInt(180);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(archive, i % 50 == 0 ? Arrays.copyOf(whole, at) : changed);
            try (ZipStore store = ZipStore.open(archive)) {
                for (Key key : store.list("")) {
                    store.get(key);
                }
            } catch (IOException e) {
                assertThat(e.getMessage()).contains("store.zip");
            }
        }
    }
}
