package dev.varve.codec.filter;

import dev.varve.array.Bytes;
import dev.varve.array.Conversion;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ChunkSpec;
import java.util.Optional;

/**
 * Stores {@code round((x - offset) * scale)}, half to even, usually as integers; {@code x / scale + offset} comes back.
 *
 * <p>Specification: <a
 * href="https://numcodecs.readthedocs.io/en/stable/filter/fixedscaleoffset.html">numcodecs.fixedscaleoffset</a>; <a
 * href="https://github.com/zarr-developers/zarr-extensions/tree/main/codecs/scale_offset">zarr-extensions scale_offset</a>,
 * "Legacy". v3 name: {@code numcodecs.fixedscaleoffset}. v2 ids: {@code fixedscaleoffset}.
 *
 * <pre>{@code {"name": "numcodecs.fixedscaleoffset",
 *   "configuration": {"scale": 10, "offset": 273.15, "dtype": "<f4", "astype": "<i2"}}}</pre>
 *
 * <p>Arithmetic is NumPy's: in the type of elements when those are floating-point numbers, else in that of the integers as
 * long as the constants are integers, modulo 2^n, else in doubles. A result that astype does not hold is stored as C makes
 * it ({@link Conversion}). The fill value is taken over unscaled, as zarr-python does; that matters inside shards only.
 *
 * <p>Differences from the reference: a scale of zero and elements that are no numbers are refused.
 *
 * @param scale not zero
 * @param offset what zero stands for
 * @param dtype the type of elements, of the array's size; else the array's
 * @param astype the type stored; else dtype
 */
public record FixedScaleOffsetCodec(
        Constant scale, Constant offset, Optional<NumericType> dtype, Optional<NumericType> astype)
        implements ArrayToArrayCodec {
    /** The v3 name. */
    public static final String NAME = "numcodecs.fixedscaleoffset";

    private static final int RUN = 1024;

    public FixedScaleOffsetCodec {
        if (scale.toDouble() == 0) {
            throw new IllegalArgumentException("fixedscaleoffset scale " + scale + " is zero");
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
    public ArrayToArrayCodec completedFor(ChunkSpec decoded) {
        NumericType type = ChunkView.typeOf(NAME, dtype, decoded);
        return new FixedScaleOffsetCodec(scale, offset, Optional.of(type), Optional.of(astype.orElse(type)));
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        NumericType type = ChunkView.typeOf(NAME, dtype, decoded);
        NumericType stored = astype.orElse(type);
        for (NumericType each : new NumericType[] {type, stored}) {
            if (each.kind() == NumericType.Kind.BOOL || each.kind() == NumericType.Kind.COMPLEX) {
                throw new IllegalArgumentException(NAME + " takes integers and floating-point numbers, not " + each);
            }
        }
        FillValue fill = Conversion.of(new FillValue(type, decoded.fill().bits()), stored);
        return new BoundScale(this, type, decoded, new ChunkSpec(stored, decoded.shape(), fill));
    }

    /** Elements that NumPy would compute with as integers are, those of 64 bits too. */
    private record BoundScale(
            FixedScaleOffsetCodec codec, NumericType type, ChunkSpec decodedSpec, ChunkSpec encodedSpec)
            implements Bound {
        private NumericType stored() {
            return (NumericType) encodedSpec.type();
        }

        @Override
        public NdArray encode(NdArray decoded) {
            ChunkView.require(NAME, decodedSpec, decoded);
            NdArray result = NdArray.allocate(stored(), decoded.shape());
            byte[] out = result.data().array();
            int count = (int) decoded.shape().count();
            if (type.isInteger()) {
                encodeIntegers(decoded.data(), out, count);
            } else {
                encodeFloats(decoded.data(), out, count);
            }
            return result;
        }

        private void encodeFloats(Bytes in, byte[] out, int count) {
            double offset = Precision.round(type, codec.offset.toDouble());
            double scale = Precision.round(type, codec.scale.toDouble());
            double[] values = new double[RUN];
            for (int at = 0; at < count; at += RUN) {
                int run = Math.min(RUN, count - at);
                Numbers.readDoubles(in, at, type, values, run);
                for (int i = 0; i < run; i++) {
                    double difference = Precision.round(type, values[i] - offset);
                    values[i] = Math.rint(Precision.round(type, difference * scale));
                }
                Numbers.writeDoubles(values, out, at, stored(), run);
            }
        }

        private void encodeIntegers(Bytes in, byte[] out, int count) {
            boolean isWholeOffset = codec.offset instanceof Constant.Whole;
            boolean isWhole = isWholeOffset && codec.scale instanceof Constant.Whole;
            long offset = isWholeOffset ? integer(codec.offset) : 0;
            long factor = isWhole ? integer(codec.scale) : 1;
            double scale = codec.scale.toDouble();
            int unused = Long.SIZE - type.sizeBytes() * Byte.SIZE;
            boolean isSigned = type.kind() == NumericType.Kind.SIGNED;
            long[] values = new long[RUN];
            double[] scaled = new double[RUN];
            for (int at = 0; at < count; at += RUN) {
                int run = Math.min(RUN, count - at);
                Numbers.readLongs(in, at, type, values, run);
                for (int i = 0; i < run; i++) {
                    long wide = ((values[i] - offset) * factor) << unused;
                    values[i] = isSigned ? wide >> unused : wide >>> unused;
                }
                if (isWhole) {
                    Numbers.writeLongs(values, type, out, at, stored(), run);
                    continue;
                }
                double shift = isWholeOffset ? 0 : codec.offset.toDouble();
                for (int i = 0; i < run; i++) {
                    scaled[i] = Math.rint((Numbers.toDouble(values[i], type) - shift) * scale);
                }
                Numbers.writeDoubles(scaled, out, at, stored(), run);
            }
        }

        /** A constant among integers of the type. */
        private long integer(Constant constant) {
            return RealType.of(NAME, type).integer(constant);
        }

        @Override
        public NdArray decode(NdArray encoded) {
            ChunkView.require(NAME, encodedSpec, encoded);
            NumericType in = stored();
            // Quotients of integers are doubles.
            NumericType precision = in.isInteger() ? NumericType.FLOAT64 : in;
            double offset = Precision.round(precision, codec.offset.toDouble());
            double scale = Precision.round(precision, codec.scale.toDouble());
            NdArray result = NdArray.allocate(decodedSpec.type(), encoded.shape());
            Bytes numbers = Conversion.of(encoded, precision).data();
            int count = (int) encoded.shape().count();
            double[] values = new double[RUN];
            for (int at = 0; at < count; at += RUN) {
                int run = Math.min(RUN, count - at);
                Numbers.readDoubles(numbers, at, precision, values, run);
                for (int i = 0; i < run; i++) {
                    double quotient = Precision.round(precision, values[i] / scale);
                    values[i] = Precision.round(precision, quotient + offset);
                }
                Numbers.writeDoubles(values, result.data().array(), at, type, run);
            }
            return result;
        }
    }
}
