package dev.varve.codec.filter;

import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecException;
import java.util.List;
import java.util.Optional;

/**
 * Stores numbers as another type: those that a map names as the map says, the rest by their value, rounded where need be;
 * what the type does not hold is an error unless something is said of it.
 *
 * <p>Specification: <a
 * href="https://github.com/zarr-developers/zarr-extensions/tree/main/codecs/cast_value">zarr-extensions cast_value</a>. v3
 * name: {@code cast_value}. v2 ids: none.
 *
 * <pre>{@code {"name": "cast_value", "configuration": {"data_type": "uint8", "rounding": "nearest-even",
 *   "out_of_range": "clamp", "scalar_map": {"encode": [["NaN", 0]], "decode": [[0, "NaN"]]}}}}</pre>
 *
 * <p>Rounding is as if exponents had no upper limit; only then is it seen whether the type holds the result, as
 * zarr-python's cast-value-rs has it. "wrap" among integers leaves floating-point numbers that are decoded out of range at the
 * largest or infinite, as rounding has it.
 *
 * <p>Differences from the reference: types are the integers of 2 to 64 bits, float16, bfloat16, float32 and float64.
 *
 * @param dataType the type stored
 * @param rounding of what it does not hold exactly
 * @param outOfRange what becomes of what is beyond it; else that is an error
 * @param encoding numbers with a value of their own when encoding, the first match counts
 * @param decoding the same when decoding
 */
public record CastValueCodec(
        DataType dataType,
        Rounding rounding,
        Optional<OutOfRange> outOfRange,
        List<Mapping> encoding,
        List<Mapping> decoding)
        implements ArrayToArrayCodec {
    /** The v3 name. */
    public static final String NAME = "cast_value";

    /** What becomes of numbers beyond the type. */
    public enum OutOfRange {
        /** The least or greatest, or infinite. */
        CLAMP,
        /** The lower bits; integers only. */
        WRAP
    }

    /** One number and what stands for it; NaN is any NaN, zero either zero. */
    public record Mapping(Constant from, Constant to) {}

    public CastValueCodec {
        encoding = List.copyOf(encoding);
        decoding = List.copyOf(decoding);
        RealType target = RealType.of(NAME, dataType);
        if (outOfRange.equals(Optional.of(OutOfRange.WRAP)) && !target.isInteger()) {
            throw new IllegalArgumentException("cast_value wraps integers, not " + dataType);
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
        RealType from = RealType.of(NAME, decoded.type());
        RealType to = RealType.of(NAME, dataType);
        ValueCast encoder = ValueCast.of(from, to, rounding, outOfRange, encoding);
        ValueCast decoder = ValueCast.of(to, from, rounding, outOfRange, decoding);
        return new BoundCast(
                decoded,
                new ChunkSpec(dataType, decoded.shape(), fill(decoded.fill(), encoder, decoder)),
                encoder,
                decoder);
    }

    /** The fill value stored, which has to come back. */
    private static FillValue fill(FillValue fill, ValueCast encoder, ValueCast decoder) {
        Shape one = Shape.SCALAR;
        NdArray before = NdArray.of(fill.type(), one, fill.bits());
        try {
            NdArray encoded = encoder.cast(NAME, before);
            NdArray restored = decoder.cast(NAME, encoded);
            if (!encoder.isSame(before, restored)) {
                throw new IllegalArgumentException(
                        "cast_value: the fill value does not come back from " + encoded.type());
            }
            return new FillValue(encoded.type(), encoded.data());
        } catch (CodecException e) {
            throw new IllegalArgumentException("the fill value: " + e.getMessage(), e);
        }
    }

    private record BoundCast(ChunkSpec decodedSpec, ChunkSpec encodedSpec, ValueCast encoder, ValueCast decoder)
            implements Bound {
        @Override
        public NdArray encode(NdArray decoded) {
            ChunkView.require(NAME, decodedSpec, decoded);
            return encoder.cast(NAME, decoded);
        }

        @Override
        public NdArray decode(NdArray encoded) {
            ChunkView.require(NAME, encodedSpec, encoded);
            return decoder.cast(NAME, encoded);
        }
    }
}
