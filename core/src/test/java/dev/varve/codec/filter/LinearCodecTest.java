package dev.varve.codec.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.FloatFormat;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.array.SmallFloat;
import dev.varve.array.SmallInteger;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ArrayToArrayCodecContract;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecException;
import dev.varve.codec.ForeignFilters;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LinearCodecTest extends ArrayToArrayCodecContract {
    private static LinearCodec linear(long offset, long scale) {
        return new LinearCodec(Constant.of(offset), Constant.of(scale));
    }

    @Override
    protected List<Case> cases() {
        return List.of(
                new Case(linear(0, 1), spec(NumericType.INT64, 50)),
                new Case(linear(0, 1), spec(NumericType.UINT64, 5, 4)),
                new Case(linear(0, 1), spec(SmallInteger.INT4, 0, 2)),
                new Case(linear(0, -1), spec(NumericType.INT32)),
                new Case(linear(3, 2), spec(NumericType.FLOAT16, 0)),
                new Case(linear(0, 1), spec(new SmallFloat(FloatFormat.BFLOAT16), 10)),
                new Case(linear(0, 1), spec(NumericType.FLOAT64, 2000)));
    }

    @Override
    protected List<Foreign> foreign() throws IOException {
        return ForeignFilters.read("scale_offset.bin");
    }

    private static NdArray bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return NdArray.of(NumericType.UINT8, Shape.of(values.length), Bytes.wrap(bytes));
    }

    @Test
    void integersAreExactOrRefused() {
        ChunkSpec spec = new ChunkSpec(
                NumericType.UINT8,
                Shape.of(2),
                new FillValue(NumericType.UINT8, bytes(10).data()));
        ArrayToArrayCodec.Bound bound = linear(10, 3).bind(spec);
        assertThat(bound.encode(bytes(10, 95)).sameBits(bytes(0, 255))).isTrue();
        assertThat(bound.encodedSpec().fill().bits()).isEqualTo(Bytes.wrap(new byte[1]));
        assertThatThrownBy(() -> bound.encode(bytes(10, 96)))
                .isInstanceOf(CodecException.class)
                .hasMessage("scale_offset: element 1: (96 - 10) * 3 does not fit uint8");
        assertThatThrownBy(() -> bound.encode(bytes(9, 10))).hasMessageContaining("element 0: (9 - 10) * 3");
        assertThatThrownBy(() -> bound.decode(bytes(0, 4)))
                .hasMessage("scale_offset: element 1: 4 / 3 + 10 is no uint8");
        assertThatThrownBy(() -> linear(200, 1).bind(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the fill value: scale_offset: element 0: (10 - 200) * 1 does not fit uint8");
    }

    @Test
    void integersOfSixtyFourBitsDoNotWrap() {
        NdArray least =
                NdArray.of(NumericType.INT64, Shape.of(1), Bytes.wrap(new byte[] {0, 0, 0, 0, 0, 0, 0, (byte) 0x80}));
        for (LinearCodec codec : List.of(linear(1, 1), linear(0, -1), linear(0, 3), linear(0, 1L << 62))) {
            ArrayToArrayCodec.Bound bound = codec.bind(new ChunkSpec(
                    NumericType.INT64,
                    Shape.of(1),
                    new FillValue(NumericType.INT64, Bytes.wrap(new byte[] {1, 0, 0, 0, 0, 0, 0, 0}))));
            assertThatThrownBy(() -> bound.encode(least)).as("%s", codec).isInstanceOf(CodecException.class);
        }
        assertThatThrownBy(() -> linear(0, -1).bind(spec(NumericType.INT64, 1)).decode(least))
                .isInstanceOf(CodecException.class);
        NdArray unsigned = least.reinterpret(NumericType.UINT64);
        assertThatThrownBy(() -> linear(0, 2).bind(spec(NumericType.UINT64, 1)).encode(unsigned))
                .isInstanceOf(CodecException.class);
    }

    @Test
    void numbersThatBecomeInfiniteAreRefused() {
        NdArray large = NdArray.of(NumericType.FLOAT32, Shape.of(1), Bytes.wrap(new byte[] {-1, -1, 0x7f, 0x7f}));
        assertThatThrownBy(() -> linear(0, 2).bind(spec(NumericType.FLOAT32, 1)).encode(large))
                .isInstanceOf(CodecException.class)
                .hasMessage("scale_offset: element 0: 3.4028234663852886E38 becomes infinite");
    }

    @Test
    void constantsHaveToFitTheType() {
        assertThatThrownBy(() -> linear(300, 1).bind(spec(NumericType.UINT8, 1)))
                .hasMessage("300 does not fit uint8");
        assertThatThrownBy(() -> new LinearCodec(Constant.of(0.5), Constant.ONE).bind(spec(NumericType.INT8, 1)))
                .hasMessage("0.5 is no int8");
        assertThatThrownBy(() -> linear(1, 0)).hasMessage("scale_offset scale 0 is zero");
        assertThatThrownBy(() -> linear(0, 1).bind(spec(NumericType.BOOL, 1))).hasMessageContaining("not bool");
        assertThatThrownBy(() ->
                        new LinearCodec(new Constant.Hex("7e00"), Constant.ONE).bind(spec(NumericType.FLOAT32, 1)))
                .hasMessage("0x7e00 is no float32");
    }
}
