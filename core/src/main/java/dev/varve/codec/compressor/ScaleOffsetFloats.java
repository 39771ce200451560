package dev.varve.codec.compressor;

import java.util.OptionalLong;

/** Scale-offset of 32-bit floating point numbers, in the arithmetic of the reference: single precision. */
final class ScaleOffsetFloats implements ScaleOffsetMapping {
    private static final float MAX_RANGE = 0x1p31f;

    private final String codec;
    private final OptionalLong fill;
    private final float fillValue;
    private final float power;
    private final double fillDistance;

    /** @param digits decimal digits after the point that are kept */
    ScaleOffsetFloats(String codec, int digits, OptionalLong fill) {
        this.codec = codec;
        this.fill = fill;
        this.fillValue = Float.intBitsToFloat((int) fill.orElse(0));
        // Parsed, so that it is the nearest number; Math.pow may be one off.
        this.power = Float.parseFloat("1e" + digits);
        // The reference compares in double to find the range and in single precision to store: what is near enough for
        // one of the two is the fill value for both, so that nothing outside the range is stored.
        this.fillDistance = Math.max(Float.parseFloat("1e" + -digits), Double.parseDouble("1e" + -digits));
    }

    @Override
    public Scale measure(long[] elements) {
        boolean isEmpty = true;
        float min = 0;
        float max = 0;
        for (long bits : elements) {
            float value = Float.intBitsToFloat((int) bits);
            if (fill.isPresent() && Math.abs(value - fillValue) < fillDistance) {
                continue;
            }
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(codec + ": " + value + " is not finite");
            }
            min = isEmpty || value < min ? value : min;
            max = isEmpty || value > max ? value : max;
            isEmpty = false;
        }
        float range = max * power - min * power;
        if (!(Math.rint(range) <= MAX_RANGE)) { // also when it is not a number
            return new Scale(Integer.SIZE, 0);
        }
        int bits = ScaleOffsetMapping.bitsFor(Math.round((double) range), fill);
        return new Scale(bits, Integer.toUnsignedLong(Float.floatToRawIntBits(min)));
    }

    @Override
    public long toDifference(long element, Scale scale) {
        float value = Float.intBitsToFloat((int) element);
        if (fill.isPresent() && Math.abs(value - fillValue) < fillDistance) {
            return ScaleOffsetMapping.fillDifference(scale);
        }
        float min = Float.intBitsToFloat((int) scale.minimum());
        return Math.round((double) (value * power - min * power)) & ElementBytes.mask(scale.bits());
    }

    @Override
    public long toElement(long difference, Scale scale) {
        if (fill.isPresent() && difference == ScaleOffsetMapping.fillDifference(scale)) {
            return fill.getAsLong();
        }
        float min = Float.intBitsToFloat((int) scale.minimum());
        return Float.floatToRawIntBits((float) (int) difference / power + min);
    }
}
