package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.function.IntFunction;

/**
 * Bytes of a file that are a value of their own. Closing it closes nothing: the file is someone else's.
 *
 * @param name what messages call the value
 * @param file the file, read by position
 * @param start where the value begins
 * @param size how long it is
 */
record FilePart(String name, FileChannel file, long start, long size) implements RangeReader {
    @Override
    public Bytes read(long offset, int length) throws IOException {
        return read(offset, length, byte[]::new);
    }

    @Override
    public Bytes read(long offset, int length, IntFunction<byte[]> room) throws IOException {
        if (offset < 0 || length < 0 || offset > size - length) {
            throw new EOFException(name + ": " + length + " bytes at " + offset + " of " + size);
        }
        byte[] target = room.apply(length);
        FileIo.read(file, start + offset, target, length, name);
        return Bytes.wrap(target, 0, length);
    }

    @Override
    public void close() {}
}
