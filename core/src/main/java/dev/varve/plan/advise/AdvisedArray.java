package dev.varve.plan.advise;

import dev.varve.array.Shape;

/**
 * An array whose layout is asked for.
 *
 * @param shape its extents
 * @param elementBytes bytes of one element
 * @param ratio decoded over stored bytes, above 0: what a chunk becomes when it is encoded; 1 where nothing is known
 */
public record AdvisedArray(Shape shape, long elementBytes, double ratio) {
    public AdvisedArray {
        if (elementBytes < 1) {
            throw new IllegalArgumentException("elements of " + elementBytes + " bytes");
        }
        if (!(ratio > 0) || ratio == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("ratio " + ratio + ": must be above 0");
        }
    }

    /** Bytes of the decoded array, saturating. */
    long bytes() {
        return SaturatedProduct.of(shape, elementBytes);
    }

    /** How many bytes so many decoded ones are expected to become. */
    long encodedBytes(long decodedBytes) {
        return Math.max(1, (long) Math.ceil(decodedBytes / ratio));
    }
}
