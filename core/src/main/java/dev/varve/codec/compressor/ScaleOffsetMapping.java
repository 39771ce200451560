package dev.varve.codec.compressor;

import java.util.OptionalLong;

/** How the elements of a scale-offset chunk become differences to the smallest one. Elements are given by their bits. */
sealed interface ScaleOffsetMapping permits ScaleOffsetIntegers, ScaleOffsetFloats, ScaleOffsetDoubles {
    /**
     * What a chunk's header says.
     *
     * @param bits bits of a difference; all bits of an element: elements follow as they are
     * @param minimum the bits of the smallest element, sign-extended for signed integers
     */
    record Scale(int bits, long minimum) {}

    /** Finds the smallest element and the bits that the largest difference takes. */
    Scale measure(long[] elements);

    /** The difference that stands for an element, without bits beyond the scale's. */
    long toDifference(long element, Scale scale);

    /** The element that a difference stands for; bits beyond the element's are undefined. */
    long toElement(long difference, Scale scale);

    /** The difference that stands for the fill value. */
    static long fillDifference(Scale scale) {
        return ElementBytes.mask(scale.bits());
    }

    /** Bits for differences up to {@code largest}, and for the fill value if there is one. */
    static int bitsFor(long largest, OptionalLong fill) {
        long codes = largest + (fill.isPresent() ? 1 : 0); // the largest code, unsigned
        return Long.SIZE - Long.numberOfLeadingZeros(codes);
    }
}
