package dev.varve.codec.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToArrayCodecContract;
import dev.varve.codec.CodecChain;
import dev.varve.codec.ForeignChunk;
import dev.varve.codec.SomeBytes;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.codec.serializer.PcodecCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NumcodecsBitroundCodecTest extends ArrayToArrayCodecContract {
    private static final Map<String, List<NumericType>> TYPES = Map.of(
            "f2", List.of(NumericType.FLOAT16, NumericType.INT16),
            "f4", List.of(NumericType.FLOAT32, NumericType.INT32),
            "f8", List.of(NumericType.FLOAT64, NumericType.INT64));
    private static final Map<String, Integer> MANTISSAS = Map.of("f2", 10, "f4", 23, "f8", 52);

    @Override
    protected List<Case> cases() {
        return List.of(
                new Case(new NumcodecsBitroundCodec(3), spec(NumericType.FLOAT16, 30)),
                new Case(new NumcodecsBitroundCodec(0), spec(NumericType.FLOAT32, 5, 7)),
                new Case(new NumcodecsBitroundCodec(23), spec(NumericType.FLOAT32, 5)),
                new Case(new NumcodecsBitroundCodec(40), spec(NumericType.FLOAT64, 50)),
                new Case(new NumcodecsBitroundCodec(9), spec(NumericType.COMPLEX64, 5)),
                new Case(new NumcodecsBitroundCodec(9), spec(NumericType.FLOAT64)),
                new Case(new NumcodecsBitroundCodec(9), spec(NumericType.FLOAT64, 0, 2)));
    }

    @Override
    protected List<Foreign> foreign() throws IOException {
        List<Foreign> foreign = new ArrayList<>();
        for (ForeignChunk chunk : ForeignChunk.read("bitround.bin")) {
            String[] words = chunk.name().split(" ", -1);
            int keepbits = Integer.parseInt(words[1]);
            NumericType type = TYPES.get(words[0]).get(0);
            NumericType integer = TYPES.get(words[0]).get(keepbits < MANTISSAS.get(words[0]) ? 1 : 0);
            Shape shape = Shape.of(chunk.decoded().length() / type.sizeBytes());
            foreign.add(new Foreign(
                    new NumcodecsBitroundCodec(keepbits),
                    NdArray.of(type, shape, chunk.decoded()),
                    NdArray.of(integer, shape, chunk.encoded()),
                    NdArray.of(type, shape, chunk.encoded())));
        }
        return foreign;
    }

    @Test
    void isNotNamedOnlyWhereNobodySeesThatItHandsOnIntegers() {
        NumcodecsBitroundCodec rounding = new NumcodecsBitroundCodec(7);
        TransposeCodec turned = new TransposeCodec(List.of(1, 0));
        assertThat(new CodecChain(List.of(turned, rounding), BytesCodec.BIG, List.of()).withoutWhatEncodingDoes())
                .isEqualTo(new CodecChain(List.of(turned), BytesCodec.BIG, List.of()));
        for (CodecChain chain : List.of(
                new CodecChain(List.of(rounding), new PcodecCodec(8), List.of()),
                new CodecChain(List.of(rounding, turned), BytesCodec.LITTLE, List.of()))) {
            assertThat(chain.withoutWhatEncodingDoes()).isEqualTo(chain);
        }
        CodecChain numbers = new CodecChain(List.of(new BitroundCodec(7)), new PcodecCodec(8), List.of());
        assertThat(numbers.withoutWhatEncodingDoes().filters()).isEmpty();
    }

    @Test
    void whatIsStoredIsReadBackByTheChainThatIsNamed() {
        NdArray chunk = SomeBytes.chunk(spec(NumericType.FLOAT32, 20, 30), new Random(4));
        for (CodecChain chain : List.of(
                new CodecChain(List.of(new NumcodecsBitroundCodec(7)), BytesCodec.LITTLE, List.of()),
                new CodecChain(List.of(new NumcodecsBitroundCodec(7)), new PcodecCodec(8), List.of()),
                new CodecChain(List.of(new BitroundCodec(7)), new PcodecCodec(8), List.of()))) {
            NdArray rounded =
                    new BitroundCodec(7).bind(spec(NumericType.FLOAT32, 20, 30)).encode(chunk);
            NdArray read = chain.withoutWhatEncodingDoes()
                    .bind(spec(NumericType.FLOAT32, 20, 30))
                    .decode(chain.bind(spec(NumericType.FLOAT32, 20, 30)).encode(chunk));
            assertThat(read.sameBits(rounded)).as(chain.name()).isTrue();
        }
    }

    @Test
    void keepsNoFewerThanNoBits() {
        assertThat(new NumcodecsBitroundCodec(3).isLossless()).isFalse();
        assertThatThrownBy(() -> new NumcodecsBitroundCodec(-1)).hasMessage("bitround keepbits -1 < 0");
    }
}
