package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.IOException;

/** What some stores can do besides: change bytes in the middle of a value. */
public interface RangeWrites {
    /**
     * Overwrites bytes of a value; its length stays. Unlike {@link Store#set} this is not atomic: a reader, or a crash, may
     * meet a value of which only a part was overwritten.
     *
     * @throws java.io.EOFException when the value ends before the range does; nothing is written then
     * @throws java.nio.file.NoSuchFileException when there is no such key
     */
    void setRange(Key key, long offset, Bytes bytes) throws IOException;
}
