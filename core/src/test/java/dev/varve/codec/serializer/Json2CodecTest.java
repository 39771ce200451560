package dev.varve.codec.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToArrayCodecContract;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ArrayToBytesCodecContract;
import dev.varve.codec.CodecException;
import dev.varve.codec.ForeignSerializers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class Json2CodecTest extends ArrayToBytesCodecContract {
    @Override
    protected List<Case> cases() {
        Json2Codec codec = new Json2Codec();
        return List.of(
                new Case(codec, ArrayToArrayCodecContract.spec(VariableType.STRING, 2, 3)),
                new Case(codec, ArrayToArrayCodecContract.spec(VariableType.STRING, 4)),
                new Case(codec, ArrayToArrayCodecContract.spec(VariableType.STRING, 0)),
                new Case(codec, ArrayToArrayCodecContract.spec(VariableType.STRING, 2, 0, 2)));
    }

    @Override
    protected List<Foreign> foreign() throws IOException {
        return ForeignSerializers.read("json2.bin");
    }

    private static void refuses(String json, String message) {
        ArrayToBytesCodec.Bound bound = new Json2Codec().bind(ArrayToArrayCodecContract.spec(VariableType.STRING, 2));
        assertThatThrownBy(() -> bound.decode(Bytes.wrap(json.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(message);
    }

    @Test
    void otherObjectsAndOtherShapesAreRefused() {
        refuses("[\"a\",1,\"|O\",[2]]", "no text as element 1 at byte 5");
        refuses("[\"a\",null,\"|O\",[2]]", "no text as element 1");
        refuses("[\"a\",[\"b\"],\"|O\",[2]]", "no text as element 1");
        refuses("[\"a\",\"|O\",[1]]", "no \"|O\" behind the elements");
        refuses("[\"a\",\"b\",\"<i4\",[2]]", "other than \"|O\"");
        refuses("[\"a\",\"b\",\"|O\",[3]]", "no shape (2)");
        refuses("[\"a\",\"b\",\"|O\",[22]]", "no shape (2)");
        refuses("[\"a\",\"b\",\"|O\",[2,1]]", "no end of the shape");
        refuses("[\"a\",\"b\",\"|O\",[2]]]", "1 bytes too many");
        refuses("{\"a\":\"b\"}", "no list at byte 0");
        refuses("[\"a\",\"b\n\",\"|O\",[2]]", "no escape of a control character");
        refuses("[\"a\",\"\\q\",\"|O\",[2]]", "no escape at byte 7");
        refuses("[\"a\",\"\\u12g4\",\"|O\",[2]]", "no hexadecimal digit");
        for (String half : List.of("\\ud800", "\\udc00", "\\ud800\\ud800", "\\ud800x", "\\ud800\\n")) {
            refuses("[\"a\",\"" + half + "\",\"|O\",[2]]", "half a character");
        }
    }

    @Test
    void anotherLayoutOfTheSameJsonIsRead() {
        String json = "[\n  \"\\u00e9\",\n  \"\u65e5\",\n  \"|O\",\n  [\n    2\n  ]\n]";
        ArrayToBytesCodec.Bound bound = new Json2Codec().bind(ArrayToArrayCodecContract.spec(VariableType.STRING, 2));
        byte[][] elements =
                bound.decode(Bytes.wrap(json.getBytes(StandardCharsets.UTF_8))).elements();
        assertThat(new String(elements[0], StandardCharsets.UTF_8)).isEqualTo("\u00e9");
        assertThat(new String(elements[1], StandardCharsets.UTF_8)).isEqualTo("\u65e5");
    }

    @Test
    void takesTextAlongAxesOnly() {
        assertThatThrownBy(() -> new Json2Codec().bind(ArrayToArrayCodecContract.spec(NumericType.INT8, 2)))
                .hasMessage("numcodecs.json2 takes string elements, not int8");
        assertThatThrownBy(() -> new Json2Codec().bind(ArrayToArrayCodecContract.spec(VariableType.STRING)))
                .hasMessage("numcodecs.json2 takes no arrays without axes");
    }

    @Test
    void textThatIsNotUtf8IsNotWritten() {
        byte[][] elements = {{'a'}, {(byte) 0xe9}};
        NdArray chunk = NdArray.ofVariable(VariableType.STRING, Shape.of(2), elements);
        assertThatThrownBy(() -> new Json2Codec()
                        .bind(ArrayToArrayCodecContract.spec(VariableType.STRING, 2))
                        .encode(chunk))
                .isInstanceOf(CodecException.class)
                .hasMessage("numcodecs.json2: element 1 is not UTF-8");
    }
}
