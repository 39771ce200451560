package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.Closeable;
import java.io.IOException;

/**
 * A value on its way into a store; used by one thread at a time. Closing it without {@link #commit()} discards what was
 * appended and leaves the old value, if any, in place.
 */
public interface Upload extends Closeable {
    /** Appends bytes to the value. */
    void append(Bytes piece) throws IOException;

    /** Makes the value visible under its key, all at once. */
    void commit() throws IOException;

    @Override
    void close() throws IOException;
}
