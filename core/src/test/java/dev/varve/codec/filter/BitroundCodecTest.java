package dev.varve.codec.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.FloatFormat;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.array.SmallComplex;
import dev.varve.array.SmallFloat;
import dev.varve.array.TimeType;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ArrayToArrayCodecContract;
import dev.varve.codec.ForeignChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BitroundCodecTest extends ArrayToArrayCodecContract {
    private static final Map<String, NumericType> TYPES =
            Map.of("f2", NumericType.FLOAT16, "f4", NumericType.FLOAT32, "f8", NumericType.FLOAT64);

    @Override
    protected List<Case> cases() {
        return List.of(
                new Case(new BitroundCodec(3), spec(NumericType.FLOAT16, 30)),
                new Case(new BitroundCodec(0), spec(NumericType.FLOAT32, 5, 7)),
                new Case(new BitroundCodec(40), spec(NumericType.FLOAT32, 5)),
                new Case(new BitroundCodec(40), spec(NumericType.FLOAT64, 50)),
                new Case(new BitroundCodec(9), spec(NumericType.COMPLEX64, 5)),
                new Case(new BitroundCodec(9), spec(NumericType.COMPLEX128, 5)),
                new Case(new BitroundCodec(9), spec(NumericType.FLOAT64)),
                new Case(new BitroundCodec(2), spec(new SmallFloat(FloatFormat.BFLOAT16), 9)),
                new Case(new BitroundCodec(4), spec(new SmallComplex(FloatFormat.FLOAT16), 9)),
                new Case(new BitroundCodec(9), spec(NumericType.FLOAT64, 0, 2)));
    }

    @Override
    protected List<Foreign> foreign() throws IOException {
        List<Foreign> foreign = new ArrayList<>();
        for (ForeignChunk chunk : ForeignChunk.read("bitround.bin")) {
            String[] words = chunk.name().split(" ", -1);
            NumericType type = TYPES.get(words[0]);
            Shape shape = Shape.of(chunk.decoded().length() / type.sizeBytes());
            NdArray encoded = NdArray.of(type, shape, chunk.encoded());
            foreign.add(new Foreign(
                    new BitroundCodec(Integer.parseInt(words[1])),
                    NdArray.of(type, shape, chunk.decoded()),
                    encoded,
                    encoded));
        }
        return foreign;
    }

    private static int round(int bits, int keepbits) {
        ByteBuffer buffer =
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, bits);
        NdArray chunk = NdArray.of(NumericType.FLOAT32, Shape.of(1), Bytes.wrap(buffer.array()));
        return new BitroundCodec(keepbits)
                .bind(spec(NumericType.FLOAT32, 1))
                .encode(chunk)
                .data()
                .getInt(0);
    }

    /** A bfloat16 is the upper half of a float32, whose NaNs and infinities it has. */
    @Test
    void shorterNumbersAreRoundedAsTheUpperHalvesOfFloats() {
        SmallFloat bfloat16 = new SmallFloat(FloatFormat.BFLOAT16);
        byte[] all = new byte[2 << 16];
        for (int i = 0; i < 1 << 16; i++) {
            all[2 * i] = (byte) i;
            all[2 * i + 1] = (byte) (i >> 8);
        }
        NdArray numbers = NdArray.of(bfloat16, Shape.of(1 << 16), Bytes.wrap(all));
        NdArray rounded = new BitroundCodec(3).bind(spec(bfloat16, 1 << 16)).encode(numbers);
        for (int i = 0; i < 1 << 16; i++) {
            assertThat(rounded.data().getShort(2 * i)).isEqualTo((short) (round(i << 16, 3) >>> 16));
        }
        SmallComplex complex = new SmallComplex(FloatFormat.BFLOAT16);
        NdArray pairs = NdArray.of(complex, Shape.of(1 << 15), Bytes.wrap(all));
        assertThat(new BitroundCodec(3)
                        .bind(spec(complex, 1 << 15))
                        .encode(pairs)
                        .data())
                .isEqualTo(rounded.data());
    }

    @Test
    void roundsHalfToEven() {
        assertThat(round(0x3f800000 | (1 << 19), 3)).isEqualTo(0x3f800000);
        assertThat(round(0x3f800000 | (3 << 19), 3)).isEqualTo(0x3f800000 | (4 << 19));
        assertThat(round(0x3f800000 | (1 << 19) | 1, 3)).isEqualTo(0x3f800000 | (2 << 19));
    }

    @Test
    void keepsEveryNanAndInfinity() {
        for (int bits :
                new int[] {0x7fc00000, 0x7fffffff, 0xffffffff, 0x7f800001, 0xff800001, 0x7f800000, 0xff800000}) {
            for (int keepbits : new int[] {0, 1, 10, 22}) {
                assertThat(round(bits, keepbits)).isEqualTo(bits);
            }
        }
    }

    @Test
    void timesAreOnlyDecoded() {
        TimeType time = new TimeType(false, "s", 1);
        NdArray chunk = NdArray.allocate(time, Shape.of(2));
        ArrayToArrayCodec.Bound bound = new BitroundCodec(3).bind(spec(time, 2));
        assertThat(bound.decode(chunk)).isSameAs(chunk);
        assertThatThrownBy(() -> bound.encode(chunk)).hasMessageContaining("datetime64[s] is only decoded");
    }

    @Test
    void integersAreOnlyDecoded() {
        NdArray chunk = NdArray.allocate(NumericType.INT32, Shape.of(2));
        BitroundCodec codec = new BitroundCodec(3);
        assertThat(codec.bind(spec(NumericType.INT32, 2)).decode(chunk)).isSameAs(chunk);
        assertThatThrownBy(() -> codec.bind(spec(NumericType.INT32, 2)).encode(chunk))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("int32 is only decoded");
    }

    @Test
    void isLossyAndTakesNumbersOnly() {
        assertThat(new BitroundCodec(3).isLossless()).isFalse();
        assertThatThrownBy(() -> new BitroundCodec(-1)).hasMessage("bitround keepbits -1 < 0");
        assertThatThrownBy(() -> new BitroundCodec(3).bind(spec(NumericType.BOOL, 1)))
                .hasMessageContaining("not bool");
        assertThatThrownBy(() -> new BitroundCodec(3).bind(spec(VariableType.STRING, 1)))
                .hasMessageContaining("not string");
    }
}
