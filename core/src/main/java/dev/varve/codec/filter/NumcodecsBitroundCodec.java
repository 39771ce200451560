package dev.varve.codec.filter;

import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ChunkSpec;
import java.util.Optional;

/**
 * Rounds floating-point numbers to {@code keepbits} bits of the mantissa, half to even, and hands them on as signed integers
 * of the same bits, as numcodecs does: a serializer that looks at numbers, such as {@code numcodecs.pcodec}, sees those integers.
 * Where all bits of the mantissa are kept, the numbers are handed on as they are, as there.
 *
 * <p>Specification: <a href="https://numcodecs.readthedocs.io/en/stable/filter/bitround.html">numcodecs.bitround</a>. v3 name:
 * {@code numcodecs.bitround}. v2 ids: {@code bitround}.
 *
 * <pre>{@code {"name": "numcodecs.bitround", "configuration": {"keepbits": 10}}}</pre>
 *
 * <p>Differences from the reference: those of {@link BitroundCodec}. Types that numcodecs does not round keep their type.
 *
 * @param keepbits bits of the mantissa, 0 or more
 */
public record NumcodecsBitroundCodec(int keepbits) implements ArrayToArrayCodec, BitRounding {
    /** The v3 name. */
    public static final String NAME = "numcodecs.bitround";

    public NumcodecsBitroundCodec {
        if (keepbits < 0) {
            throw new IllegalArgumentException("bitround keepbits " + keepbits + " < 0");
        }
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
    public boolean changesType() {
        return true;
    }

    @Override
    public boolean isLossless() {
        return false;
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        Bound rounding = new BitroundCodec(keepbits).bind(decoded);
        return handedOn(decoded)
                .<Bound>map(integer -> new BoundIntegers(
                        rounding,
                        decoded,
                        new ChunkSpec(
                                integer,
                                decoded.shape(),
                                new FillValue(integer, decoded.fill().bits()))))
                .orElse(rounding);
    }

    /** The type of what is handed on, where it is another. */
    private Optional<NumericType> handedOn(ChunkSpec decoded) {
        if (!(decoded.type() instanceof NumericType type)) {
            return Optional.empty();
        }
        return switch (type) {
            case FLOAT16 -> integer(NumericType.INT16, BitroundCodec.FLOAT16_MANTISSA);
            case FLOAT32 -> integer(NumericType.INT32, BitroundCodec.FLOAT32_MANTISSA);
            case FLOAT64 -> integer(NumericType.INT64, BitroundCodec.FLOAT64_MANTISSA);
            default -> Optional.empty();
        };
    }

    private Optional<NumericType> integer(NumericType type, int mantissa) {
        return keepbits < mantissa ? Optional.of(type) : Optional.empty();
    }

    private record BoundIntegers(Bound rounding, ChunkSpec decodedSpec, ChunkSpec encodedSpec) implements Bound {
        @Override
        public NdArray encode(NdArray decoded) {
            ChunkView.require(NAME, decodedSpec, decoded);
            return rounding.encode(decoded).reinterpret(encodedSpec.type());
        }

        @Override
        public NdArray decode(NdArray encoded) {
            ChunkView.require(NAME, encodedSpec, encoded);
            return encoded.reinterpret(decodedSpec.type());
        }
    }
}
