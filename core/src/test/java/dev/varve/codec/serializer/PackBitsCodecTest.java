package dev.varve.codec.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FloatFormat;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.RawBytes;
import dev.varve.array.SmallComplex;
import dev.varve.array.TimeType;
import dev.varve.codec.ArrayToArrayCodecContract;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ArrayToBytesCodecContract;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecException;
import dev.varve.codec.ForeignSerializers;
import dev.varve.codec.SomeBytes;
import dev.varve.codec.serializer.PackBitsCodec.Padding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PackBitsCodecTest extends ArrayToBytesCodecContract {
    private static PackBitsCodec all(Padding padding) {
        return new PackBitsCodec(padding, OptionalInt.empty(), OptionalInt.empty());
    }

    private static PackBitsCodec bits(int first, int last) {
        return new PackBitsCodec(Padding.NONE, OptionalInt.of(first), OptionalInt.of(last));
    }

    private static ChunkSpec spec(DataType type, long... shape) {
        return ArrayToArrayCodecContract.spec(type, shape);
    }

    @Override
    protected List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(all(Padding.NONE), spec(NumericType.BOOL, 5, 7)));
        cases.add(new Case(all(Padding.FIRST_BYTE), spec(NumericType.BOOL, 16)));
        cases.add(new Case(all(Padding.LAST_BYTE), spec(NumericType.BOOL)));
        cases.add(new Case(all(Padding.NONE), spec(NumericType.BOOL, 0)));
        cases.add(new Case(all(Padding.NONE), spec(NumericType.INT16, 3, 3)));
        cases.add(new Case(all(Padding.NONE), spec(NumericType.COMPLEX128, 3)));
        cases.add(new Case(all(Padding.NONE), spec(new TimeType(false, "s", 1), 5)));
        return cases;
    }

    @Override
    protected List<Foreign> foreign() throws IOException {
        return ForeignSerializers.read("packbits.bin");
    }

    @Test
    void partsOfComplexNumbersAreSmall() {
        ChunkSpec spec = spec(new SmallComplex(FloatFormat.FLOAT4_E2M1FN), 3);
        NdArray chunk = NdArray.of(spec.type(), spec.shape(), Bytes.wrap(new byte[] {1, 2, 3, 4, 5, 15}));
        ArrayToBytesCodec.Bound bound = all(Padding.NONE).bind(spec);
        assertThat(bound.encode(chunk)).isEqualTo(Bytes.wrap(new byte[] {0x21, 0x43, (byte) 0xf5}));
        assertThat(bound.decode(bound.encode(chunk)).sameBits(chunk)).isTrue();
    }

    /** Against shifting one bit after another. */
    @Test
    void everyChoiceOfBitsIsPackedInOrder() {
        NdArray chunk = SomeBytes.chunk(spec(NumericType.UINT32, 11), new Random(4));
        for (int first = 0; first < 32; first++) {
            for (int last = first; last < 32; last++) {
                Bytes encoded =
                        bits(first, last).bind(spec(NumericType.UINT32, 11)).encode(chunk);
                int at = 0;
                for (int i = 0; i < 11; i++) {
                    for (int bit = first; bit <= last; bit++, at++) {
                        assertThat(encoded.get(at >> 3) >> (at & 7) & 1)
                                .isEqualTo(chunk.data().getInt(4 * i) >>> bit & 1);
                    }
                }
            }
        }
    }

    @Test
    void wholeBytesAreReadWithoutThePaddingByteThatZarrsLeavesOut() {
        ChunkSpec spec = spec(NumericType.INT16, 2);
        Bytes plain = Bytes.wrap(new byte[] {1, 2, 3, 4});
        assertThat(all(Padding.FIRST_BYTE).bind(spec).decode(plain).data()).isEqualTo(plain);
    }

    @Test
    void aCountOfUnusedBitsThatIsNotTheChunksIsRefused() {
        assertThatThrownBy(() ->
                        all(Padding.LAST_BYTE).bind(spec(NumericType.BOOL, 3)).decode(Bytes.wrap(new byte[] {7, 4})))
                .isInstanceOf(CodecException.class)
                .hasMessage("packbits: 4 unused bits at byte 1, expected 5");
    }

    @Test
    void refusesBitsThatTheTypeHasNot() {
        assertThatThrownBy(() -> bits(4, 3)).hasMessage("packbits bits 4 to 3");
        assertThatThrownBy(() -> bits(0, 16).bind(spec(NumericType.INT16, 3)))
                .hasMessage("packbits bits 0 to 16 of int16");
        assertThatThrownBy(() -> all(Padding.NONE).bind(spec(new RawBytes(2), 3)))
                .hasMessage("packbits takes numbers, not raw_bytes[2]");
        assertThat(bits(0, 3).isLossless()).isFalse();
        assertThat(bits(0, 3).bind(spec(NumericType.INT16, 3)).encodedSize().maxBytes())
                .isEqualTo(2);
    }
}
