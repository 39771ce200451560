package dev.varve.codec.filter;

import dev.varve.array.Float16;
import dev.varve.array.NumericType;

/**
 * Arithmetic of narrower floating-point numbers in doubles: a sum, difference, product or quotient of two halves or floats
 * that is rounded to a double and then to their type is the one that is rounded at once.
 */
final class Precision {
    private Precision() {}

    /** The nearest number of a floating-point type. */
    static double round(NumericType type, double value) {
        return switch (type) {
            case FLOAT16 -> Float16.toFloat(Float16.bits(value));
            case FLOAT32 -> (float) value;
            default -> value;
        };
    }
}
