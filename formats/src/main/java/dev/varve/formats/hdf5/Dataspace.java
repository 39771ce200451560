package dev.varve.formats.hdf5;

import dev.varve.array.Shape;
import dev.varve.dataset.SourceFormatException;
import java.util.Arrays;
import java.util.List;

/**
 * The extents of a dataset or attribute (section IV.A.2.b, versions 1 and 2).
 *
 * @param shape the extents; scalar when there are no axes
 * @param isUnlimited per axis, whether it may grow without end
 * @param maxShape per axis the largest extent; the present one where the axis is unlimited
 * @param isNull whether there are no elements at all
 */
public record Dataspace(Shape shape, List<Boolean> isUnlimited, Shape maxShape, boolean isNull) {
    /** H5S_MAX_RANK of the library. */
    private static final int MAX_RANK = 32;

    private static final int HAS_MAXIMA = 1;
    private static final int NULL_CLASS = 2;

    /** No extent reaches this, so that a chunk's end beyond the edge is still a number. */
    private static final long TOO_LONG = 1L << 62;

    public Dataspace {
        isUnlimited = List.copyOf(isUnlimited);
    }

    /** How many elements there are: 0 when null. */
    public long count() {
        return isNull ? 0 : shape.count();
    }

    static Dataspace decode(Cursor in) throws SourceFormatException {
        int version = in.unsigned8();
        if (version != 1 && version != 2) {
            throw in.damaged("version " + version + " of a dataspace is not known");
        }
        int rank = in.unsigned8();
        int flags = in.unsigned8();
        int kind = in.unsigned8();
        in.skip(version == 1 ? 4 : 0);
        if (rank > MAX_RANK) {
            throw in.damaged(rank + " axes are more than " + MAX_RANK);
        }
        long[] extents = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            extents[axis] = in.length();
            if (extents[axis] >= TOO_LONG) {
                throw in.damaged("extent " + extents[axis] + " is too large");
            }
        }
        long[] maxima = extents.clone();
        Boolean[] unlimited = new Boolean[rank];
        Arrays.fill(unlimited, false);
        for (int axis = 0; axis < rank && (flags & HAS_MAXIMA) != 0; axis++) {
            long most = in.lengthOrUnlimited();
            unlimited[axis] = most == FileBytes.UNDEFINED;
            maxima[axis] = unlimited[axis] ? extents[axis] : most;
            if (maxima[axis] < extents[axis] || maxima[axis] >= TOO_LONG) {
                throw in.damaged("extent " + extents[axis] + " does not fit its maximum " + most);
            }
        }
        Shape shape = Shape.of(extents);
        requireCountable(shape, in);
        boolean isNull = version == 2 && kind == NULL_CLASS;
        return new Dataspace(shape, Arrays.asList(unlimited), Shape.of(maxima), isNull);
    }

    private static void requireCountable(Shape shape, Cursor in) throws SourceFormatException {
        try {
            shape.count();
            shape.strides();
        } catch (ArithmeticException e) {
            throw in.damaged("shape " + shape + " has 2^63 elements or more");
        }
    }
}
