package dev.varve.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalBytesTest {
    private static byte[] written(NdArray block) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CanonicalBytes.write(block, piece -> out.write(piece.array(), piece.offset(), piece.length()));
        return out.toByteArray();
    }

    @Test
    void numbersAreTheirLittleEndianBytes() {
        NdArray block = NdArray.of(NumericType.UINT16, Shape.of(2), Bytes.wrap(new byte[] {1, 2, 3, 4}));
        assertThat(written(block)).containsExactly(1, 2, 3, 4);
        assertThat(CanonicalBytes.read(NumericType.UINT16, Shape.of(2), Bytes.wrap(new byte[] {1, 2, 3, 4}))
                        .sameBits(block))
                .isTrue();
    }

    @Test
    void whateverIsTrueIsOne() {
        NdArray block = NdArray.of(NumericType.BOOL, Shape.of(3), Bytes.wrap(new byte[] {0, 1, 2}));
        assertThat(written(block)).containsExactly(0, 1, 1);
    }

    @Test
    void textIsLengthsAndBytes() {
        NdArray block = NdArray.ofStrings(Shape.of(2), "é", "");
        byte[] canonical = {2, 0, 0, 0, (byte) 0xc3, (byte) 0xa9, 0, 0, 0, 0};
        assertThat(written(block)).isEqualTo(canonical);
        assertThat(CanonicalBytes.read(VariableType.STRING, Shape.of(2), Bytes.wrap(canonical))
                        .sameBits(block))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 5, 9, 11})
    void textOfAnotherLengthIsRefused(int length) {
        byte[] canonical = {2, 0, 0, 0, (byte) 0xc3, (byte) 0xa9, 0, 0, 0, 0, 0};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalBytes.read(
                        VariableType.STRING, Shape.of(2), Bytes.wrap(canonical).slice(0, length)));
    }
}
