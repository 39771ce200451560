package dev.varve.codec.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToArrayCodecContract;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ArrayToBytesCodecContract;
import dev.varve.codec.CodecException;
import dev.varve.codec.ForeignSerializers;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class Msgpack2CodecTest extends ArrayToBytesCodecContract {
    @Override
    protected List<Case> cases() {
        Msgpack2Codec codec = new Msgpack2Codec();
        return List.of(
                new Case(codec, ArrayToArrayCodecContract.spec(VariableType.STRING, 2, 3)),
                new Case(codec, ArrayToArrayCodecContract.spec(VariableType.STRING, 20)),
                new Case(codec, ArrayToArrayCodecContract.spec(VariableType.STRING, 0)),
                new Case(codec, ArrayToArrayCodecContract.spec(VariableType.STRING, 2, 0, 2)));
    }

    @Override
    protected List<Foreign> foreign() throws IOException {
        return ForeignSerializers.read("msgpack2.bin");
    }

    private static Bytes bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Bytes.wrap(bytes);
    }

    private static ArrayToBytesCodec.Bound one() {
        return new Msgpack2Codec().bind(ArrayToArrayCodecContract.spec(VariableType.STRING, 1));
    }

    private static void refuses(String message, int... bytes) {
        assertThatThrownBy(() -> one().decode(bytes(bytes)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(message);
    }

    @Test
    void everyFormOfTheSameIsRead() {
        Bytes wide = bytes(
                0xdd, 0, 0, 0, 3, 0xdb, 0, 0, 0, 1, 'a', 0xd9, 2, '|', 'O', 0xdc, 0, 1, 0xcf, 0, 0, 0, 0, 0, 0, 0, 1);
        for (Bytes chunk : List.of(bytes(0x93, 0xa1, 'a', 0xa2, '|', 'O', 0x91, 1), wide)) {
            assertThat(one().decode(chunk).elements()[0]).isEqualTo(new byte[] {'a'});
        }
    }

    @Test
    void otherObjectsAndOtherShapesAreRefused() {
        refuses("no text at byte 1", 0x93, 1, 0xa2, '|', 'O', 0x91, 1);
        refuses("no text at byte 1", 0x93, 0xc0, 0xa2, '|', 'O', 0x91, 1);
        refuses("no array of 3 items at byte 0", 0x94, 0xa1, 'a', 0xa1, 'b', 0xa2, '|', 'O', 0x91, 2);
        refuses("other than \"|O\"", 0x93, 0xa1, 'a', 0xa2, '<', 'i', 0x91, 1);
        refuses("no number 1 at byte 7", 0x93, 0xa1, 'a', 0xa2, '|', 'O', 0x91, 2);
        refuses("ends early", 0x93, 0xdb, 255, 255, 255, 255, 'a');
        refuses("1 bytes too many at byte 8", 0x93, 0xa1, 'a', 0xa2, '|', 'O', 0x91, 1, 0);
        refuses("text at byte 2 is not UTF-8", 0x93, 0xa1, 0xff, 0xa2, '|', 'O', 0x91, 1);
    }

    @Test
    void longTextAndLongArraysComeBack() {
        String[] texts = new String[70_000];
        Arrays.fill(texts, "");
        texts[5] = "x".repeat(70_000);
        texts[69_999] = "y".repeat(200);
        NdArray chunk = NdArray.ofStrings(Shape.of(texts.length), texts);
        ArrayToBytesCodec.Bound bound =
                new Msgpack2Codec().bind(ArrayToArrayCodecContract.spec(VariableType.STRING, texts.length));
        assertThat(bound.decode(bound.encode(chunk)).sameBits(chunk)).isTrue();
    }

    @Test
    void textThatIsNotUtf8IsNotWritten() {
        byte[][] elements = {{'a'}, {(byte) 0xe9}};
        NdArray chunk = NdArray.ofVariable(VariableType.STRING, Shape.of(2), elements);
        assertThatThrownBy(() -> new Msgpack2Codec()
                        .bind(ArrayToArrayCodecContract.spec(VariableType.STRING, 2))
                        .encode(chunk))
                .isInstanceOf(CodecException.class)
                .hasMessage("numcodecs.msgpack2: element 1 is not UTF-8");
    }
}
