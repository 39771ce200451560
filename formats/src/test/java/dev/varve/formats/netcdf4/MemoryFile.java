package dev.varve.formats.netcdf4;

import dev.varve.array.Bytes;
import dev.varve.store.RangeReader;
import java.io.EOFException;
import java.util.concurrent.atomic.AtomicLong;

/** A file in memory that counts how often, and how much of it, is read. */
final class MemoryFile implements RangeReader {
    private final String name;
    private final byte[] content;
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong bytesRead = new AtomicLong();

    MemoryFile(String name, byte[] content) {
        this.name = name;
        this.content = content;
    }

    long reads() {
        return reads.get();
    }

    long bytesRead() {
        return bytesRead.get();
    }

    @Override
    public String name() {
        return name;
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
        reads.incrementAndGet();
        bytesRead.addAndGet(length);
        return Bytes.wrap(content, (int) offset, length);
    }

    @Override
    public void close() {}
}
