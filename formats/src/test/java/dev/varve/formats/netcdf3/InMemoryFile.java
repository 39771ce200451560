package dev.varve.formats.netcdf3;

import dev.varve.array.Bytes;
import dev.varve.store.RangeReader;
import java.io.EOFException;
import java.util.concurrent.atomic.AtomicInteger;

/** A file in memory that counts how often it is read. */
final class InMemoryFile implements RangeReader {
    private final byte[] content;
    private final AtomicInteger reads = new AtomicInteger();

    InMemoryFile(byte[] content) {
        this.content = content;
    }

    int reads() {
        return reads.get();
    }

    @Override
    public String name() {
        return "memory.nc";
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
        return Bytes.wrap(content, (int) offset, length);
    }

    @Override
    public void close() {}
}
