package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipWriterTest {
    private static final Key SMALL = new Key("zarr.json");
    private static final Key LARGE = new Key("a/c/0");

    @TempDir
    Path folder;

    private final byte[] large = new byte[(2 << 20) + 77];

    ZipWriterTest() {
        new Random(1).nextBytes(large);
    }

    private static byte[] read(ZipFile zip, Key key) throws IOException {
        try (InputStream in = zip.getInputStream(zip.getEntry(key.path()))) {
            return in.readAllBytes();
        }
    }

    private void write(ZipWriter writer) throws IOException {
        writer.set(SMALL, Bytes.wrap(new byte[] {'{', '}'}));
        try (Upload upload = writer.upload(LARGE)) {
            upload.append(Bytes.wrap(large, 0, 5));
            upload.append(Bytes.wrap(large, 5, large.length - 5));
            upload.commit();
        }
    }

    @Test
    void whatIsWrittenIsAnArchiveToOthers() throws IOException {
        Path path = folder.resolve("new.zip");
        try (ZipWriter writer = ZipWriter.create(path)) {
            write(writer);
            assertThat(writer.get(LARGE)).contains(Bytes.wrap(large));
            assertThat(writer.get(LARGE, new ByteRange.Last(7))).contains(Bytes.wrap(large, large.length - 7, 7));
            assertThat(writer.list("")).containsExactly(LARGE, SMALL);
            writer.finish(Durability.NONE);
        }
        try (ZipFile zip = new ZipFile(path.toFile())) {
            assertThat(read(zip, SMALL)).isEqualTo(new byte[] {'{', '}'});
            assertThat(read(zip, LARGE)).isEqualTo(large);
        }
    }

    @Test
    void aChannelThatTakesLessThanItIsGivenMakesTheSameArchive() throws IOException {
        Path easy = folder.resolve("easy.zip");
        try (ZipWriter writer = ZipWriter.create(easy)) {
            write(writer);
            writer.finish(Durability.NONE);
        }
        Path hard = folder.resolve("hard.zip");
        try (Sparing channel = new Sparing(hard, 4099, Long.MAX_VALUE);
                ZipWriter writer = new ZipWriter(hard, channel)) {
            write(writer);
            writer.finish(Durability.NONE);
            assertThat(channel.mostAtOnce).isEqualTo(256 << 10);
        }
        assertThat(hard).hasSameBinaryContentAs(easy);
    }

    @Test
    void aDiskThatFillsUpIsToldByWhatIsWrittenNotByWhatIsReadBack() throws IOException {
        Path path = folder.resolve("full.zip");
        try (Sparing channel = new Sparing(path, 1 << 19, 1_500_000);
                ZipWriter writer = new ZipWriter(path, channel)) {
            assertThatIOException().isThrownBy(() -> write(writer)).withMessage("No space left on device");
            assertThat(writer.open(LARGE)).isEmpty();
        }
    }

    @Test
    void aValueThatWasChangedOnTheDiskIsFoundBeforeTheArchiveIsDone() throws IOException {
        Path path = folder.resolve("changed.zip");
        try (ZipWriter writer = ZipWriter.create(path)) {
            write(writer);
            try (FileChannel other = FileChannel.open(path, StandardOpenOption.WRITE)) {
                other.write(ByteBuffer.wrap(new byte[] {(byte) ~large[large.length - 1]}), Files.size(path) - 1);
            }
            assertThatIOException()
                    .isThrownBy(() -> writer.finish(Durability.NONE))
                    .isInstanceOf(ZipException.class)
                    .withMessageContaining("CRC-32");
        }
    }

    @Test
    void aKeyIsWrittenOnceAndOneValueAtATime() throws IOException {
        try (ZipWriter writer = ZipWriter.create(folder.resolve("new.zip"))) {
            write(writer);
            assertThatIOException().isThrownBy(() -> write(writer)).withMessageContaining("in the new archive already");
            assertThatIOException().isThrownBy(() -> writer.erase(SMALL)).withMessageContaining("cannot be removed");
        }
    }

    /** Takes little at a time, and no more than there is room for. */
    private static final class Sparing extends IncapableFileChannel {
        private final FileChannel file;
        private final int atOnce;
        private long room;
        private int mostAtOnce;

        Sparing(Path path, int atOnce, long room) throws IOException {
            this.file = FileChannel.open(
                    path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            this.atOnce = atOnce;
            this.room = room;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            if (room == 0) {
                throw new IOException("No space left on device");
            }
            mostAtOnce = Math.max(mostAtOnce, source.remaining());
            int count = (int) Math.min(room, Math.min(atOnce, source.remaining()));
            ByteBuffer part = source.duplicate().limit(source.position() + count);
            while (part.hasRemaining()) {
                file.write(part);
            }
            source.position(source.position() + count);
            room -= count;
            return count;
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return file.read(target);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public void force(boolean isMetadata) throws IOException {
            file.force(isMetadata);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
