package dev.varve.codec.filter;

import dev.varve.array.Bytes;
import dev.varve.array.Conversion;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ChunkSpec;
import java.util.Optional;

/**
 * The first element, then each element's difference from the one before it in C order: one row, whatever the chunk's shape. Integers are counted modulo 2^n, so
 * that every chunk comes back; floating-point numbers come back rounded.
 *
 * <p>Specification: <a href="https://numcodecs.readthedocs.io/en/stable/filter/delta.html">numcodecs.delta</a>. v3 name:
 * {@code numcodecs.delta}. v2 ids: {@code delta}.
 *
 * <pre>{@code {"name": "numcodecs.delta", "configuration": {"dtype": "<i4", "astype": "<i2"}}}</pre>
 *
 * <p>Differences from the reference: a dtype that is not named is the array's. Truth values, whose sums numcodecs cannot
 * undo, complex numbers and sums of floating-point numbers as integers are refused. Where one type is uint64 and the other
 * signed, sums are exact; numcodecs sums doubles.
 *
 * @param dtype the type whose differences are taken; of the array's size
 * @param astype the type in which differences are stored, losing what it does not hold; else dtype
 */
public record DeltaCodec(Optional<NumericType> dtype, Optional<NumericType> astype) implements ArrayToArrayCodec {
    /** The v3 name. */
    public static final String NAME = "numcodecs.delta";

    private static final int RUN = 1024;

    @Override
    public String name() {
        return NAME;
    }

    /** Only where differences are integers of the same size is nothing lost for sure. */
    @Override
    public boolean isLossless() {
        return dtype.map(NumericType::isInteger).orElse(false) && isWideEnough();
    }

    private boolean isWideEnough() {
        return astype.isEmpty()
                || (astype.get().isInteger()
                        && astype.get().sizeBytes() >= dtype.get().sizeBytes());
    }

    @Override
    public ArrayToArrayCodec completedFor(ChunkSpec decoded) {
        NumericType type = ChunkView.typeOf(NAME, dtype, decoded);
        return new DeltaCodec(Optional.of(type), Optional.of(astype.orElse(type)));
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
        if (type.isInteger() && !stored.isInteger()) {
            throw new IllegalArgumentException(NAME + ": sums of " + stored + " are no " + type);
        }
        FillValue fill = Conversion.of(new FillValue(type, decoded.fill().bits()), stored);
        Shape row = Shape.of(decoded.shape().count());
        return new BoundDelta(type, decoded, new ChunkSpec(stored, row, fill));
    }

    private record BoundDelta(NumericType type, ChunkSpec decodedSpec, ChunkSpec encodedSpec) implements Bound {
        private NumericType stored() {
            return (NumericType) encodedSpec.type();
        }

        @Override
        public NdArray encode(NdArray decoded) {
            ChunkView.require(NAME, decodedSpec, decoded);
            NdArray result = NdArray.allocate(stored(), encodedSpec.shape());
            byte[] out = result.data().array();
            int count = (int) decoded.shape().count();
            if (type.isInteger()) {
                encodeIntegers(decoded.data(), out, count);
            } else {
                encodeFloats(decoded.data(), out, count);
            }
            return result;
        }

        private void encodeIntegers(Bytes in, byte[] out, int count) {
            int unused = Long.SIZE - type.sizeBytes() * Byte.SIZE;
            boolean isSigned = type.kind() == NumericType.Kind.SIGNED;
            long[] values = new long[RUN];
            long before = 0;
            for (int at = 0; at < count; at += RUN) {
                int run = Math.min(RUN, count - at);
                Numbers.readLongs(in, at, type, values, run);
                for (int i = 0; i < run; i++) {
                    long difference = (values[i] - before) << unused;
                    before = values[i];
                    values[i] = isSigned ? difference >> unused : difference >>> unused;
                }
                Numbers.writeLongs(values, type, out, at, stored(), run);
            }
        }

        private void encodeFloats(Bytes in, byte[] out, int count) {
            double[] values = new double[RUN];
            double before = 0;
            for (int at = 0; at < count; at += RUN) {
                int run = Math.min(RUN, count - at);
                Numbers.readDoubles(in, at, type, values, run);
                for (int i = 0; i < run; i++) {
                    double value = values[i];
                    if (at + i > 0) {
                        values[i] = Precision.round(type, value - before);
                    }
                    before = value;
                }
                Numbers.writeDoubles(values, out, at, stored(), run);
            }
        }

        @Override
        public NdArray decode(NdArray encoded) {
            ChunkView.require(NAME, encodedSpec, encoded);
            int count = (int) encoded.shape().count();
            Bytes in = Conversion.of(encoded, type).data();
            NdArray result = NdArray.allocate(decodedSpec.type(), decodedSpec.shape());
            byte[] out = result.data().array();
            if (type.isInteger()) {
                long[] values = new long[RUN];
                long sum = 0;
                for (int at = 0; at < count; at += RUN) {
                    int run = Math.min(RUN, count - at);
                    Numbers.readLongs(in, at, type, values, run);
                    for (int i = 0; i < run; i++) {
                        sum += values[i];
                        values[i] = sum;
                    }
                    Numbers.writeLongs(values, type, out, at, type, run);
                }
            } else {
                decodeFloats(in, out, count);
            }
            return result;
        }

        private void decodeFloats(Bytes in, byte[] out, int count) {
            double[] values = new double[RUN];
            double sum = 0;
            for (int at = 0; at < count; at += RUN) {
                int run = Math.min(RUN, count - at);
                Numbers.readDoubles(in, at, type, values, run);
                for (int i = 0; i < run; i++) {
                    sum = at + i == 0 ? values[0] : Precision.round(type, sum + values[i]);
                    values[i] = sum;
                }
                Numbers.writeDoubles(values, out, at, type, run);
            }
        }
    }
}
