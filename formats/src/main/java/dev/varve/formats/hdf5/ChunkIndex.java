package dev.varve.formats.hdf5;

import java.io.IOException;

/** The chunks of a dataset that are stored, in one of the file's index structures. */
interface ChunkIndex {
    /** Reads the index and hands every stored chunk to a visitor. */
    void visit(ChunkVisitor visitor) throws IOException;

    /** The index that a layout message leads to. */
    static ChunkIndex of(FileBytes file, DataLayout.IndexPlace place, ChunkGeometry geometry) {
        if (place.address().isEmpty()) {
            return visitor -> {};
        }
        long address = place.address().getAsLong();
        // Each visit may read each byte once.
        return switch (place.kind()) {
            case BTREE_V1 -> visitor -> BtreeChunks.version1(file.once(), address, geometry, visitor);
            case SINGLE -> visitor -> single(place, address, geometry, visitor);
            case IMPLICIT -> visitor -> implicit(file, address, geometry, visitor);
            case FIXED_ARRAY -> visitor -> FixedArray.visit(file.once(), address, geometry, visitor);
            case EXTENSIBLE_ARRAY -> visitor -> ExtensibleArray.visit(file.once(), address, geometry, visitor);
            case BTREE_V2 -> visitor -> BtreeChunks.version2(file.once(), address, geometry, visitor);
        };
    }

    private static void single(DataLayout.IndexPlace place, long address, ChunkGeometry geometry, ChunkVisitor visitor)
            throws IOException {
        if (geometry.count() > 0) {
            visitor.chunk(0, address, place.singleBytes().orElse(geometry.chunkBytes()), place.singleMask());
        }
    }

    /** Every chunk, one after the other; so many must be in the file. */
    private static void implicit(FileBytes file, long address, ChunkGeometry geometry, ChunkVisitor visitor)
            throws IOException {
        long count = geometry.arrayCount();
        if (count > (file.size() - address) / geometry.chunkBytes()) {
            throw file.damaged(
                    "chunks", address, count + " chunks of " + geometry.chunkBytes() + " bytes are not in the file");
        }
        for (long i = 0; i < count; i++) {
            long ordinal = geometry.ordinalOfArrayIndex(i);
            if (ordinal >= 0) {
                visitor.chunk(ordinal, address + i * geometry.chunkBytes(), geometry.chunkBytes(), 0);
            }
        }
    }
}
