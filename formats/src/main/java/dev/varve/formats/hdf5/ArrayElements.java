package dev.varve.formats.hdf5;

import java.io.IOException;

/** The elements of array indexes: an address and, when chunks are filtered, a size and a filter mask (appendix C). */
final class ArrayElements {
    private final ChunkGeometry geometry;
    private final ChunkVisitor visitor;
    private final boolean isFiltered;
    private final int elementBytes;
    private final int sizeBytes;

    /**
     * Elements of one layout.
     *
     * @param in for messages
     * @param client 0 for plain chunks, 1 for filtered ones
     * @param elementBytes bytes of an element; the size field is what is left of it, because HDF5 2.0 widened it
     */
    ArrayElements(Cursor in, int client, int elementBytes, ChunkGeometry geometry, ChunkVisitor visitor)
            throws IOException {
        this.geometry = geometry;
        this.visitor = visitor;
        this.isFiltered = client == 1;
        this.elementBytes = elementBytes;
        this.sizeBytes = elementBytes - in.file().offsetBytes() - 4;
        boolean isRight = isFiltered
                ? sizeBytes >= 1 && sizeBytes <= 8
                : client == 0 && elementBytes == in.file().offsetBytes();
        if (!isRight) {
            throw in.damaged("elements of " + elementBytes + " bytes for client " + client);
        }
    }

    /** Bytes of one element. */
    int elementBytes() {
        return elementBytes;
    }

    /** Reads elements, the first of which has a number. */
    void read(Cursor in, long first, long count) throws IOException {
        for (long i = 0; i < count; i++) {
            long address = in.offset();
            long length = isFiltered ? in.unsigned(sizeBytes) : geometry.chunkBytes();
            int mask = isFiltered ? in.bits32() : 0;
            if (address == FileBytes.UNDEFINED) {
                continue;
            }
            long ordinal = geometry.ordinalOfArrayIndex(first + i);
            if (ordinal >= 0) {
                visitor.chunk(ordinal, address, length, mask);
            }
        }
    }
}
