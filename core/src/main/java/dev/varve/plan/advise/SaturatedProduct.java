package dev.varve.plan.advise;

import dev.varve.array.Shape;
import java.util.function.IntToLongFunction;

/** Products of what is not negative; the largest {@code long} where they are more: a file may claim any extents. */
final class SaturatedProduct {
    private SaturatedProduct() {}

    static long of(int count, IntToLongFunction factor) {
        long product = 1;
        for (int i = 0; i < count; i++) {
            product = times(product, factor.applyAsLong(i));
        }
        return product;
    }

    /** How many bytes so many elements take. */
    static long of(Shape shape, long elementBytes) {
        return times(of(shape.rank(), shape::extent), elementBytes);
    }

    private static long times(long a, long b) {
        return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
    }
}
