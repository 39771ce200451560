package dev.varve.formats.hdf5.write;

import dev.varve.array.Bytes;
import java.io.IOException;

/**
 * Puts elements of variable length into collections of the global heap (section III.E). Used by one thread at a time;
 * {@link #flush} writes the last collection.
 */
public final class GlobalHeapWriter {
    private static final int HEADER_BYTES = 16;
    private static final int OBJECT_HEADER_BYTES = 16;
    /** What HDF5 requires of a collection. */
    private static final int LEAST_BYTES = 4096;

    private static final int MOST_BYTES = 64 << 10;
    private static final int MAX_INDEX = 0xffff;

    private final Hdf5Output file;
    private int wantedBytes = LEAST_BYTES;
    private long collection;
    private int collectionBytes;
    private Encoder objects = new Encoder();
    private int count;

    /** A heap of the file; several may be filled side by side. */
    public GlobalHeapWriter(Hdf5Output file) {
        this.file = file;
    }

    /**
     * Stores an element and appends to {@code target} what an array holds in its place: how many units it has, and where.
     *
     * @param units bytes of text, or objects that are referred to
     */
    public void put(Bytes element, int units, Encoder target) throws IOException {
        int padded = (element.length() + 7) & -8;
        long needed = (long) OBJECT_HEADER_BYTES + padded;
        if (count == MAX_INDEX || collectionBytes - HEADER_BYTES - objects.length() < needed) {
            flush();
            open(needed);
        }
        count++;
        objects.unsigned16(count)
                .unsigned16(0)
                .unsigned32(0)
                .unsigned64(element.length())
                .raw(element)
                .zeros(padded - element.length());
        target.unsigned32(units).unsigned64(collection).unsigned32(count);
    }

    private void open(long needed) {
        collectionBytes = Math.toIntExact(Math.max(wantedBytes, HEADER_BYTES + needed));
        wantedBytes = Math.min(MOST_BYTES, 2 * wantedBytes);
        collection = file.allocate(collectionBytes);
    }

    /** Writes the collection that is being filled. */
    public void flush() throws IOException {
        if (count == 0) {
            return;
        }
        Encoder encoder = new Encoder()
                .signature("GCOL")
                .unsigned8(1)
                .zeros(3)
                .unsigned64(collectionBytes)
                .raw(objects.bytes());
        int free = collectionBytes - encoder.length();
        if (free >= OBJECT_HEADER_BYTES) {
            encoder.zeros(OBJECT_HEADER_BYTES / 2).unsigned64(free);
        }
        file.write(collection, encoder.zerosUpTo(collectionBytes).bytes());
        objects = new Encoder();
        count = 0;
        collectionBytes = 0;
    }
}
