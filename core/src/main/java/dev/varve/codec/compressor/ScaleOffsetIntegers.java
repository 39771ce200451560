package dev.varve.codec.compressor;

import java.util.OptionalLong;

/**
 * Scale-offset of integers.
 *
 * @param codec the name in errors
 * @param elementBits bits of an element
 * @param isSigned whether elements are two's complement
 * @param fixedBits bits of a difference, 0 to count them
 * @param fill the bits of the fill value
 */
record ScaleOffsetIntegers(String codec, int elementBits, boolean isSigned, int fixedBits, OptionalLong fill)
        implements ScaleOffsetMapping {
    @Override
    public Scale measure(long[] elements) {
        boolean isEmpty = true;
        long min = 0;
        long max = 0;
        for (long bits : elements) {
            if (isFill(bits)) {
                continue;
            }
            long value = extend(bits);
            min = isEmpty || compare(value, min) < 0 ? value : min;
            max = isEmpty || compare(value, max) > 0 ? value : max;
            isEmpty = false;
        }
        if (fixedBits > 0) {
            return new Scale(fixedBits, min);
        }
        // The reference stores the elements as they are when the range leaves no two codes unused.
        boolean isFull = Long.compareUnsigned(max - min, ElementBytes.mask(elementBits) - 2) > 0;
        return isFull ? new Scale(elementBits, 0) : new Scale(ScaleOffsetMapping.bitsFor(max - min, fill), min);
    }

    @Override
    public long toDifference(long element, Scale scale) {
        if (isFill(element)) {
            return ScaleOffsetMapping.fillDifference(scale);
        }
        long difference = extend(element) - scale.minimum();
        long largest = ElementBytes.mask(scale.bits()) - (fill.isPresent() ? 1 : 0);
        if (Long.compareUnsigned(difference, largest) > 0) {
            throw new IllegalArgumentException(codec + ": difference " + Long.toUnsignedString(difference)
                    + " does not fit into " + scale.bits() + " bits");
        }
        return difference;
    }

    @Override
    public long toElement(long difference, Scale scale) {
        if (fill.isPresent() && difference == ScaleOffsetMapping.fillDifference(scale)) {
            return fill.getAsLong();
        }
        return difference + scale.minimum();
    }

    private boolean isFill(long bits) {
        return fill.isPresent() && fill.getAsLong() == bits;
    }

    private long extend(long bits) {
        int unused = Long.SIZE - elementBits;
        return isSigned ? bits << unused >> unused : bits;
    }

    private int compare(long a, long b) {
        return isSigned ? Long.compare(a, b) : Long.compareUnsigned(a, b);
    }
}
