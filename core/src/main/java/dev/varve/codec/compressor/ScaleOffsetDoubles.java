package dev.varve.codec.compressor;

import java.util.OptionalLong;

/** Scale-offset of 64-bit floating point numbers, in the arithmetic of the reference: double precision. */
final class ScaleOffsetDoubles implements ScaleOffsetMapping {
    private static final double MAX_RANGE = 0x1p63;

    private final String codec;
    private final OptionalLong fill;
    private final double fillValue;
    private final double power;
    private final double fillDistance;

    /** @param digits decimal digits after the point that are kept */
    ScaleOffsetDoubles(String codec, int digits, OptionalLong fill) {
        this.codec = codec;
        this.fill = fill;
        this.fillValue = Double.longBitsToDouble(fill.orElse(0));
        // Parsed, so that it is the nearest number; Math.pow may be one off.
        this.power = Double.parseDouble("1e" + digits);
        this.fillDistance = Double.parseDouble("1e" + -digits);
    }

    @Override
    public Scale measure(long[] elements) {
        boolean isEmpty = true;
        double min = 0;
        double max = 0;
        for (long bits : elements) {
            double value = Double.longBitsToDouble(bits);
            if (fill.isPresent() && Math.abs(value - fillValue) < fillDistance) {
                continue;
            }
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(codec + ": " + value + " is not finite");
            }
            min = isEmpty || value < min ? value : min;
            max = isEmpty || value > max ? value : max;
            isEmpty = false;
        }
        double range = max * power - min * power;
        if (!(Math.rint(range) <= MAX_RANGE)) { // also when it is not a number
            return new Scale(Long.SIZE, 0);
        }
        int bits = ScaleOffsetMapping.bitsFor(Math.round(range), fill);
        return new Scale(bits, Double.doubleToRawLongBits(min));
    }

    @Override
    public long toDifference(long element, Scale scale) {
        double value = Double.longBitsToDouble(element);
        if (fill.isPresent() && Math.abs(value - fillValue) < fillDistance) {
            return ScaleOffsetMapping.fillDifference(scale);
        }
        double min = Double.longBitsToDouble(scale.minimum());
        return Math.round(value * power - min * power) & ElementBytes.mask(scale.bits());
    }

    @Override
    public long toElement(long difference, Scale scale) {
        if (fill.isPresent() && difference == ScaleOffsetMapping.fillDifference(scale)) {
            return fill.getAsLong();
        }
        double min = Double.longBitsToDouble(scale.minimum());
        return Double.doubleToRawLongBits((double) difference / power + min);
    }
}
