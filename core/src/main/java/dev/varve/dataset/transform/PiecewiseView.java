package dev.varve.dataset.transform;

import dev.varve.array.DataType;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import java.io.IOException;
import java.util.List;

/** A variable whose elements are changed, each where it is; read in pieces, so that little memory is needed beside it. */
final class PiecewiseView implements VariableView {
    private final Source source;
    private final Variable variable;
    private final DataType type;
    private final Change change;
    private final Shape grain;

    /** Makes new elements of some. */
    interface Change {
        /**
         * The new elements, in a block of their own.
         *
         * @param block what was read; not to be written
         * @param region where it lies in the variable
         */
        NdArray of(NdArray block, Region region) throws IOException;
    }

    /**
     * @param variable as it is in the source
     * @param type the type of the new elements
     */
    PiecewiseView(Source source, Variable variable, DataType type, Change change) {
        this.source = source;
        this.variable = variable;
        this.type = type;
        this.change = change;
        this.grain = ChunkPieces.grain(variable);
    }

    @Override
    public NdArray read(Region region) throws IOException {
        List<Region> pieces = ChunkPieces.cut(region, grain, ChunkPieces.SMALL);
        if (pieces.size() == 1) {
            return change.of(source.read(variable, region), region);
        }
        NdArray target = NdArray.allocate(type, region.shape());
        for (Region piece : pieces) {
            NdArray block = change.of(source.read(variable, piece), piece);
            target.paste(
                    block,
                    Region.whole(block.shape()),
                    piece.relativeTo(region.starts()).starts());
        }
        return target;
    }

    /** The index of the n-th element of a region, for messages: {@code t2m[3, 0, 12]}. */
    static String place(Variable variable, Region region, int ordinal) {
        long[] strides = region.shape().strides();
        StringBuilder text = new StringBuilder(variable.path()).append('[');
        long rest = ordinal;
        for (int axis = 0; axis < strides.length; axis++) {
            text.append(axis == 0 ? "" : ", ").append(region.start(axis) + rest / strides[axis]);
            rest %= strides[axis];
        }
        return text.append(']').toString();
    }
}
