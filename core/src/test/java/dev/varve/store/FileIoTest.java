package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.varve.array.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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
    private final class Sparing extends IncapableFileChannel {
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
        public long size() {
            return content.length;
        }
    }
}
