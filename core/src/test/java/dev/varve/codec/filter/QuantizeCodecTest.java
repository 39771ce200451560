package dev.varve.codec.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToArrayCodecContract;
import dev.varve.codec.ForeignChunk;
import dev.varve.codec.ForeignFilters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class QuantizeCodecTest extends ArrayToArrayCodecContract {
    private static QuantizeCodec codec(int digits, NumericType dtype, NumericType astype) {
        return new QuantizeCodec(digits, Optional.of(dtype), Optional.of(astype));
    }

    @Override
    protected List<Case> cases() {
        return List.of(
                new Case(codec(2, NumericType.FLOAT32, NumericType.FLOAT32), spec(NumericType.FLOAT32, 50)),
                new Case(codec(3, NumericType.FLOAT64, NumericType.FLOAT64), spec(NumericType.FLOAT64, 5, 2)),
                new Case(codec(1, NumericType.FLOAT16, NumericType.FLOAT32), spec(NumericType.FLOAT16)),
                new Case(new QuantizeCodec(-3, Optional.empty(), Optional.empty()), spec(NumericType.FLOAT64, 0, 2)));
    }

    @Override
    protected List<Foreign> foreign() throws IOException {
        return ForeignFilters.read("quantize.bin");
    }

    @Test
    void binaryDigitsAreThoseOfNumcodecsForEveryNumberOfDecimalOnes() throws IOException {
        List<String> lines = new String(ForeignChunk.bytes("quantize_digits.tsv"), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(lines).hasSize(601);
        for (String line : lines) {
            String[] words = line.split("\t", 2);
            assertThat(QuantizeCodec.binaryDigits(Integer.parseInt(words[0])))
                    .as(line)
                    .isEqualTo(Integer.parseInt(words[1]));
        }
    }

    @Test
    void hugeNumbersStayAsTheyAre() {
        ByteBuffer huge = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, 3e38f);
        NdArray chunk = NdArray.of(NumericType.FLOAT32, Shape.of(1), Bytes.wrap(huge.array()));
        QuantizeCodec codec = codec(3, NumericType.FLOAT32, NumericType.FLOAT32);
        assertThat(codec.bind(spec(NumericType.FLOAT32, 1)).encode(chunk).sameBits(chunk))
                .isTrue();
    }

    @Test
    void refusesWhatItCannotScale() {
        assertThatThrownBy(() -> codec(301, NumericType.FLOAT32, NumericType.FLOAT32))
                .hasMessage("quantize digits 301 is not -300 to 300");
        assertThatThrownBy(() -> codec(1, NumericType.INT16, NumericType.FLOAT32))
                .hasMessage("quantize takes floating-point numbers, not int16");
        assertThatThrownBy(
                        () -> codec(6, NumericType.FLOAT16, NumericType.FLOAT16).bind(spec(NumericType.FLOAT16, 1)))
                .hasMessage("quantize digits 6 is too much for float16");
    }
}
