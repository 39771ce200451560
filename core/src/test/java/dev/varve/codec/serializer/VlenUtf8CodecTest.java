package dev.varve.codec.serializer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ArrayToBytesCodecContract;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecException;
import dev.varve.codec.ForeignChunk;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VlenUtf8CodecTest extends ArrayToBytesCodecContract {
    private static ChunkSpec spec(long... shape) {
        return new ChunkSpec(VariableType.STRING, Shape.of(shape), FillValue.zero(VariableType.STRING));
    }

    @Override
    protected List<Case> cases() {
        VlenUtf8Codec codec = new VlenUtf8Codec();
        return List.of(
                new Case(codec, spec(5, 3)),
                new Case(codec, spec()),
                new Case(codec, spec(0)),
                new Case(codec, spec(1)));
    }

    @Override
    protected List<Foreign> foreign() throws IOException {
        ForeignChunk chunk = ForeignChunk.read("array.bin").stream()
                .filter(c -> c.name().equals("vlen-utf8"))
                .findFirst()
                .orElseThrow();
        String[] words = new String(chunk.decoded().toArray(), UTF_8).split("\0", -1);
        return List.of(new Foreign(new VlenUtf8Codec(), NdArray.ofStrings(Shape.of(2, 3), words), chunk.encoded()));
    }

    private static void refuses(String message, int... encoded) {
        byte[] bytes = new byte[encoded.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) encoded[i];
        }
        ArrayToBytesCodec.Bound bound = new VlenUtf8Codec().bind(spec(1));
        assertThatThrownBy(() -> bound.decode(Bytes.wrap(bytes)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(message);
    }

    @Test
    void checksEveryNumberBeforeItIsBelieved() {
        refuses("2 elements at byte 0, expected 1", 2, 0, 0, 0, 0, 0, 0, 0);
        refuses("4294967295 elements at byte 0", 255, 255, 255, 255, 0, 0, 0, 0);
        refuses("element 0 at byte 4 is cut off", 1, 0, 0, 0, 1, 0, 0, 0);
        refuses("element 0 at byte 4 is cut off", 1, 0, 0, 0, 255, 255, 255, 255, 65);
        refuses("1 bytes too many at byte 8", 1, 0, 0, 0, 0, 0, 0, 0, 65);
    }

    @Test
    void refusesWhatIsNotUtf8() {
        refuses("text at byte 8 is not UTF-8", 1, 0, 0, 0, 1, 0, 0, 0, 0xff);
        refuses("text at byte 8 is not UTF-8", 1, 0, 0, 0, 3, 0, 0, 0, 0xed, 0xa0, 0x80);
    }

    @Test
    void refusesOtherTypesAndMoreElementsThanFit() {
        ChunkSpec numbers = new ChunkSpec(NumericType.INT8, Shape.of(1), FillValue.zero(NumericType.INT8));
        assertThatThrownBy(() -> new VlenUtf8Codec().bind(numbers))
                .hasMessageContaining("takes string or bytes elements");
        assertThatThrownBy(() -> new VlenUtf8Codec().bind(spec(1L << 40)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use smaller chunks");
    }

    @Test
    void textThatIsNotUtf8IsNotWritten() {
        byte[][] elements = {{'a'}, {(byte) 0xe9}};
        NdArray chunk = NdArray.ofVariable(VariableType.STRING, Shape.of(2), elements);
        assertThatThrownBy(() -> new VlenUtf8Codec().bind(spec(2)).encode(chunk))
                .isInstanceOf(CodecException.class)
                .hasMessage("vlen-utf8: element 1 is not UTF-8");
    }

    @Test
    void bytesNeedNotBeText() {
        ChunkSpec spec = new ChunkSpec(VariableType.BYTES, Shape.of(1), FillValue.zero(VariableType.BYTES));
        NdArray chunk = NdArray.ofVariable(VariableType.BYTES, Shape.of(1), new byte[][] {{(byte) 0xe9}});
        ArrayToBytesCodec.Bound bound = new VlenUtf8Codec().bind(spec);
        assertThat(bound.decode(bound.encode(chunk)).sameBits(chunk)).isTrue();
    }
}
