package dev.varve.formats.hdf5;

import java.io.IOException;
import java.util.Arrays;

/** Chunk indexes that are B-trees (section III.A.1, node type 1, and section III.A.2, record types 10 and 11). */
final class BtreeChunks {
    private BtreeChunks() {}

    /**
     * Keys hold size, filter mask, and the chunk's first element with the offset in an element, 0, behind it. They have no
     * checksum: a wrong one shows only in that the keys are not in order, and would be taken for a chunk that was never
     * written.
     */
    static void version1(FileBytes file, long address, ChunkGeometry geometry, ChunkVisitor visitor)
            throws IOException {
        int rank = geometry.rank();
        long[] last = new long[rank];
        Arrays.fill(last, -1);
        BtreeV1.leaves(file, address, BtreeV1.CHUNKS, 8 + 8 * (rank + 1), (key, child) -> {
            long length = key.unsigned32();
            int mask = key.bits32();
            long[] element = new long[rank];
            for (int axis = 0; axis < rank; axis++) {
                element[axis] = key.unsigned(8);
            }
            if (Arrays.compare(last, element) >= 0) {
                throw key.damaged("is not behind the key before it");
            }
            if (key.unsigned(8) != 0) {
                throw key.damaged("begins inside an element");
            }
            System.arraycopy(element, 0, last, 0, rank);
            hand(visitor, geometry.ordinalOfElement(element), child, length, mask);
        });
    }

    /** Records hold address, size and filter mask when filtered, and the chunk's position on the grid. */
    static void version2(FileBytes file, long address, ChunkGeometry geometry, ChunkVisitor visitor)
            throws IOException {
        int type = BtreeV2.recordType(file, address);
        boolean isFiltered = type == BtreeV2.FILTERED_CHUNKS;
        BtreeV2.records(file, address, isFiltered ? type : BtreeV2.CHUNKS, record -> {
            int rank = geometry.rank();
            long at = record.offset();
            int sizeBytes = record.remaining() - 8 * rank - 4;
            if (isFiltered && (sizeBytes < 1 || sizeBytes > 8)) {
                throw record.damaged("has not the length of a record of " + rank + " axes");
            }
            long length = isFiltered ? record.unsigned(sizeBytes) : geometry.chunkBytes();
            int mask = isFiltered ? record.bits32() : 0;
            long[] index = new long[rank];
            for (int axis = 0; axis < rank; axis++) {
                index[axis] = record.unsigned(8);
            }
            hand(visitor, geometry.ordinalOfIndex(index), at, length, mask);
        });
    }

    /** Chunks outside the present extents are left over from larger ones. */
    private static void hand(ChunkVisitor visitor, long ordinal, long address, long length, int mask)
            throws IOException {
        if (ordinal >= 0 && address != FileBytes.UNDEFINED) {
            visitor.chunk(ordinal, address, length, mask);
        }
    }
}
