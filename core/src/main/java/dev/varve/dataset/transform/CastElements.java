package dev.varve.dataset.transform;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.dataset.SourceFormatException;
import dev.varve.dataset.Variable;
import java.io.IOException;

/** Makes numbers of another type, and refuses what it does not hold or what would be taken for missing. */
final class CastElements implements PiecewiseView.Change {
    private static final int RUN = 1024;

    private final String source;
    private final Variable variable;
    private final Decoding decoding;
    private final NumericType type;
    private final FillValue missing;
    private final boolean isGuarded;

    /**
     * @param variable as it is in the source
     * @param missing what elements without a value become
     */
    CastElements(String source, Variable variable, Decoding decoding, FillValue missing) {
        this.source = source;
        this.variable = variable;
        this.decoding = decoding;
        this.type = (NumericType) missing.type();
        this.missing = missing;
        this.isGuarded = decoding.hasMissing() && !NumberRange.isNan(missing);
    }

    @Override
    public NdArray of(NdArray block, Region region) throws IOException {
        NdArray stored = block.reinterpret(decoding.type());
        NdArray result = NdArray.allocate(type, region.shape());
        byte[] out = result.data().array();
        boolean areIntegers = !decoding.isPacked() && Numbers.isInteger(decoding.type());
        boolean[] isMissing = new boolean[RUN];
        int count = Math.toIntExact(region.count());
        for (int at = 0; at < count; at += RUN) {
            int run = Math.min(RUN, count - at);
            if (areIntegers) {
                castIntegers(stored, at, isMissing, run, out, region);
            } else {
                castFloats(stored, at, isMissing, run, out, region);
            }
            markMissing(result, at, isMissing, run, region);
        }
        return result;
    }

    private void castIntegers(NdArray stored, int at, boolean[] isMissing, int run, byte[] out, Region region)
            throws IOException {
        long[] values = new long[run];
        Numbers.readLongs(stored.data(), at, decoding.type(), values, run);
        for (int i = 0; i < run; i++) {
            isMissing[i] = decoding.isMissing(values[i]);
            if (isMissing[i]) {
                values[i] = 0;
            } else if (!NumberRange.holds(type, values[i], decoding.type())) {
                boolean isUnsigned = decoding.type() == NumericType.UINT64;
                String text = isUnsigned ? Long.toUnsignedString(values[i]) : Long.toString(values[i]);
                throw refused(region, at + i, text + ", which " + type + " does not hold");
            }
        }
        Numbers.writeLongs(values, decoding.type(), out, at, type, run);
    }

    private void castFloats(NdArray stored, int at, boolean[] isMissing, int run, byte[] out, Region region)
            throws IOException {
        double[] values = new double[run];
        decoding.decode(stored, at, values, isMissing, run);
        boolean isCutting = Numbers.isInteger(type);
        for (int i = 0; i < run; i++) {
            if (isMissing[i]) {
                values[i] = 0;
            } else if (!NumberRange.holds(type, values[i])) {
                throw refused(region, at + i, values[i] + ", which " + type + " does not hold");
            } else if (isCutting) {
                values[i] = NumberRange.cut(values[i]);
            }
        }
        Numbers.writeDoubles(values, out, at, type, run);
    }

    private void markMissing(NdArray result, int at, boolean[] isMissing, int run, Region region) throws IOException {
        byte[] bits = missing.bits().toArray();
        Bytes data = result.data();
        for (int i = 0; i < run; i++) {
            int place = (at + i) * bits.length;
            if (isMissing[i]) {
                System.arraycopy(bits, 0, data.array(), data.offset() + place, bits.length);
            } else if (isGuarded && data.slice(place, bits.length).equals(missing.bits())) {
                throw refused(region, at + i, "a number that would be the " + type + " that stands for no value");
            }
        }
    }

    private SourceFormatException refused(Region region, int ordinal, String problem) {
        return new SourceFormatException(
                source,
                PiecewiseView.place(variable, region, ordinal) + " is " + problem + "; cast '" + variable.path()
                        + "' to another type");
    }
}
