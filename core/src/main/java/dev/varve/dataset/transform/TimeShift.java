package dev.varve.dataset.transform;

import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.dataset.SourceFormatException;
import dev.varve.dataset.Variable;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Numbers of time counted from another reference date: the same instants, exactly, or none.
 *
 * @param by what is added
 */
record TimeShift(BigDecimal by) {
    boolean isNothing() {
        return by.signum() == 0;
    }

    /** Whether a type can be shifted so at all. */
    boolean fits(NumericType type) {
        if (Numbers.isInteger(type)) {
            return by.stripTrailingZeros().scale() <= 0;
        }
        return new BigDecimal(by.doubleValue()).compareTo(by) == 0;
    }

    /**
     * Shifted elements.
     *
     * @throws SourceFormatException when the type does not hold one exactly
     */
    NdArray of(NdArray block, Variable variable, Region region, String source) throws IOException {
        NumericType type = (NumericType) variable.type();
        Decoding decoding = Decoding.of(variable, "shifted in time");
        NdArray result = NdArray.allocate(type, block.shape());
        byte[] out = result.data().array();
        int count = Math.toIntExact(block.shape().count());
        if (Numbers.isInteger(type)) {
            long[] values = new long[count];
            Numbers.readLongs(block.data(), 0, type, values, count);
            long step = by.longValueExact();
            for (int i = 0; i < count; i++) {
                if (!decoding.isMissing(values[i])) {
                    long sum = values[i] + step;
                    boolean isLost = ((values[i] ^ sum) & (step ^ sum)) < 0 || !NumberRange.holds(type, sum, type);
                    require(!isLost, variable, region, i, source);
                    values[i] = sum;
                }
            }
            Numbers.writeLongs(values, type, out, 0, type, count);
            return result;
        }
        double[] values = new double[count];
        Numbers.readDoubles(block.data(), 0, type, values, count);
        double step = by.doubleValue();
        for (int i = 0; i < count; i++) {
            if (!decoding.isMissing(values[i]) && Double.isFinite(values[i])) {
                double sum = values[i] + step;
                boolean isExact = new BigDecimal(values[i]).add(by).compareTo(new BigDecimal(sum)) == 0;
                boolean isHeld = type == NumericType.FLOAT64 || (float) sum == sum;
                require(isExact && isHeld, variable, region, i, source);
                values[i] = sum;
            }
        }
        Numbers.writeDoubles(values, out, 0, type, count);
        return result;
    }

    private void require(boolean isExact, Variable variable, Region region, int ordinal, String source)
            throws SourceFormatException {
        if (!isExact) {
            throw new SourceFormatException(
                    source,
                    PiecewiseView.place(variable, region, ordinal)
                            + " cannot be counted exactly from the reference date of"
                            + " the first input, " + by.toPlainString() + " " + variable.type()
                            + " away; give all inputs one reference date ('cdo setreftime')");
        }
    }
}
