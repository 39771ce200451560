package dev.varve.formats.hdf5;

import dev.varve.array.Bytes;
import dev.varve.array.Shape;
import dev.varve.dataset.SourceFormatException;
import java.util.OptionalLong;

/** Where a dataset's elements lie (section IV.A.2.i, versions 1 to 5). */
sealed interface DataLayout {
    /** In the object header itself. */
    record Compact(Bytes data, long address) implements DataLayout {}

    /** In one run, nowhere when nothing was written. */
    record Contiguous(OptionalLong address) implements DataLayout {}

    /**
     * In chunks.
     *
     * @param chunk the extents of a chunk
     * @param elementBytes bytes of an element
     * @param keepsEdgesRaw whether chunks that reach beyond the dataset are not filtered
     * @param index how chunks are found
     */
    record Chunked(Shape chunk, long elementBytes, boolean keepsEdgesRaw, IndexPlace index) implements DataLayout {}

    /** In other datasets. */
    record Virtual() implements DataLayout {}

    /** Kinds of chunk indexes. */
    enum IndexKind {
        BTREE_V1,
        SINGLE,
        IMPLICIT,
        FIXED_ARRAY,
        EXTENSIBLE_ARRAY,
        BTREE_V2
    }

    /**
     * Where the chunk index lies.
     *
     * @param kind its kind
     * @param address where it starts; nowhere when no chunk was written
     * @param singleBytes the stored size of the single chunk when it is filtered
     * @param singleMask the filters that the single chunk skipped
     */
    record IndexPlace(IndexKind kind, OptionalLong address, OptionalLong singleBytes, int singleMask) {}

    /** Reads a layout message. */
    static DataLayout decode(Cursor in) throws SourceFormatException {
        int version = in.unsigned8();
        if (version < 1 || version > 5) {
            throw in.damaged("version " + version + " of a data layout is not known");
        }
        return version < 3 ? LayoutDecoder.old(in) : LayoutDecoder.recent(in, version);
    }
}
