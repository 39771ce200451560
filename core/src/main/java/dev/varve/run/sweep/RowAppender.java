package dev.varve.run.sweep;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Appends rows to a file that has one writer. A row that was appended survives the process at once, and a loss of power
 * after a second. The file is made with its first row; a line that was cut when an earlier writer died is cut off.
 */
final class RowAppender implements Closeable {
    private static final long FORCE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path file;
    private final ResultCsv csv;
    private Optional<FileChannel> channel = Optional.empty();
    private long forcedNanos = System.nanoTime();
    private boolean isDirty;

    RowAppender(Path file, ResultCsv csv) {
        this.file = file;
        this.csv = csv;
    }

    void append(ResultRow row) throws IOException {
        FileChannel open = channel();
        write(open, csv.line(row));
        isDirty = true;
        if (System.nanoTime() - forcedNanos > FORCE_EVERY_NANOS) {
            force();
        }
    }

    private FileChannel channel() throws IOException {
        if (channel.isEmpty()) {
            channel = Optional.of(open());
        }
        return channel.get();
    }

    private FileChannel open() throws IOException {
        FileChannel opened = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            int whole = RowFiles.endOfLines(Files.readAllBytes(file));
            opened.truncate(whole);
            opened.position(whole);
            if (whole == 0) {
                write(opened, csv.header());
            }
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Puts what was appended on disk, for others to see through a network filesystem. */
    void force() throws IOException {
        if (isDirty) {
            channel().force(false);
            isDirty = false;
            forcedNanos = System.nanoTime();
        }
    }

    @Override
    public void close() throws IOException {
        if (channel.isPresent()) {
            force();
            channel.get().close();
            channel = Optional.empty();
        }
    }
}
