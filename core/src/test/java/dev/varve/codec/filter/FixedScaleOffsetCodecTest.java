package dev.varve.codec.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ArrayToArrayCodecContract;
import dev.varve.codec.ForeignFilters;
import dev.varve.codec.SomeBytes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class FixedScaleOffsetCodecTest extends ArrayToArrayCodecContract {
    private static FixedScaleOffsetCodec codec(double scale, double offset, NumericType dtype, NumericType astype) {
        return new FixedScaleOffsetCodec(
                Constant.of(scale), Constant.of(offset), Optional.of(dtype), Optional.of(astype));
    }

    @Override
    protected List<Case> cases() {
        return List.of(
                new Case(codec(10, 273.15, NumericType.FLOAT32, NumericType.INT16), spec(NumericType.FLOAT32, 50)),
                new Case(codec(100, 0, NumericType.FLOAT64, NumericType.INT32), spec(NumericType.FLOAT64, 5, 2)),
                new Case(codec(1, 0, NumericType.INT16, NumericType.INT16), spec(NumericType.INT16)),
                new Case(
                        new FixedScaleOffsetCodec(Constant.ONE, Constant.of(7), Optional.empty(), Optional.empty()),
                        spec(NumericType.INT32, 0, 2)));
    }

    @Override
    protected List<Foreign> foreign() throws IOException {
        return ForeignFilters.read("fixedscaleoffset.bin");
    }

    /** Not of numbers at random, most of which are far out of range. */
    @Override
    protected NdArray chunk(Case c) {
        NdArray chunk = super.chunk(c);
        return c.spec().type() == NumericType.FLOAT32
                ? NdArray.of(c.spec().type(), c.spec().shape(), SomeBytes.field(50))
                : chunk;
    }

    @Test
    void theErrorIsHalfAStepAtMost() {
        FixedScaleOffsetCodec codec = codec(10, 273.15, NumericType.FLOAT32, NumericType.INT16);
        ArrayToArrayCodec.Bound bound = codec.bind(spec(NumericType.FLOAT32, 3000));
        NdArray chunk = NdArray.of(NumericType.FLOAT32, Shape.of(3000), SomeBytes.field(3000));
        NdArray back = bound.decode(bound.encode(chunk));
        for (int i = 0; i < 3000; i++) {
            float before = Float.intBitsToFloat(chunk.data().getInt(4 * i));
            assertThat(Float.intBitsToFloat(back.data().getInt(4 * i))).isCloseTo(before, Offset.offset(0.0501f));
        }
    }

    @Test
    void refusesWhatItCannotScale() {
        assertThatThrownBy(() -> codec(0, 0, NumericType.FLOAT32, NumericType.INT16))
                .hasMessage("fixedscaleoffset scale 0.0 is zero");
        assertThatThrownBy(() ->
                        codec(1, 0, NumericType.COMPLEX64, NumericType.INT16).bind(spec(NumericType.COMPLEX64, 2)))
                .hasMessageContaining("not complex64");
    }
}
