package dev.varve.dataset.transform;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import java.io.IOException;
import java.util.BitSet;

/**
 * Where a variable that has some of the dimensions of another is neither 0 nor without a value. A small one, such as a map of land
 * and sea for a field of many times, is read once.
 */
final class NonZero implements MaskedElements.Kept {
    private static final long SMALL = 1 << 24;

    private final Source source;
    private final Variable mask;
    private final Decoding decoding;
    private final int[] axes;
    private volatile BitSet whole;

    private NonZero(Source source, Variable mask, int[] axes) {
        this.source = source;
        this.mask = mask;
        this.axes = axes;
        this.decoding = Decoding.of(mask, "a mask");
    }

    /** @throws TransformException when the mask has a dimension that the variable has not */
    static NonZero of(Source source, Variable mask, Variable variable) {
        int[] axes = new int[mask.dimensions().size()];
        for (int axis = 0; axis < axes.length; axis++) {
            Dimension dimension = mask.dimensions().get(axis);
            axes[axis] = variable.dimensions().indexOf(dimension);
            if (axes[axis] < 0) {
                throw new TransformException(
                        "mask '" + mask.path() + "' has the dimension '" + dimension.path() + "', which '"
                                + variable.path() + "' has not",
                        "a mask on dimensions of the variable");
            }
        }
        return new NonZero(source, mask, axes);
    }

    @Override
    public BitSet of(NdArray block, Region region) throws IOException {
        long[] start = new long[axes.length];
        long[] extents = new long[axes.length];
        for (int axis = 0; axis < axes.length; axis++) {
            start[axis] = region.start(axes[axis]);
            extents[axis] = region.shape().extent(axes[axis]);
        }
        Region wanted = Region.of(start, Shape.of(extents));
        boolean isSmall = mask.shape().count() <= SMALL;
        BitSet bits = isSmall ? whole() : read(wanted);
        long[] strides = (isSmall ? mask.shape() : wanted.shape()).strides();
        long[] steps = new long[region.rank()];
        long first = 0;
        for (int axis = 0; axis < axes.length; axis++) {
            steps[axes[axis]] += strides[axis];
            first += isSmall ? start[axis] * strides[axis] : 0;
        }
        return spread(bits, first, steps, region.shape());
    }

    private BitSet whole() throws IOException {
        BitSet known = whole;
        if (known == null) {
            // Two threads may both read it, and get the same.
            known = read(Region.whole(mask.shape()));
            whole = known;
        }
        return known;
    }

    private BitSet read(Region wanted) throws IOException {
        long[] strides = wanted.shape().strides();
        BitSet bits = new BitSet(Math.toIntExact(wanted.count()));
        for (Region piece : ChunkPieces.cut(wanted, ChunkPieces.grain(mask), ChunkPieces.SMALL)) {
            NdArray block = source.read(mask, piece).reinterpret(decoding.type());
            int count = Math.toIntExact(piece.count());
            double[] values = new double[count];
            boolean[] isMissing = new boolean[count];
            decoding.decode(block, 0, values, isMissing, count);
            long[] own = piece.shape().strides();
            for (int i = 0; i < count; i++) {
                if (!isMissing[i] && values[i] != 0 && !Double.isNaN(values[i])) {
                    long place = 0;
                    long rest = i;
                    for (int axis = 0; axis < own.length; axis++) {
                        place += (piece.start(axis) - wanted.start(axis) + rest / own[axis]) * strides[axis];
                        rest %= own[axis];
                    }
                    bits.set(Math.toIntExact(place));
                }
            }
        }
        return bits;
    }

    private static BitSet spread(BitSet bits, long first, long[] steps, Shape shape) {
        int count = Math.toIntExact(shape.count());
        BitSet result = new BitSet(count);
        long[] index = new long[steps.length];
        long at = first;
        for (int i = 0; i < count; i++) {
            result.set(i, bits.get((int) at));
            for (int axis = steps.length - 1; axis >= 0; axis--) {
                at += steps[axis];
                if (++index[axis] < shape.extent(axis)) {
                    break;
                }
                at -= steps[axis] * shape.extent(axis);
                index[axis] = 0;
            }
        }
        return result;
    }
}
