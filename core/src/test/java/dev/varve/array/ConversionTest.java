package dev.varve.array;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.codec.ForeignChunk;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class ConversionTest {
    @Test
    void everyTypeBecomesEveryOtherAsInNumpy() throws IOException {
        List<ForeignChunk> chunks = ForeignChunk.read("conversions.bin");
        assertThat(chunks).hasSize(NumericType.values().length * NumericType.values().length);
        for (ForeignChunk chunk : chunks) {
            String[] types = chunk.name().toUpperCase(Locale.ROOT).split(" ", 2);
            NumericType from = NumericType.valueOf(types[0]);
            NumericType to = NumericType.valueOf(types[1]);
            Shape shape = Shape.of(chunk.decoded().length() / from.sizeBytes());
            NdArray converted = Conversion.of(NdArray.of(from, shape, chunk.decoded()), to);
            NdArray expected = NdArray.of(to, shape, chunk.encoded());
            for (int i = 0; i < shape.count(); i++) {
                assertThat(element(converted, i)).as("%s, element %d", chunk, i).isEqualTo(element(expected, i));
            }
        }
    }

    private static Bytes element(NdArray block, int i) {
        int size = block.type().sizeBytes();
        return block.data().slice(i * size, size);
    }

    @Test
    void longRunsAreConvertedInPieces() {
        byte[] bytes = new byte[5000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7);
        }
        NdArray source = NdArray.of(NumericType.INT8, Shape.of(5000), Bytes.wrap(bytes));
        for (NumericType type : new NumericType[] {NumericType.FLOAT32, NumericType.COMPLEX128, NumericType.INT64}) {
            NdArray there = Conversion.of(source, type);
            assertThat(Conversion.of(there, NumericType.INT8).sameBits(source)).isTrue();
        }
    }
}
