package dev.varve.formats.hdf5;

import dev.varve.array.Shape;
import dev.varve.dataset.SourceFormatException;
import dev.varve.formats.hdf5.DataLayout.IndexKind;
import dev.varve.formats.hdf5.DataLayout.IndexPlace;
import java.util.Arrays;
import java.util.OptionalLong;

/** Reads the body of a layout message. */
final class LayoutDecoder {
    private static final int COMPACT = 0;
    private static final int CONTIGUOUS = 1;
    private static final int CHUNKED = 2;
    private static final int VIRTUAL = 3;
    private static final int MAX_AXES = 33;
    private static final int RAW_EDGES = 1;
    private static final int FILTERED_SINGLE = 2;

    private LayoutDecoder() {}

    /** Versions 1 and 2. */
    static DataLayout old(Cursor in) throws SourceFormatException {
        int axes = in.unsigned8();
        int kind = in.unsigned8();
        in.skip(5);
        OptionalLong address = kind == COMPACT ? OptionalLong.empty() : address(in);
        long[] extents = extents(in, axes, 4);
        return switch (kind) {
            case COMPACT -> compact(in, in.unsigned32());
            case CONTIGUOUS -> new DataLayout.Contiguous(address);
            case CHUNKED -> chunked(in, extents, false, plain(IndexKind.BTREE_V1, address));
            default -> throw in.damaged("storage class " + kind + " is not known");
        };
    }

    /** Versions 3 to 5; 5 differs from 4 only in what chunk indexes hold. */
    static DataLayout recent(Cursor in, int version) throws SourceFormatException {
        int kind = in.unsigned8();
        return switch (kind) {
            case COMPACT -> compact(in, in.unsigned16());
            case CONTIGUOUS -> new DataLayout.Contiguous(address(in));
            case CHUNKED -> version == 3 ? version3(in) : version4(in);
            case VIRTUAL -> new DataLayout.Virtual();
            default -> throw in.damaged("storage class " + kind + " is not known");
        };
    }

    private static DataLayout compact(Cursor in, long length) throws SourceFormatException {
        long at = in.address();
        return new DataLayout.Compact(in.take(length), at);
    }

    private static DataLayout version3(Cursor in) throws SourceFormatException {
        int axes = in.unsigned8();
        OptionalLong address = address(in);
        return chunked(in, extents(in, axes, 4), false, plain(IndexKind.BTREE_V1, address));
    }

    private static DataLayout version4(Cursor in) throws SourceFormatException {
        int flags = in.unsigned8();
        int axes = in.unsigned8();
        int width = in.unsigned8();
        if (width < 1 || width > 8) {
            throw in.damaged("chunk extents of " + width + " bytes");
        }
        long[] extents = extents(in, axes, width);
        int kind = in.unsigned8();
        boolean isFilteredSingle = kind == 1 && (flags & FILTERED_SINGLE) != 0;
        OptionalLong bytes = isFilteredSingle ? OptionalLong.of(in.length()) : OptionalLong.empty();
        int mask = isFilteredSingle ? in.bits32() : 0;
        in.skip(parameterBytes(in, kind));
        IndexPlace index = new IndexPlace(kind(in, kind), address(in), bytes, mask);
        return chunked(in, extents, (flags & RAW_EDGES) != 0, index);
    }

    private static IndexKind kind(Cursor in, int kind) throws SourceFormatException {
        return switch (kind) {
            case 1 -> IndexKind.SINGLE;
            case 2 -> IndexKind.IMPLICIT;
            case 3 -> IndexKind.FIXED_ARRAY;
            case 4 -> IndexKind.EXTENSIBLE_ARRAY;
            case 5 -> IndexKind.BTREE_V2;
            default -> throw in.damaged("chunk index type " + kind + " is not known");
        };
    }

    /** The indexes' creation parameters, which their own headers repeat. */
    private static int parameterBytes(Cursor in, int kind) throws SourceFormatException {
        return switch (kind(in, kind)) {
            case SINGLE, IMPLICIT, BTREE_V1 -> 0;
            case FIXED_ARRAY -> 1;
            case EXTENSIBLE_ARRAY -> 5;
            case BTREE_V2 -> 6;
        };
    }

    private static OptionalLong address(Cursor in) throws SourceFormatException {
        long address = in.offset();
        return address == FileBytes.UNDEFINED ? OptionalLong.empty() : OptionalLong.of(address);
    }

    private static IndexPlace plain(IndexKind kind, OptionalLong address) {
        return new IndexPlace(kind, address, OptionalLong.empty(), 0);
    }

    private static long[] extents(Cursor in, int axes, int width) throws SourceFormatException {
        if (axes > MAX_AXES) {
            throw in.damaged(axes + " axes are more than " + MAX_AXES);
        }
        long[] extents = new long[axes];
        for (int axis = 0; axis < axes; axis++) {
            extents[axis] = in.unsigned(width);
        }
        return extents;
    }

    /** The last extent of a chunk is the size of an element. */
    private static DataLayout chunked(Cursor in, long[] extents, boolean keepsEdgesRaw, IndexPlace index)
            throws SourceFormatException {
        if (extents.length < 2) {
            throw in.damaged("a chunk without axes");
        }
        long bytes = 1;
        for (long extent : extents) {
            if (extent < 1 || bytes > Long.MAX_VALUE / extent) {
                throw in.damaged("a chunk has extent " + extent);
            }
            bytes *= extent;
        }
        Shape chunk = Shape.of(Arrays.copyOf(extents, extents.length - 1));
        return new DataLayout.Chunked(chunk, extents[extents.length - 1], keepsEdgesRaw, index);
    }
}
