package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipArchiveTest {
    @TempDir
    Path folder;

    /** An archive by the JDK's writer. */
    private Path archive(int method, byte[]... values) throws IOException {
        Path path = folder.resolve("made.zip");
        try (OutputStream file = Files.newOutputStream(path);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.setMethod(method);
            for (int i = 0; i < values.length; i++) {
                ZipEntry entry = new ZipEntry(name(i));
                if (method == ZipEntry.STORED) {
                    CRC32 crc = new CRC32();
                    crc.update(values[i]);
                    entry.setCrc(crc.getValue());
                    entry.setSize(values[i].length);
                }
                // Local headers of many lengths, so that no entry's data start where another's would.
                entry.setExtra(extra(i % 97));
                zip.putNextEntry(entry);
                zip.write(values[i]);
                zip.closeEntry();
            }
        }
        return path;
    }

    private static byte[] extra(int length) {
        byte[] field = new byte[4 + length];
        ByteBuffer.wrap(field)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0x7777)
                .putShort((short) length);
        return field;
    }

    private static String name(int i) {
        return "a/" + "n".repeat(i % 13) + i;
    }

    /** Values of which no two begin alike. */
    private static byte[][] values(int count) {
        byte[][] values = new byte[count][];
        for (int i = 0; i < count; i++) {
            values[i] = new byte[4 + i % 40];
            Arrays.fill(values[i], (byte) i);
            ByteBuffer.wrap(values[i]).putInt(i);
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
    void entriesAreFoundWhereTheyAreByManyThreadsAtOnce(int method) throws IOException {
        byte[][] values = values(2000);
        Path path = archive(method, values);
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 5; round++) {
                try (ZipArchive archive = ZipArchive.open(path)) {
                    CyclicBarrier start = new CyclicBarrier(threads);
                    List<CompletableFuture<Void>> readers = new ArrayList<>();
                    for (int thread = 0; thread < threads; thread++) {
                        int first = thread * 11;
                        readers.add(CompletableFuture.runAsync(() -> readAll(archive, values, first, start), pool));
                    }
                    readers.forEach(CompletableFuture::join);
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static void readAll(ZipArchive archive, byte[][] values, int first, CyclicBarrier start) {
        try {
            start.await();
            for (int i = 0; i < values.length; i++) {
                int at = (first + i) % values.length;
                try (RangeReader value = archive.value(new Key(name(at))).orElseThrow()) {
                    assertThat(value.read(0, (int) value.size())).isEqualTo(Bytes.wrap(values[at]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Bytes whole(ZipArchive archive, int i) throws IOException {
        try (RangeReader value = archive.value(new Key(name(i))).orElseThrow()) {
            return value.read(0, (int) value.size());
        }
    }

    @Test
    void whatWasInflatedLastIsKeptAndNoMoreThanFits() throws IOException {
        Path path = archive(ZipEntry.DEFLATED, new byte[4000], new byte[4001], new byte[4002]);
        try (ZipArchive archive = ZipArchive.open(path, new InflatedValues(8100))) {
            byte[] first = whole(archive, 0).array();
            byte[] second = whole(archive, 1).array();
            assertThat(whole(archive, 0).array()).isSameAs(first);
            whole(archive, 2); // takes the place of the second, which nobody asked for again
            assertThat(whole(archive, 0).array()).isSameAs(first);
            assertThat(whole(archive, 1).array()).isNotSameAs(second);
        }
    }

    @Test
    void valuesOfManyMegabytesAreInflatedToTheirLength() throws IOException {
        byte[] value = new byte[(9 << 20) + 5];
        Arrays.fill(value, 1 << 20, value.length, (byte) 7);
        Path path = archive(ZipEntry.DEFLATED, value);
        try (ZipArchive archive = ZipArchive.open(path)) {
            Bytes read = whole(archive, 0);
            assertThat(read).isEqualTo(Bytes.wrap(value));
            assertThat(read.array()).hasSameSizeAs(value);
        }
    }

    @Test
    void aCompressedValueThatWouldTakeTooMuchIsRefusedWithTheCure() throws IOException {
        Path path = archive(ZipEntry.DEFLATED, new byte[4000]);
        try (ZipArchive archive = ZipArchive.open(path, new InflatedValues(3999))) {
            assertThatIOException()
                    .isThrownBy(() -> whole(archive, 0))
                    .isNotInstanceOf(ZipException.class)
                    .withMessageContaining("4000 bytes long")
                    .withMessageContaining("zip -0");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 20_000})
    void aValueThatIsNotAsLongAsStatedIsDamage(int more) throws IOException {
        byte[] value = new byte[2 << 20];
        Path path = archive(ZipEntry.DEFLATED, value);
        byte[] bytes = Files.readAllBytes(path);
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int directory = file.getInt(bytes.length - 22 + 16);
        assertThat(file.getInt(directory + 24)).isEqualTo(value.length);
        file.putInt(directory + 24, value.length + more);
        Files.write(path, bytes);
        try (ZipArchive archive = ZipArchive.open(path)) {
            assertThatExceptionOfType(ZipException.class)
                    .isThrownBy(() -> whole(archive, 0))
                    .withMessageContaining("made.zip/" + name(0));
        }
    }

    @Test
    void anArchiveThatIsRefusedIsNotLeftOpen() throws IOException {
        Path path = archive(ZipEntry.STORED, values(1));
        byte[] bytes = Files.readAllBytes(path);
        int directory = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 22 + 16);
        assertThat((char) bytes[directory + 46]).isEqualTo('a');
        bytes[directory + 46] = '/';
        Files.write(path, bytes);
        assertThatExceptionOfType(ZipException.class).isThrownBy(() -> ZipArchive.open(path));
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(open.filter(link -> leadsTo(link, path))).isEmpty();
        }
    }

    private static boolean leadsTo(Path link, Path path) {
        try {
            return Files.readSymbolicLink(link).equals(path.toRealPath());
        } catch (IOException e) {
            return false; // closed since
        }
    }
}
