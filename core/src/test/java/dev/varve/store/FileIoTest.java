package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.varve.array.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A channel may give and take less than it is asked to; zarr-java 0.2.0 took the first call for all of it. */
class FileIoTest {
    private final byte[] content = new byte[1000];
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final FileChannel sparing = new Sparing();

    FileIoTest() {
        new Random(1).nextBytes(content);
    }

    @Test
    void readsGoOnUntilAllIsThere() throws IOException {
        assertThat(FileIo.read(sparing, 0, 1000, "file")).isEqualTo(Bytes.wrap(content));
        assertThat(FileIo.read(sparing, 17, 600, "file")).isEqualTo(Bytes.wrap(content, 17, 600));
        byte[] target = new byte[700];
        FileIo.read(sparing, 300, target, 650, "file");
        assertThat(Bytes.wrap(target, 0, 650)).isEqualTo(Bytes.wrap(content, 300, 650));
        assertThat(Bytes.wrap(target, 650, 50)).isEqualTo(Bytes.wrap(new byte[50]));
    }

    @Test
    void aFileThatEndsTooEarlyIsAnError() {
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> FileIo.read(sparing, 900, 101, "file"))
                .withMessageContaining("file: ends at byte 1000");
    }

    @Test
    void writesGoOnUntilAllIsTaken() throws IOException {
        FileIo.append(sparing, Bytes.wrap(content, 5, 900));
        assertThat(Bytes.wrap(written.toByteArray())).isEqualTo(Bytes.wrap(content, 5, 900));
    }

    /** Moves at most seven bytes at a time. */
    private final class Sparing extends FileChannel {
        @Override
        public int read(ByteBuffer target, long position) {
            int count = (int) Math.min(Math.min(7, target.remaining()), content.length - position);
            if (count <= 0) {
                return -1;
            }
            target.put(content, (int) position, count);
            return count;
        }

        @Override
        public int write(ByteBuffer source) {
            int count = Math.min(7, source.remaining());
            for (int i = 0; i < count; i++) {
                written.write(source.get());
            }
            return count;
        }

        @Override
        public int read(ByteBuffer target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer source, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long size() {
            return content.length;
        }

        @Override
        public FileChannel truncate(long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void force(boolean isMetadata) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean isShared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean isShared) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void implCloseChannel() {}
    }
}
