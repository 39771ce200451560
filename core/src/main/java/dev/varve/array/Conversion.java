package dev.varve.array;

/**
 * Elements of one numeric type as those of another.
 *
 * <p>Conversions are NumPy's on x86-64, which are C's there. Integers lose their upper bits. Floating-point numbers lose
 * their fraction; what a 32-bit integer does not hold becomes -2^31 before narrower types take its lower bits (0), what a
 * 64-bit one does not hold becomes -2^63; so does NaN. {@code uint32} takes the lower half of a 64-bit integer: for numbers
 * beyond it NumPy gives one of two answers, by the element's place in the array. To floating point the nearest is taken,
 * ties to even. Truth is being other than zero.
 */
public final class Conversion {
    private static final int RUN = 1024;

    private Conversion() {}

    /**
     * A block's elements as those of another type.
     *
     * @param source of a numeric type; the imaginary part is dropped where the target has none
     * @return {@code source} itself when it already has the type
     */
    public static NdArray of(NdArray source, NumericType target) {
        NumericType type = (NumericType) source.type();
        if (type == target) {
            return source;
        }
        NdArray result = NdArray.allocate(target, source.shape());
        convert(source.data(), type, result.data().array(), target, (int)
                source.shape().count());
        return result;
    }

    /** A fill value as one of another type. */
    public static FillValue of(FillValue fill, NumericType target) {
        byte[] bits = new byte[target.sizeBytes()];
        NumericType type = (NumericType) fill.type();
        if (type == target) {
            return fill;
        }
        convert(fill.bits(), type, bits, target, 1);
        return new FillValue(target, Bytes.wrap(bits));
    }

    private static void convert(Bytes in, NumericType from, byte[] out, NumericType to, int count) {
        boolean isComplex = from.kind() == NumericType.Kind.COMPLEX;
        boolean toComplex = to.kind() == NumericType.Kind.COMPLEX;
        int partsIn = isComplex ? 2 : 1;
        int partsOut = toComplex ? 2 : 1;
        long[] integers = new long[Numbers.isInteger(from) ? RUN : 0];
        double[] floats = new double[Numbers.isInteger(from) ? 0 : RUN * 2];
        for (int at = 0; at < count; at += RUN) {
            int run = Math.min(RUN, count - at);
            if (Numbers.isInteger(from)) {
                Numbers.readLongs(in, at, from, integers, run);
                if (toComplex) {
                    long[] parts = new long[run * 2];
                    for (int i = 0; i < run; i++) {
                        parts[2 * i] = integers[i];
                    }
                    Numbers.writeLongs(parts, from, out, at * 2, Numbers.part(to), run * 2);
                } else {
                    Numbers.writeLongs(integers, from, out, at, to, run);
                }
            } else {
                Numbers.readDoubles(in, at * partsIn, Numbers.part(from), floats, run * partsIn);
                if (partsIn < partsOut) {
                    spread(floats, run);
                } else if (partsIn > partsOut) {
                    gather(floats, run, to == NumericType.BOOL);
                }
                Numbers.writeDoubles(floats, out, at * partsOut, Numbers.part(to), run * partsOut);
            }
        }
    }

    private static void spread(double[] values, int count) {
        for (int i = count - 1; i >= 0; i--) {
            values[2 * i] = values[i];
            values[2 * i + 1] = 0;
        }
    }

    private static void gather(double[] values, int count, boolean isTruth) {
        for (int i = 0; i < count; i++) {
            boolean isImaginary = isTruth && values[2 * i] == 0;
            values[i] = isImaginary ? values[2 * i + 1] : values[2 * i];
        }
    }
}
