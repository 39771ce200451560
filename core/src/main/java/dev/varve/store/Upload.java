package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.Closeable;
import java.io.IOException;

/**
 * A value on its way into a store; used by one thread at a time. Closing it without {@link #commit()} discards what was
 * appended and leaves the old value, if any, in place.
 */
public interface Upload extends Closeable {
    /** How much of another value is held at once. */
    int PIECE_BYTES = 4 << 20;

    /** Appends bytes to the value. */
    void append(Bytes piece) throws IOException;

    /** Appends bytes of another value as they are; where the store can, they do not pass through this process. */
    default void append(RangeReader source, long offset, long length) throws IOException {
        for (long done = 0; done < length; done += PIECE_BYTES) {
            append(source.read(offset + done, (int) Math.min(PIECE_BYTES, length - done)));
        }
    }

    /** Makes the value visible under its key, all at once. */
    void commit() throws IOException;

    @Override
    void close() throws IOException;
}
