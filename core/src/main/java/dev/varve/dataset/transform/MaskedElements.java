package dev.varve.dataset.transform;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.dataset.SourceFormatException;
import dev.varve.dataset.Variable;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/** Gives elements that are not kept the value that stands for none. */
final class MaskedElements implements PiecewiseView.Change {
    private static final int RUN = 1024;

    private final String source;
    private final Variable variable;
    private final FillValue fill;
    private final boolean isNew;
    private final Kept kept;

    /** Which elements stay what they are. */
    interface Kept {
        /** The places, counted in C order, of a region's elements that stay. */
        BitSet of(NdArray block, Region region) throws IOException;
    }

    /**
     * @param fill what the others become
     * @param isNew whether it meant nothing so far, so that no element may have it
     */
    MaskedElements(String source, Variable variable, FillValue fill, boolean isNew, Kept kept) {
        this.source = source;
        this.variable = variable;
        this.fill = fill;
        this.isNew = isNew;
        this.kept = kept;
    }

    @Override
    public NdArray of(NdArray block, Region region) throws IOException {
        BitSet stays = kept.of(block, region);
        NdArray result = NdArray.filled(region.shape(), fill);
        result.pasteElements(block.reshape(region.shape()), stays);
        if (isNew && !NumberRange.isNan(fill)) {
            requireOther(result, stays, region);
        }
        return result;
    }

    private void requireOther(NdArray result, BitSet stays, Region region) throws IOException {
        Bytes data = result.data();
        int size = fill.bits().length();
        byte[] bits = fill.bits().toArray();
        for (int at = stays.nextSetBit(0); at >= 0; at = stays.nextSetBit(at + 1)) {
            int from = data.offset() + at * size;
            if (Arrays.equals(data.array(), from, from + size, bits, 0, size)) {
                throw new SourceFormatException(
                        source,
                        PiecewiseView.place(variable, region, at) + " has the value that would stand for no value;"
                                + " cast '" + variable.path() + "' to a wider type first");
            }
        }
    }

    /** What is in a range; what has no value already stays as it is. */
    record InRange(Decoding decoding, double low, double high) implements Kept {
        @Override
        public BitSet of(NdArray block, Region region) {
            NdArray stored = block.reinterpret(decoding.type());
            int count = Math.toIntExact(region.count());
            BitSet stays = new BitSet(count);
            double[] values = new double[RUN];
            boolean[] isMissing = new boolean[RUN];
            for (int at = 0; at < count; at += RUN) {
                int run = Math.min(RUN, count - at);
                decoding.decode(stored, at, values, isMissing, run);
                for (int i = 0; i < run; i++) {
                    stays.set(at + i, isMissing[i] || (values[i] >= low && values[i] <= high));
                }
            }
            return stays;
        }
    }
}
