package dev.varve.store;

import dev.varve.array.Bytes;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.function.IntFunction;

/**
 * One file, read by position. Safe for use by many threads at once: there is no cursor and no lock. Reads are full or
 * fail.
 */
public interface RangeReader extends Closeable {
    /** What messages call the file: its path as the user gave it. */
    String name();

    /** The length of the file in bytes when it was opened. */
    long size();

    /**
     * Reads exactly {@code length} bytes.
     *
     * @throws java.io.EOFException when the range is not inside the file; nothing is allocated before that is known
     * @throws IOException when reading fails
     */
    Bytes read(long offset, int length) throws IOException;

    /**
     * Reads as above, into an array that is there already where that saves work.
     *
     * @param room gives an array of at least the length it is asked for; the result may lie in it, at its start
     */
    default Bytes read(long offset, int length, IntFunction<byte[]> room) throws IOException {
        return read(offset, length);
    }

    /**
     * Reads a range of the file, into an array that is there already where that saves work.
     *
     * @throws java.io.EOFException when the range is not inside the file
     * @throws IOException when it is too long for one array, or reading fails
     */
    default Bytes read(ByteRange range, IntFunction<byte[]> room) throws IOException {
        long size = size();
        if (!range.fits(size)) {
            throw new EOFException(name() + ": " + range + " of " + size + " bytes");
        }
        long length = range.lengthIn(size);
        if (length > Integer.MAX_VALUE - 8) {
            throw new IOException(name() + ": " + length + " bytes at once are too many; read parts");
        }
        return read(range.startIn(size), (int) length, room);
    }
}
