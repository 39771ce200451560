package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntFunction;

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

    private void requireInside(long offset, long length) throws EOFException {
        if (offset < 0 || length < 0 || offset > size - length) {
            throw new EOFException(
                    name + ": " + length + " bytes at " + offset + " are not inside the file's " + size + " bytes");
        }
    }

    @Override
    public Bytes read(long offset, int length) throws IOException {
        requireInside(offset, length);
        return FileIo.read(channel, offset, length, name);
    }

    @Override
    public Bytes read(long offset, int length, IntFunction<byte[]> room) throws IOException {
        requireInside(offset, length);
        byte[] target = room.apply(length);
        FileIo.read(channel, offset, target, length, name);
        return Bytes.wrap(target, 0, length);
    }

    /** Copies bytes to another file where that one stands; the kernel does it. */
    void copyTo(FileChannel target, long offset, long length) throws IOException {
        requireInside(offset, length);
        for (long done = 0; done < length; ) {
            long count = channel.transferTo(offset + done, length - done, target);
            if (count <= 0) {
                throw new EOFException(name + ": ends at byte " + (offset + done) + ", it was cut while being read");
            }
            done += count;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
