package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A local file, read by {@code pread}. */
public final class FileRangeReader implements RangeReader {
    private final String name;
    private final FileChannel channel;
    private final long size;

    private FileRangeReader(String name, FileChannel channel, long size) {
        this.name = name;
        this.channel = channel;
        this.size = size;
    }

    /**
     * Opens a file for reading.
     *
     * @throws IOException when it cannot be opened
     */
    public static FileRangeReader open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new FileRangeReader(path.toString(), channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Bytes read(long offset, int length) throws IOException {
        if (offset < 0 || length < 0 || offset > size - length) {
            throw new EOFException(
                    name + ": " + length + " bytes at " + offset + " are not inside the file's " + size + " bytes");
        }
        return FileIo.read(channel, offset, length, name);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
