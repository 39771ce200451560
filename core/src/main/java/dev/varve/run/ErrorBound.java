package dev.varve.run;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;

/** Whether numbers that a lossy codec gave back are as near as it promised. */
final class ErrorBound {
    private ErrorBound() {}

    /**
     * Whether no number differs by more than a bound. Numbers without a distance, NaN and infinities, must have the same
     * bits; so must elements that are not floating-point numbers.
     *
     * @param original what was encoded
     * @param decoded what came back, of the same type and shape
     * @param bound the largest difference
     */
    static boolean holds(NdArray original, NdArray decoded, double bound) {
        if (original.type() == NumericType.FLOAT32) {
            return holdsOfFloats(original.data(), decoded.data(), bound);
        }
        if (original.type() == NumericType.FLOAT64) {
            return holdsOfDoubles(original.data(), decoded.data(), bound);
        }
        return original.sameBits(decoded);
    }

    private static boolean holdsOfFloats(Bytes original, Bytes decoded, double bound) {
        for (int at = 0; at < original.length(); at += Float.BYTES) {
            int a = original.getInt(at);
            int b = decoded.getInt(at);
            double difference = Math.abs((double) Float.intBitsToFloat(a) - Float.intBitsToFloat(b));
            if (a != b && !(difference <= bound)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holdsOfDoubles(Bytes original, Bytes decoded, double bound) {
        for (int at = 0; at < original.length(); at += Double.BYTES) {
            long a = original.getLong(at);
            long b = decoded.getLong(at);
            double difference = Math.abs(Double.longBitsToDouble(a) - Double.longBitsToDouble(b));
            if (a != b && !(difference <= bound)) {
                return false;
            }
        }
        return true;
    }
}
