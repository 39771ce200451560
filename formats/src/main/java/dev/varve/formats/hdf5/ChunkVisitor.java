package dev.varve.formats.hdf5;

import java.io.IOException;

/** Takes the chunks that are stored, in the order of an index. */
interface ChunkVisitor {
    /**
     * One stored chunk.
     *
     * @param ordinal the chunk's place on the dataset's chunk grid, in C order
     * @param address where its bytes lie
     * @param lengthBytes how many there are
     * @param filterMask bit n is set when the n-th filter was skipped
     */
    void chunk(long ordinal, long address, long lengthBytes, int filterMask) throws IOException;
}
