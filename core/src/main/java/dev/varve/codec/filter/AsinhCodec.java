package dev.varve.codec.filter;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ChunkSpec;

/**
 * The inverse hyperbolic sine {@code w asinh(x / w)}: nearly {@code x} where that is small beside the width {@code w},
 * logarithmic beyond, so that an absolute error of what follows is a relative one of large numbers. {@code w sinh(y / w)} comes
 * back, rounded.
 *
 * <p>Specification: <a
 * href="https://numcodecs-wasm.readthedocs.io/en/stable/api/numcodecs_wasm_asinh/">numcodecs-wasm-asinh</a>, whose id is
 * {@code asinh.rs}. v3 name: {@code varve.asinh}, which only Varve reads. v2 ids: none.
 *
 * <pre>{@code {"name": "varve.asinh", "configuration": {"linear_width": 0.25}}}</pre>
 *
 * <p>Differences from the reference: arithmetic is that of doubles, rounded once to the type of the elements, where the
 * reference computes in that type; results differ in the last bits.
 *
 * @param linearWidth the width, in the unit of the elements; above 0
 */
public record AsinhCodec(double linearWidth) implements ArrayToArrayCodec {
    /** The v3 name. */
    public static final String NAME = "varve.asinh";

    private static final int RUN = 1024;

    /** Beyond, the square of a number has no digit that 1 would change: asinh(x) is ln(2x). */
    private static final double LARGE = 1 << 28;

    public AsinhCodec {
        if (!(linearWidth > 0) || Double.isInfinite(linearWidth)) {
            throw new IllegalArgumentException("asinh linear_width " + linearWidth + " is not a number above 0");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isLossless() {
        return false;
    }

    @Override
    public boolean isIdempotent() {
        return false;
    }

    /** The inverse hyperbolic sine, as exact as the logarithm is; NaN, infinities and zeros are their own. */
    static double asinh(double x) {
        double size = Math.abs(x);
        if (!(size > 0) || Double.isInfinite(size)) {
            return x;
        }
        double square = size * size;
        double value = size > LARGE
                ? StrictMath.log(size) + StrictMath.log(2)
                : StrictMath.log1p(size + square / (1 + Math.sqrt(1 + square)));
        return Math.copySign(value, x);
    }

    /** What a number is encoded to, before it is rounded to a type. */
    public double encoded(double number) {
        return linearWidth * asinh(number / linearWidth);
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        if (!(decoded.type() instanceof NumericType type) || type.kind() != NumericType.Kind.FLOAT) {
            throw new IllegalArgumentException(NAME + " takes floating-point numbers, not " + decoded.type());
        }
        NdArray fill = NdArray.of(type, Shape.SCALAR, decoded.fill().bits());
        FillValue encodedFill =
                new FillValue(type, mapped(fill, type, linearWidth, true).data());
        return new BoundAsinh(type, linearWidth, decoded, new ChunkSpec(type, decoded.shape(), encodedFill));
    }

    private static NdArray mapped(NdArray chunk, NumericType type, double width, boolean isForward) {
        NdArray result = NdArray.allocate(type, chunk.shape());
        byte[] out = result.data().array();
        Bytes in = chunk.data();
        int count = (int) chunk.shape().count();
        double[] values = new double[RUN];
        for (int at = 0; at < count; at += RUN) {
            int run = Math.min(RUN, count - at);
            Numbers.readDoubles(in, at, type, values, run);
            for (int i = 0; i < run; i++) {
                double ratio = values[i] / width;
                values[i] = width * (isForward ? asinh(ratio) : StrictMath.sinh(ratio));
            }
            Numbers.writeDoubles(values, out, at, type, run);
        }
        return result;
    }

    private record BoundAsinh(NumericType type, double width, ChunkSpec decodedSpec, ChunkSpec encodedSpec)
            implements Bound {
        @Override
        public NdArray encode(NdArray decoded) {
            ChunkView.require(NAME, decodedSpec, decoded);
            return mapped(decoded, type, width, true);
        }

        @Override
        public NdArray decode(NdArray encoded) {
            ChunkView.require(NAME, encodedSpec, encoded);
            return mapped(encoded, type, width, false);
        }
    }
}
