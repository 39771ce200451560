package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.EOFException;

/** A value in memory, which stays as it was when it was opened. */
record HeapReader(String name, Bytes value) implements RangeReader {
    @Override
    public long size() {
        return value.length();
    }

    @Override
    public Bytes read(long offset, int length) throws EOFException {
        if (offset < 0 || length < 0 || offset > value.length() - length) {
            throw new EOFException(name + ": " + length + " bytes at " + offset + " of " + value.length());
        }
        return value.slice((int) offset, length);
    }

    @Override
    public void close() {}
}
