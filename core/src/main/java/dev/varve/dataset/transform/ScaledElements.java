package dev.varve.dataset.transform;

import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.Region;
import dev.varve.dataset.SourceFormatException;
import dev.varve.dataset.Variable;
import java.io.IOException;

/** Scales floating-point numbers, and refuses what becomes infinite or would be taken for missing. */
final class ScaledElements implements PiecewiseView.Change {
    private static final int RUN = 1024;

    private final String source;
    private final Variable variable;
    private final Decoding decoding;
    private final Scale.Linear change;

    ScaledElements(String source, Variable variable, Decoding decoding, Scale.Linear change) {
        this.source = source;
        this.variable = variable;
        this.decoding = decoding;
        this.change = change;
    }

    @Override
    public NdArray of(NdArray block, Region region) throws IOException {
        NdArray result = NdArray.allocate(block.type(), region.shape());
        byte[] out = result.data().array();
        double[] values = new double[RUN];
        double[] written = new double[RUN];
        boolean[] isMissing = new boolean[RUN];
        int size = block.type().sizeBytes();
        int count = Math.toIntExact(region.count());
        for (int at = 0; at < count; at += RUN) {
            int run = Math.min(RUN, count - at);
            decoding.decode(block, at, values, isMissing, run);
            for (int i = 0; i < run; i++) {
                written[i] = isMissing[i] ? values[i] : change.of(values[i]);
            }
            Numbers.writeDoubles(written, out, at, decoding.type(), run);
            Numbers.readDoubles(result.data(), at, decoding.type(), written, run);
            for (int i = 0; i < run; i++) {
                if (isMissing[i] || Double.isNaN(values[i])) {
                    // Its bits say which NaN it is.
                    int place = (at + i) * size;
                    System.arraycopy(block.data().array(), block.data().offset() + place, out, place, size);
                } else if (decoding.isMissing(written[i])
                        || (Double.isFinite(values[i]) && Double.isInfinite(written[i]))) {
                    throw new SourceFormatException(
                            source,
                            PiecewiseView.place(variable, region, at + i) + " is " + values[i] + ", scaled "
                                    + written[i] + ", which stands for no number; scale by less");
                }
            }
        }
        return result;
    }
}
