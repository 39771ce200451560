package dev.varve.codec.filter;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FloatFormat;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.SmallComplex;
import dev.varve.array.SmallFloat;
import dev.varve.array.TimeType;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ChunkSpec;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/**
 * Rounds floating-point numbers to {@code keepbits} bits of the mantissa, half to even, so that what follows compresses
 * better. Decoding changes nothing.
 *
 * <p>Specification: <a
 * href="https://github.com/zarr-developers/zarr-extensions/tree/main/codecs/bitround">zarr-extensions bitround</a>;
 * Klöwer et al. 2021, <a href="https://doi.org/10.1038/s43588-021-00156-2">doi:10.1038/s43588-021-00156-2</a>. v3
 * name: {@code bitround}. v2 ids: none; {@link NumcodecsBitroundCodec} is numcodecs' own, which hands on integers.
 *
 * <pre>{@code {"name": "bitround", "configuration": {"keepbits": 10}}}</pre>
 *
 * <p>Differences from the reference: NaN is kept, where numcodecs makes infinity or -0 of some; the largest numbers
 * round to infinity, as there. More bits than the mantissa has change nothing, where numcodecs refuses to encode.
 * Complex numbers are rounded in both parts, bfloat16 too. Integers and times, which zarr-extensions allows and numcodecs
 * refuses, are only decoded: rounded from their highest set bit, as the extension says, negative ones would lose all meaning.
 *
 * @param keepbits bits of the mantissa, 0 or more
 */
public record BitroundCodec(int keepbits) implements ArrayToArrayCodec, BitRounding {
    /** The v3 name. */
    public static final String NAME = "bitround";

    private static final int BFLOAT16_MANTISSA = 7;
    static final int FLOAT16_MANTISSA = 10;
    static final int FLOAT32_MANTISSA = 23;
    static final int FLOAT64_MANTISSA = 52;

    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    public BitroundCodec {
        if (keepbits < 0) {
            throw new IllegalArgumentException("bitround keepbits " + keepbits + " < 0");
        }
    }

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isDoneByEncoding() {
        return true;
    }

    @Override
    public boolean isLossless() {
        return false;
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        return new BoundBitround(decoded, keepbits, mantissaBits(decoded.type()));
    }

    /** Bits of the mantissa; none of what is only decoded. */
    private static OptionalInt mantissaBits(DataType type) {
        if (type instanceof SmallFloat small && small.format() == FloatFormat.BFLOAT16) {
            return OptionalInt.of(BFLOAT16_MANTISSA);
        }
        if (type instanceof SmallComplex small && small.part() == FloatFormat.BFLOAT16) {
            return OptionalInt.of(BFLOAT16_MANTISSA);
        }
        if (type instanceof SmallComplex small && small.part() == FloatFormat.FLOAT16) {
            return OptionalInt.of(FLOAT16_MANTISSA);
        }
        if (type instanceof TimeType) {
            return OptionalInt.empty();
        }
        if (!(type instanceof NumericType numeric) || numeric.kind() == NumericType.Kind.BOOL) {
            throw new IllegalArgumentException("bitround takes numbers of the core, bfloat16 and times, not " + type);
        }
        if (numeric.isInteger()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(
                switch (numeric.unitBytes()) {
                    case Short.BYTES -> FLOAT16_MANTISSA;
                    case Integer.BYTES -> FLOAT32_MANTISSA;
                    default -> FLOAT64_MANTISSA;
                });
    }

    /**
     * @param encodedSpec of chunks on both sides; the fill value is not rounded, as elements never written are not encoded
     * @param mantissaBits of floating-point numbers; others are only decoded
     */
    private record BoundBitround(ChunkSpec encodedSpec, int keepbits, OptionalInt mantissaBits) implements Bound {
        @Override
        public NdArray encode(NdArray decoded) {
            requireBound(decoded);
            DataType type = encodedSpec.type();
            int mantissa = mantissaBits.orElseThrow(() -> new IllegalArgumentException(
                    "bitround rounds floating-point numbers; " + type + " is only decoded"));
            Bytes data = decoded.data();
            int dropped = mantissa - keepbits;
            if (dropped <= 0) {
                return decoded;
            }
            byte[] out = new byte[data.length()];
            switch (type.unitBytes()) {
                case 2 -> roundHalves(data, out, dropped, 0x8000 - (1 << mantissa));
                case 4 -> roundFloats(data, out, dropped);
                default -> roundDoubles(data, out, dropped);
            }
            return NdArray.of(type, decoded.shape(), Bytes.wrap(out));
        }

        @Override
        public NdArray decode(NdArray encoded) {
            requireBound(encoded);
            return encoded;
        }

        private void requireBound(NdArray chunk) {
            if (!chunk.type().equals(encodedSpec.type()) || !chunk.shape().equals(encodedSpec.shape())) {
                throw new IllegalArgumentException(NAME + ": a chunk of " + chunk + ", bound to " + encodedSpec.type()
                        + " " + encodedSpec.shape());
            }
        }

        private static void roundHalves(Bytes data, byte[] out, int dropped, int infinity) {
            byte[] in = data.array();
            int from = data.offset();
            int half = (1 << (dropped - 1)) - 1;
            int mask = -1 << dropped;
            for (int i = 0; i < out.length; i += Short.BYTES) {
                int bits = (short) SHORT.get(in, from + i);
                int rounded = (bits + half + ((bits >> dropped) & 1)) & mask;
                SHORT.set(out, i, (short) ((bits & 0x7fff) > infinity ? bits : rounded));
            }
        }

        private static void roundFloats(Bytes data, byte[] out, int dropped) {
            byte[] in = data.array();
            int from = data.offset();
            int half = (1 << (dropped - 1)) - 1;
            int mask = -1 << dropped;
            for (int i = 0; i < out.length; i += Integer.BYTES) {
                int bits = (int) INT.get(in, from + i);
                int rounded = (bits + half + ((bits >> dropped) & 1)) & mask;
                INT.set(out, i, (bits & 0x7fffffff) > 0x7f800000 ? bits : rounded);
            }
        }

        private static void roundDoubles(Bytes data, byte[] out, int dropped) {
            byte[] in = data.array();
            int from = data.offset();
            long half = (1L << (dropped - 1)) - 1;
            long mask = -1L << dropped;
            for (int i = 0; i < out.length; i += Long.BYTES) {
                long bits = (long) LONG.get(in, from + i);
                long rounded = (bits + half + ((bits >> dropped) & 1)) & mask;
                LONG.set(out, i, (bits & Long.MAX_VALUE) > 0x7ff0000000000000L ? bits : rounded);
            }
        }
    }
}
