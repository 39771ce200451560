package dev.varve.codec.filter;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToArrayCodecContract;
import java.util.List;

final class SqueezeCodecTest extends ArrayToArrayCodecContract {
    @Override
    protected List<Case> cases() {
        SqueezeCodec codec = new SqueezeCodec();
        return List.of(
                new Case(codec, spec(NumericType.FLOAT32, 1, 5, 1, 7)),
                new Case(codec, spec(NumericType.INT16)),
                new Case(codec, spec(NumericType.INT16, 1, 1)),
                new Case(codec, spec(VariableType.STRING, 1, 3)),
                new Case(codec, spec(NumericType.INT16, 0, 1)));
    }

    /** The tests of zarrs: {@code squeeze_codec.rs}. */
    @Override
    protected List<Foreign> foreign() {
        Bytes bytes = Bytes.wrap(new byte[] {0, 1, 2, 3, 4, 5, 6, 7});
        return List.of(new Foreign(
                new SqueezeCodec(),
                NdArray.of(NumericType.UINT8, Shape.of(2, 1, 2, 2, 1), bytes),
                NdArray.of(NumericType.UINT8, Shape.of(2, 2, 2), bytes)));
    }
}
