package dev.varve.codec.filter;

import dev.varve.array.Conversion;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ChunkSpec;
import java.util.Optional;

/**
 * Stores elements as another numeric type, losing what that does not hold.
 *
 * <p>Specification: <a href="https://numcodecs.readthedocs.io/en/stable/filter/astype.html">numcodecs.astype</a>. v3 name:
 * {@code numcodecs.astype}. v2 ids: {@code astype}.
 *
 * <pre>{@code {"name": "numcodecs.astype", "configuration": {"encode_dtype": "<f4", "decode_dtype": "<f8"}}}</pre>
 *
 * <p>Differences from the reference: floating-point numbers that uint32 does not hold become their lower 32 bits at every
 * place in the array ({@link Conversion}).
 *
 * @param encodeDtype the type stored
 * @param decodeDtype the type of elements, of the array's size; else the array's
 */
public record AstypeCodec(NumericType encodeDtype, Optional<NumericType> decodeDtype) implements ArrayToArrayCodec {
    /** The v3 name. */
    public static final String NAME = "numcodecs.astype";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isLossless() {
        return decodeDtype.isPresent() && holdsAll(encodeDtype, decodeDtype.get());
    }

    /** Whether every number of one type is one of the other. */
    private static boolean holdsAll(NumericType wide, NumericType type) {
        boolean isInteger = Numbers.isInteger(type);
        return switch (wide.kind()) {
            case BOOL -> type == NumericType.BOOL;
            case SIGNED ->
                wide == type
                        || isInteger
                                && (type.kind() == NumericType.Kind.SIGNED
                                        ? wide.sizeBytes() >= type.sizeBytes()
                                        : wide.sizeBytes() > type.sizeBytes() || type == NumericType.BOOL);
            case UNSIGNED ->
                isInteger && type.kind() != NumericType.Kind.SIGNED && wide.sizeBytes() >= type.sizeBytes();
            case FLOAT, COMPLEX -> wide == type;
        };
    }

    @Override
    public ArrayToArrayCodec completedFor(ChunkSpec decoded) {
        return new AstypeCodec(encodeDtype, Optional.of(ChunkView.typeOf(NAME, decodeDtype, decoded)));
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        NumericType type = ChunkView.typeOf(NAME, decodeDtype, decoded);
        FillValue fill = Conversion.of(new FillValue(type, decoded.fill().bits()), encodeDtype);
        return new BoundAstype(type, decoded, new ChunkSpec(encodeDtype, decoded.shape(), fill));
    }

    private record BoundAstype(NumericType type, ChunkSpec decodedSpec, ChunkSpec encodedSpec) implements Bound {
        @Override
        public NdArray encode(NdArray decoded) {
            ChunkView.require(NAME, decodedSpec, decoded);
            return Conversion.of(decoded.reinterpret(type), (NumericType) encodedSpec.type());
        }

        @Override
        public NdArray decode(NdArray encoded) {
            ChunkView.require(NAME, encodedSpec, encoded);
            return Conversion.of(encoded, type).reinterpret(decodedSpec.type());
        }
    }
}
