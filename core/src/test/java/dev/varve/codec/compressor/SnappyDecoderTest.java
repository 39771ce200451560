package dev.varve.codec.compressor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

final class SnappyDecoderTest {
    private static byte[] decode(int wanted, byte[] encoded) {
        byte[] out = new byte[wanted + 2];
        SnappyDecoder.decode("test", Bytes.wrap(encoded), 0, encoded.length, out, 1, wanted);
        assertThat(out[0]).isZero();
        assertThat(out[wanted + 1]).isZero();
        return java.util.Arrays.copyOfRange(out, 1, wanted + 1);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static void refuses(String message, int wanted, int... encoded) {
        assertThatThrownBy(() -> decode(wanted, bytes(encoded)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(message);
    }

    @Test
    void decodesEveryKindOfElement() {
        byte[] abc = bytes(3 + 4 + 5 + 6, 2 << 2, 'a', 'b', 'c', 1, 3, (4 << 2) | 2, 1, 0, (5 << 2) | 3, 9, 0, 0, 0);
        assertThat(new String(decode(18, abc), US_ASCII)).isEqualTo("abcabcaaaaaaabcaaa");
    }

    @Test
    void decodesLiteralsWhoseLengthTakesUpToFourBytes() {
        byte[] data = new byte[70_000];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (i * 31);
        }
        for (int lengthBytes = 3; lengthBytes <= 4; lengthBytes++) {
            ByteArrayOutputStream encoded = new ByteArrayOutputStream();
            encoded.writeBytes(bytes(0xf0, 0xa2, 0x04, (59 + lengthBytes) << 2, 0x6f, 0x11, 0x01));
            if (lengthBytes == 4) {
                encoded.write(0);
            }
            encoded.writeBytes(data);
            assertThat(decode(70_000, encoded.toByteArray())).isEqualTo(data);
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        refuses("5 bytes are declared, expected 4", 4, 5, 0);
        refuses("length of more than 5 bytes", 4, 255, 255, 255, 255, 255, 1);
        refuses("ends early", 4, 4);
        refuses("ends early", 4);
        refuses("literal of 5 bytes", 4, 4, 4 << 2, 1, 2, 3, 4, 5);
        refuses("literal of 4 bytes", 4, 4, 3 << 2, 1, 2, 3);
        refuses("literal of 4294967296 bytes", 4, 4, 63 << 2, 255, 255, 255, 255, 1);
        refuses("copy of 4 bytes from 2 before", 5, 5, 0, 7, 1, 2);
        refuses("copy of 4 bytes from 0 before", 5, 5, 0, 7, 1, 0);
        refuses("copy of 5 bytes from 4294967295 before", 6, 6, 0, 7, (4 << 2) | 3, 255, 255, 255, 255);
        refuses("1 bytes too many", 1, 1, 0, 7, 8);
    }
}
