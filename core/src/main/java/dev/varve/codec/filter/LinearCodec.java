package dev.varve.codec.filter;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecException;

/**
 * Stores {@code (x - offset) * scale} in the type of {@code x}; {@code x / scale + offset} comes back. Integers are exact or
 * refused.
 *
 * <p>Specification: <a
 * href="https://github.com/zarr-developers/zarr-extensions/tree/main/codecs/scale_offset">zarr-extensions scale_offset</a>. v3
 * name: {@code scale_offset}. v2 ids: none. The class is named for what it does because HDF5's scale-offset is another codec.
 *
 * <pre>{@code {"name": "scale_offset", "configuration": {"offset": 5, "scale": 0.1}}}</pre>
 *
 * <p>Differences from the reference: as zarr-python, only the result has to fit an integer type, not what it is computed by.
 * Floating-point numbers that become infinite are refused, which zarr-python stores. Types are the integers of 2 to 64 bits,
 * float16, bfloat16, float32 and float64.
 *
 * @param offset in the type of elements
 * @param scale in the type of elements, not zero
 */
public record LinearCodec(Constant offset, Constant scale) implements ArrayToArrayCodec {
    /** The v3 name. */
    public static final String NAME = "scale_offset";

    private static final int RUN = 1024;

    public LinearCodec {
        if (scale.toDouble() == 0) {
            throw new IllegalArgumentException("scale_offset scale " + scale + " is zero");
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
    public Bound bind(ChunkSpec decoded) {
        RealType type = RealType.of(NAME, decoded.type());
        Mapping mapping = type.isInteger()
                ? new IntegerMapping(type, type.integer(offset), type.integer(scale))
                : new NumberMapping(type, type.number(offset), type.number(scale));
        NdArray fill = NdArray.of(decoded.type(), Shape.SCALAR, decoded.fill().bits());
        try {
            Bytes stored = encoded(mapping, fill).data();
            FillValue encodedFill = new FillValue(decoded.type(), stored);
            return new BoundLinear(decoded, new ChunkSpec(decoded.type(), decoded.shape(), encodedFill), mapping);
        } catch (CodecException e) {
            throw new IllegalArgumentException("the fill value: " + e.getMessage(), e);
        }
    }

    private static NdArray encoded(Mapping mapping, NdArray block) {
        NdArray result = NdArray.allocate(block.type(), block.shape());
        mapping.encode(block.data(), result.data().array(), (int) block.shape().count());
        return result;
    }

    private static CodecException refused(int index, String fault) {
        return new CodecException(NAME, "element " + index + ": " + fault);
    }

    /** Maps numbers of one type. */
    private interface Mapping {
        void encode(Bytes in, byte[] out, int count);

        void decode(Bytes in, byte[] out, int count);
    }

    private record NumberMapping(RealType type, double offset, double scale) implements Mapping {
        @Override
        public void encode(Bytes in, byte[] out, int count) {
            double[] values = new double[RUN];
            for (int at = 0; at < count; at += RUN) {
                int run = Math.min(RUN, count - at);
                type.readDoubles(in, at, values, run);
                for (int i = 0; i < run; i++) {
                    double value = type.round(type.round(values[i] - offset) * scale);
                    requireFinite(values[i], value, at + i);
                    values[i] = value;
                }
                type.writeDoubles(values, out, at, run);
            }
        }

        @Override
        public void decode(Bytes in, byte[] out, int count) {
            double[] values = new double[RUN];
            for (int at = 0; at < count; at += RUN) {
                int run = Math.min(RUN, count - at);
                type.readDoubles(in, at, values, run);
                for (int i = 0; i < run; i++) {
                    double value = type.round(type.round(values[i] / scale) + offset);
                    requireFinite(values[i], value, at + i);
                    values[i] = value;
                }
                type.writeDoubles(values, out, at, run);
            }
        }

        private void requireFinite(double before, double after, int index) {
            if (Double.isInfinite(after) && !Double.isInfinite(before)) {
                throw refused(index, before + " becomes infinite");
            }
        }
    }

    /** Exact; what is computed on the way may be as large as it likes. */
    private record IntegerMapping(RealType type, long offset, long scale) implements Mapping {
        @Override
        public void encode(Bytes in, byte[] out, int count) {
            long[] values = new long[RUN];
            for (int at = 0; at < count; at += RUN) {
                int run = Math.min(RUN, count - at);
                type.readLongs(in, at, values, run);
                for (int i = 0; i < run; i++) {
                    values[i] = type.isUnsigned64() ? scaledUnsigned(values[i], at + i) : scaled(values[i], at + i);
                }
                type.writeLongs(values, out, at, run);
            }
        }

        private long scaled(long value, int index) {
            long difference = value - offset;
            boolean isOver = ((value ^ offset) & (value ^ difference)) < 0;
            long product = difference * scale;
            if (isOver
                    || Math.multiplyHigh(difference, scale) != product >> (Long.SIZE - 1)
                    || !type.holds(product, false)) {
                throw refused(index, "(" + value + " - " + offset + ") * " + scale + " does not fit " + type.type());
            }
            return product;
        }

        private long scaledUnsigned(long value, int index) {
            long difference = value - offset;
            boolean fits = Long.compareUnsigned(value, offset) >= 0
                    && Long.compareUnsigned(difference, Long.divideUnsigned(-1, scale)) <= 0;
            if (!fits) {
                throw refused(index, Long.toUnsignedString(value) + " scaled does not fit " + type.type());
            }
            return difference * scale;
        }

        @Override
        public void decode(Bytes in, byte[] out, int count) {
            long[] values = new long[RUN];
            for (int at = 0; at < count; at += RUN) {
                int run = Math.min(RUN, count - at);
                type.readLongs(in, at, values, run);
                for (int i = 0; i < run; i++) {
                    values[i] = type.isUnsigned64() ? restoredUnsigned(values[i], at + i) : restored(values[i], at + i);
                }
                type.writeLongs(values, out, at, run);
            }
        }

        private long restored(long value, int index) {
            long quotient = value / scale;
            long sum = quotient + offset;
            boolean isOver = ((quotient ^ sum) & (offset ^ sum)) < 0 || (scale == -1 && value == Long.MIN_VALUE);
            if (value % scale != 0 || isOver || !type.holds(sum, false)) {
                throw refused(index, value + " / " + scale + " + " + offset + " is no " + type.type());
            }
            return sum;
        }

        private long restoredUnsigned(long value, int index) {
            long quotient = Long.divideUnsigned(value, scale);
            long sum = quotient + offset;
            if (Long.remainderUnsigned(value, scale) != 0 || Long.compareUnsigned(sum, quotient) < 0) {
                throw refused(index, Long.toUnsignedString(value) + " restored is no " + type.type());
            }
            return sum;
        }
    }

    private record BoundLinear(ChunkSpec decodedSpec, ChunkSpec encodedSpec, Mapping mapping) implements Bound {
        @Override
        public NdArray encode(NdArray decoded) {
            ChunkView.require(NAME, decodedSpec, decoded);
            return encoded(mapping, decoded);
        }

        @Override
        public NdArray decode(NdArray encoded) {
            ChunkView.require(NAME, encodedSpec, encoded);
            NdArray result = NdArray.allocate(encoded.type(), encoded.shape());
            mapping.decode(
                    encoded.data(), result.data().array(), (int) encoded.shape().count());
            return result;
        }
    }
}
