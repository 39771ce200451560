package dev.varve.codec.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
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
import dev.varve.codec.filter.CastValueCodec.Mapping;
import dev.varve.codec.filter.CastValueCodec.OutOfRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CastValueCodecTest extends ArrayToArrayCodecContract {
    private static final SmallFloat BFLOAT16 = new SmallFloat(FloatFormat.BFLOAT16);

    private static CastValueCodec cast(DataType type, Rounding rounding, OutOfRange... outOfRange) {
        return new CastValueCodec(type, rounding, List.of(outOfRange).stream().findFirst(), List.of(), List.of());
    }

    private static CastValueCodec cast(DataType type, OutOfRange... outOfRange) {
        return cast(type, Rounding.NEAREST_EVEN, outOfRange);
    }

    @Override
    protected List<Case> cases() {
        return List.of(
                new Case(cast(NumericType.INT64), spec(NumericType.INT16, 50)),
                new Case(cast(NumericType.UINT8, OutOfRange.WRAP), spec(NumericType.INT32, 4, 2)),
                new Case(cast(SmallInteger.INT4, OutOfRange.CLAMP), spec(NumericType.UINT64, 2000)),
                new Case(cast(NumericType.FLOAT32), spec(NumericType.UINT16)),
                new Case(cast(BFLOAT16), spec(SmallInteger.UINT2, 9)),
                new Case(cast(NumericType.FLOAT32, OutOfRange.CLAMP), spec(NumericType.FLOAT64, 60)),
                new Case(cast(NumericType.FLOAT16, OutOfRange.CLAMP), spec(BFLOAT16, 60)),
                new Case(cast(NumericType.INT16, OutOfRange.CLAMP), spec(NumericType.FLOAT32, 0, 3)));
    }

    /** With bits that small integers have in memory, and without NaN for what has a payload to lose. */
    @Override
    protected NdArray chunk(Case c) {
        NdArray chunk = super.chunk(c);
        return c.spec().type() instanceof SmallInteger
                ? NdArray.of(
                        c.spec().type(),
                        c.spec().shape(),
                        dev.varve.array.SmallBits.canonical(c.spec().type(), chunk.data()))
                : chunk;
    }

    @Override
    protected List<Foreign> foreign() throws IOException {
        return ForeignFilters.read("cast_value.bin");
    }

    private static NdArray doubles(double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return NdArray.of(NumericType.FLOAT64, Shape.of(values.length), Bytes.wrap(bytes.array()));
    }

    @Test
    void saysWhichElementFitsNot() {
        ArrayToArrayCodec.Bound bound = cast(NumericType.UINT8).bind(spec(NumericType.FLOAT64, 2));
        assertThatThrownBy(() -> bound.encode(doubles(1, 300.5)))
                .isInstanceOf(CodecException.class)
                .hasMessage(
                        "cast_value: element 1: 300.5 does not fit uint8; \"out_of_range\" can say what becomes of it");
        assertThatThrownBy(() -> bound.encode(doubles(1, Double.NaN)))
                .hasMessage("cast_value: element 1: NaN does not fit uint8; \"scalar_map\" can say what stands for it");
        ArrayToArrayCodec.Bound clamped =
                cast(NumericType.INT8, OutOfRange.CLAMP).bind(spec(NumericType.FLOAT64, 1));
        assertThatThrownBy(() -> clamped.encode(doubles(Double.NEGATIVE_INFINITY)))
                .hasMessageContaining("element 0: -Infinity does not fit int8");
        assertThatThrownBy(() -> cast(NumericType.FLOAT16)
                        .bind(spec(NumericType.FLOAT64, 1))
                        .encode(doubles(65520)))
                .hasMessageContaining("65520.0 does not fit float16");
    }

    @Test
    void theFillValueIsCastAndHasToComeBack() {
        FillValue nan = new FillValue(NumericType.FLOAT64, doubles(Double.NaN).data());
        ChunkSpec spec = new ChunkSpec(NumericType.FLOAT64, Shape.of(3), nan);
        CastValueCodec mapped = new CastValueCodec(
                NumericType.UINT8,
                Rounding.NEAREST_EVEN,
                Optional.empty(),
                List.of(new Mapping(Constant.of(Double.NaN), Constant.of(9))),
                List.of(new Mapping(Constant.of(9), Constant.of(Double.NaN))));
        assertThat(mapped.bind(spec).encodedSpec().fill().bits()).isEqualTo(Bytes.wrap(new byte[] {9}));
        CastValueCodec oneWay = new CastValueCodec(
                NumericType.UINT8, Rounding.NEAREST_EVEN, Optional.empty(), mapped.encoding(), List.of());
        assertThatThrownBy(() -> oneWay.bind(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cast_value: the fill value does not come back from uint8");
        assertThatThrownBy(() -> cast(NumericType.UINT8).bind(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the fill value: cast_value: element 0: NaN does not fit uint8");
    }

    @Test
    void smallIntegersWrapAndClampByTheirOwnBits() {
        ChunkSpec spec = spec(NumericType.INT16, 4);
        NdArray chunk = NdArray.of(NumericType.INT16, Shape.of(4), Bytes.wrap(new byte[] {7, 0, 8, 0, -9, -1, 23, 0}));
        assertThat(cast(SmallInteger.INT4, OutOfRange.WRAP)
                        .bind(spec)
                        .encode(chunk)
                        .data())
                .isEqualTo(Bytes.wrap(new byte[] {7, -8, 7, 7}));
        assertThat(cast(SmallInteger.INT4, OutOfRange.CLAMP)
                        .bind(spec)
                        .encode(chunk)
                        .data())
                .isEqualTo(Bytes.wrap(new byte[] {7, 7, -8, 7}));
    }

    /** The oracle is the float whose upper half a bfloat16 is. */
    @Test
    void bfloat16IsRoundedInEveryWay() {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            double value = random.nextGaussian() * Math.scalb(1.0, random.nextInt(40) - 20);
            float below = Float.intBitsToFloat(Float.floatToIntBits((float) value) & 0xffff0000);
            for (Rounding rounding : Rounding.values()) {
                NdArray encoded = cast(BFLOAT16, rounding)
                        .bind(spec(NumericType.FLOAT64, 1))
                        .encode(doubles(value));
                float got = Float.intBitsToFloat(encoded.data().getShort(0) << 16);
                float ulp = Float.intBitsToFloat(Float.floatToIntBits(Math.abs(below)) + 0x10000) - Math.abs(below);
                boolean isNearest = Math.abs(got - value) <= ulp / 2;
                assertThat(
                                switch (rounding) {
                                    case NEAREST_EVEN, NEAREST_AWAY -> isNearest;
                                    case TOWARDS_ZERO ->
                                        Math.abs(got) <= Math.abs(value) && Math.abs(got - value) < ulp;
                                    case TOWARDS_POSITIVE -> got >= value && got - value < ulp;
                                    case TOWARDS_NEGATIVE -> got <= value && value - got < ulp;
                                })
                        .as("%s %s %s", rounding, value, got)
                        .isTrue();
            }
        }
    }

    @Test
    void refusesTypesThatItDoesNotCast() {
        assertThatThrownBy(() -> cast(NumericType.FLOAT32, OutOfRange.WRAP))
                .hasMessage("cast_value wraps integers, not float32");
        assertThatThrownBy(() -> cast(NumericType.COMPLEX64)).hasMessageContaining("not complex64");
        assertThatThrownBy(() -> cast(new SmallFloat(FloatFormat.FLOAT8_E4M3))).hasMessageContaining("float8_e4m3");
        assertThatThrownBy(() -> cast(NumericType.INT8).bind(spec(NumericType.BOOL, 1)))
                .hasMessageContaining("not bool");
        CastValueCodec tooLarge = new CastValueCodec(
                NumericType.UINT8,
                Rounding.NEAREST_EVEN,
                Optional.empty(),
                List.of(new Mapping(Constant.of(1), Constant.of(300))),
                List.of());
        assertThatThrownBy(() -> tooLarge.bind(spec(NumericType.INT16, 1))).hasMessage("300 does not fit uint8");
    }
}
