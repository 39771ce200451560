package dev.varve.codec.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.FixedUtf32;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ArrayToArrayCodecContract;
import dev.varve.codec.CodecException;
import dev.varve.codec.ForeignFilters;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CategorizeCodecTest extends ArrayToArrayCodecContract {
    private static final List<String> LABELS = List.of("sea", "land", "日");

    private static CategorizeCodec text(NumericType astype) {
        return new CategorizeCodec(LABELS, VariableType.STRING, astype);
    }

    @Override
    protected List<Case> cases() {
        CategorizeCodec fixed = new CategorizeCodec(LABELS, new FixedUtf32(4), NumericType.UINT8);
        return List.of(
                new Case(text(NumericType.UINT8), spec(VariableType.STRING, 5, 7)),
                new Case(text(NumericType.INT32), spec(VariableType.STRING, 2000)),
                new Case(text(NumericType.UINT64), spec(VariableType.STRING)),
                new Case(text(NumericType.INT8), spec(VariableType.STRING, 0, 2)),
                new Case(fixed, spec(new FixedUtf32(4), 3, 5)));
    }

    /** Labels and empty text at random. */
    @Override
    protected NdArray chunk(Case c) {
        Random random = new Random(3);
        String[] texts = new String[(int) c.spec().shape().count()];
        for (int i = 0; i < texts.length; i++) {
            int at = random.nextInt(LABELS.size() + 1);
            texts[i] = at == 0 ? "" : LABELS.get(at - 1);
        }
        if (c.spec().type() == VariableType.STRING) {
            return NdArray.ofStrings(c.spec().shape(), texts);
        }
        NdArray chunk = NdArray.allocate(c.spec().type(), c.spec().shape());
        for (int i = 0; i < texts.length; i++) {
            byte[] wide = texts[i].getBytes(Charset.forName("UTF-32LE"));
            System.arraycopy(wide, 0, chunk.data().array(), i * 16, wide.length);
        }
        return chunk;
    }

    @Override
    protected List<Foreign> foreign() throws IOException {
        return ForeignFilters.read("categorize.bin");
    }

    @Test
    void whatHasNoLabelIsRefused() {
        ArrayToArrayCodec.Bound bound = text(NumericType.INT8).bind(spec(VariableType.STRING, 2));
        assertThatThrownBy(() -> bound.encode(NdArray.ofStrings(Shape.of(2), "sea", "ice")))
                .isInstanceOf(CodecException.class)
                .hasMessage("numcodecs.categorize: element 1 is no label");
        for (int wrong : new int[] {4, -1}) {
            NdArray numbers = NdArray.of(NumericType.INT8, Shape.of(2), Bytes.wrap(new byte[] {1, (byte) wrong}));
            assertThatThrownBy(() -> bound.decode(numbers))
                    .isInstanceOf(CodecException.class)
                    .hasMessage("numcodecs.categorize: element 1: " + wrong + " has no label");
        }
    }

    /** numcodecs counts it as any other. */
    @Test
    void anEmptyLabelHasItsNumber() {
        CategorizeCodec codec = new CategorizeCodec(List.of("a", "", "b"), VariableType.STRING, NumericType.UINT8);
        ArrayToArrayCodec.Bound bound = codec.bind(spec(VariableType.STRING, 3));
        NdArray texts = NdArray.ofStrings(Shape.of(3), "b", "", "a");
        assertThat(bound.encode(texts).data()).isEqualTo(Bytes.wrap(new byte[] {3, 2, 1}));
        NdArray numbers = NdArray.of(NumericType.UINT8, Shape.of(3), Bytes.wrap(new byte[] {3, 2, 0}));
        assertThat(bound.decode(numbers).sameBits(NdArray.ofStrings(Shape.of(3), "b", "", "")))
                .isTrue();
    }

    @Test
    void refusesLabelsThatItCannotTellApartOrCount() {
        assertThatThrownBy(() -> new CategorizeCodec(List.of("a", "a"), VariableType.STRING, NumericType.UINT8))
                .hasMessage("categorize has two labels alike");
        assertThatThrownBy(() -> text(NumericType.FLOAT32)).hasMessageContaining("cannot count 3 labels as float32");
        List<String> many = IntStream.range(0, 128).mapToObj(Integer::toString).toList();
        assertThat(new CategorizeCodec(many, VariableType.STRING, NumericType.UINT8).labels())
                .hasSize(128);
        assertThatThrownBy(() -> new CategorizeCodec(many, VariableType.STRING, NumericType.INT8))
                .hasMessageContaining("cannot count 128 labels as int8");
        assertThatThrownBy(() -> new CategorizeCodec(LABELS, NumericType.INT8, NumericType.INT8))
                .hasMessage("categorize takes text, not int8");
        assertThatThrownBy(() -> new CategorizeCodec(LABELS, new FixedUtf32(2), NumericType.INT8)
                        .bind(spec(new FixedUtf32(2), 1)))
                .hasMessageContaining("is longer than");
        assertThatThrownBy(() -> text(NumericType.INT8).bind(spec(NumericType.INT8, 1)))
                .hasMessageContaining("for elements of int8");
    }
}
