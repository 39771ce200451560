package dev.varve.codec.filter;

import dev.varve.array.Conversion;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ChunkSpec;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Rounds floating-point numbers to multiples of the largest power of two that keeps {@code digits} decimals, so that what
 * follows compresses better. Decoding changes the type only.
 *
 * <p>Specification: <a href="https://numcodecs.readthedocs.io/en/stable/filter/quantize.html">numcodecs.quantize</a>. v3
 * name: {@code numcodecs.quantize}. v2 ids: {@code quantize}.
 *
 * <pre>{@code {"name": "numcodecs.quantize", "configuration": {"digits": 2, "dtype": "<f8", "astype": "<f4"}}}</pre>
 *
 * <p>Differences from the reference: numbers so large that scaling makes them infinite stay as they are, where numcodecs
 * makes them infinite. More decimals than the type can scale by are refused, where numcodecs makes everything NaN.
 *
 * @param digits decimals kept, -300 to 300
 * @param dtype the type of elements; else the array's
 * @param astype the type stored; else dtype
 */
public record QuantizeCodec(int digits, Optional<NumericType> dtype, Optional<NumericType> astype)
        implements ArrayToArrayCodec {
    /** The v3 name. */
    public static final String NAME = "numcodecs.quantize";

    private static final int MAX_DIGITS = 300;
    private static final int RUN = 1024;

    public QuantizeCodec {
        if (Math.abs(digits) > MAX_DIGITS) {
            throw new IllegalArgumentException("quantize digits " + digits + " is not -300 to 300");
        }
        requireFloat(dtype);
        requireFloat(astype);
    }

    private static void requireFloat(Optional<NumericType> type) {
        if (type.isPresent() && type.get().kind() != NumericType.Kind.FLOAT) {
            throw new IllegalArgumentException("quantize takes floating-point numbers, not " + type.get());
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
    public boolean isDoneByEncoding() {
        return astype.isEmpty() || astype.equals(dtype);
    }

    @Override
    public ArrayToArrayCodec completedFor(ChunkSpec decoded) {
        NumericType type = ChunkView.typeOf(NAME, dtype, decoded);
        return new QuantizeCodec(digits, Optional.of(type), Optional.of(astype.orElse(type)));
    }

    /** The number of binary digits behind the point: the fewest of which a unit is no larger than 10^-digits. */
    static int binaryDigits(int digits) {
        int bits = BigInteger.TEN.pow(Math.abs(digits)).bitLength();
        if (digits == 0) {
            return 0;
        }
        return digits > 0 ? bits : 1 - bits;
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        NumericType type = ChunkView.typeOf(NAME, dtype, decoded);
        requireFloat(Optional.of(type));
        NumericType stored = astype.orElse(type);
        double scale = Math.scalb(1.0, binaryDigits(digits));
        double rounded = Precision.round(type, scale);
        if (Double.isInfinite(rounded) || rounded == 0) {
            throw new IllegalArgumentException("quantize digits " + digits + " is too much for " + type);
        }
        FillValue fill = Conversion.of(new FillValue(type, decoded.fill().bits()), stored);
        return new BoundQuantize(type, scale, decoded, new ChunkSpec(stored, decoded.shape(), fill));
    }

    private record BoundQuantize(NumericType type, double scale, ChunkSpec decodedSpec, ChunkSpec encodedSpec)
            implements Bound {
        @Override
        public NdArray encode(NdArray decoded) {
            ChunkView.require(NAME, decodedSpec, decoded);
            NumericType stored = (NumericType) encodedSpec.type();
            NdArray result = NdArray.allocate(stored, decoded.shape());
            int count = (int) decoded.shape().count();
            double[] values = new double[RUN];
            for (int at = 0; at < count; at += RUN) {
                int run = Math.min(RUN, count - at);
                Numbers.readDoubles(decoded.data(), at, type, values, run);
                for (int i = 0; i < run; i++) {
                    double scaled = Precision.round(type, scale * values[i]);
                    values[i] =
                            Double.isInfinite(scaled) ? values[i] : Precision.round(type, Math.rint(scaled) / scale);
                }
                Numbers.writeDoubles(values, result.data().array(), at, stored, run);
            }
            return result;
        }

        @Override
        public NdArray decode(NdArray encoded) {
            ChunkView.require(NAME, encodedSpec, encoded);
            return Conversion.of(encoded, type).reinterpret(decodedSpec.type());
        }
    }
}
