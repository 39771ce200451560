package dev.varve.plan.rechunk;

import dev.varve.array.DataType;
import dev.varve.array.Shape;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Variable;
import dev.varve.grid.ChunkGrid;
import dev.varve.grid.RegularGrid;

/**
 * A variable and how it shall be cut up.
 *
 * @param variable what is read
 * @param layout how it is written
 * @param isEncodedAlike whether the source's chunks are encoded as the layout's are, and can be read as they are
 */
public record RechunkTarget(Variable variable, Layout layout, boolean isEncodedAlike) {
    /** Variable elements are taken to be this long. */
    private static final long VARIABLE_ELEMENT_BYTES = 64;

    /** Of an array that is not cut, this much is read at once for whatever of it is needed. */
    private static final long RUN_BYTES = 64 << 10;

    /** What of the source is decoded as one piece; where nothing is, what one read brings. */
    public ChunkGrid sourceChunks() {
        Shape array = variable.shape();
        if (variable.storage().shardShape().isEmpty()
                && variable.storage().objects().isPresent()) {
            return variable.storage().objects().get();
        }
        if (variable.storage().chunkShape().isPresent()) {
            return new RegularGrid(
                    array, atLeastOne(variable.storage().chunkShape().get()));
        }
        long[] run = new long[array.rank()];
        long room = Math.max(1, RUN_BYTES / elementBytes());
        for (int axis = run.length - 1; axis >= 0; axis--) {
            run[axis] = Math.max(1, Math.min(room, array.extent(axis)));
            room = run[axis] < array.extent(axis) ? 1 : room / run[axis];
        }
        return new RegularGrid(array, Shape.of(run));
    }

    private static Shape atLeastOne(Shape chunk) {
        long[] extents = chunk.extents();
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = Math.max(1, extents[axis]);
        }
        return Shape.of(extents);
    }

    /** Bytes of one element, decoded. */
    public long elementBytes() {
        DataType type = variable.type();
        return type.isFixedSize() ? Math.max(1, type.sizeBytes()) : VARIABLE_ELEMENT_BYTES;
    }

    /** Bytes of the variable, decoded. */
    public long decodedBytes() {
        return Math.multiplyExact(variable.shape().count(), elementBytes());
    }

    /** Whether both sides are cut into the same chunks, in whatever objects they lie. */
    boolean isCutAlike() {
        return variable.storage().chunkShape().isPresent()
                && sourceChunks().equals(layout.chunks())
                && variable.fill().equals(layout.fill());
    }
}
