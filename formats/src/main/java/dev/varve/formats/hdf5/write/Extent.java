package dev.varve.formats.hdf5.write;

import dev.varve.array.Bytes;
import dev.varve.array.Shape;
import java.util.List;

/** How many elements there are along each axis, and how many there may be (dataspace, section IV.A.2.b). */
public final class Extent {
    /** One element. */
    public static final Extent SCALAR = new Extent(encode(0, 0, Shape.SCALAR, List.of()));

    /** No element and no axes. */
    public static final Extent NONE = new Extent(encode(0, 2, Shape.SCALAR, List.of()));

    private final Bytes encoded;

    private Extent(Bytes encoded) {
        this.encoded = encoded;
    }

    /** Elements along one axis that never grows. */
    public static Extent of(long count) {
        return of(Shape.of(count), List.of(false));
    }

    /**
     * Elements along some axes.
     *
     * @param unlimited for each axis, whether it may grow
     */
    public static Extent of(Shape shape, List<Boolean> unlimited) {
        return shape.rank() == 0 ? SCALAR : new Extent(encode(1, 1, shape, unlimited));
    }

    private static Bytes encode(int flags, int type, Shape shape, List<Boolean> unlimited) {
        Encoder encoder = new Encoder()
                .unsigned8(2)
                .unsigned8(shape.rank())
                .unsigned8(flags)
                .unsigned8(type);
        for (int axis = 0; axis < shape.rank(); axis++) {
            encoder.unsigned64(shape.extent(axis));
        }
        for (int axis = 0; axis < shape.rank(); axis++) {
            encoder.unsigned64(unlimited.get(axis) ? -1 : shape.extent(axis));
        }
        return encoder.bytes();
    }

    Bytes encoded() {
        return encoded;
    }
}
