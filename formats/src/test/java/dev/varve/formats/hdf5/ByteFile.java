package dev.varve.formats.hdf5;

import dev.varve.array.Bytes;
import dev.varve.store.RangeReader;
import java.io.EOFException;

/** A file in memory. */
final class ByteFile implements RangeReader {
    private final byte[] content;

    ByteFile(byte[] content) {
        this.content = content;
    }

    @Override
    public String name() {
        return "memory.h5";
    }

    @Override
    public long size() {
        return content.length;
    }

    @Override
    public Bytes read(long offset, int length) throws EOFException {
        if (offset < 0 || length < 0 || offset > content.length - length) {
            throw new EOFException(length + " bytes at " + offset + " of " + content.length);
        }
        return Bytes.wrap(content, (int) offset, length);
    }

    @Override
    public void close() {}
}
