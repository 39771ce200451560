package dev.varve.codec.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;
import dev.varve.testing.Seeds;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BloscLzTest {
    /** Runs, references near and far, and noise, so that every form of a reference is written. */
    private static byte[] someData(Random random) {
        byte[] data = new byte[random.nextInt(random.nextBoolean() ? 300 : 200_000)];
        int at = 0;
        while (at < data.length) {
            int count = Math.min(data.length - at, 1 + random.nextInt(random.nextInt(20) == 0 ? 3000 : 40));
            int distance = 1 + random.nextInt(random.nextBoolean() ? 20 : 80_000);
            for (int i = 0; i < count; i++, at++) {
                data[at] = distance > at ? (byte) random.nextInt(4) : data[at - distance];
            }
        }
        return data;
    }

    @Test
    void decodesWhatItEncodes() {
        int[] encodedCases = new int[1];
        Seeds.check(200, random -> {
            byte[] data = someData(random);
            int level = 1 + random.nextInt(9);
            try (BloscLzEncoder encoder = new BloscLzEncoder(level, random.nextBoolean())) {
                byte[] in = new byte[data.length + 3];
                System.arraycopy(data, 0, in, 3, data.length);
                byte[] encoded = new byte[data.length + 500];
                int length = encoder.encode(in, 3, data.length, encoded, 2);
                assertThat(length).isLessThanOrEqualTo(data.length);
                if (length > 0) {
                    encodedCases[0]++;
                    byte[] out = new byte[data.length + 2];
                    BloscLzDecoder.decode("test", Bytes.wrap(encoded), 2, length, out, 1, data.length);
                    assertThat(Arrays.copyOfRange(out, 1, data.length + 1)).isEqualTo(data);
                    assertThat(out[0] | out[data.length + 1]).isZero();
                }
            }
        });
        assertThat(encodedCases[0]).isGreaterThan(60);
    }

    private static void refuses(int wanted, int... encoded) {
        byte[] bytes = new byte[encoded.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) encoded[i];
        }
        assertThatThrownBy(() ->
                        BloscLzDecoder.decode("test", Bytes.wrap(bytes), 0, bytes.length, new byte[wanted], 0, wanted))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("malformed blosclz data near byte");
    }

    @Test
    void refusesWhatDoesNotFit() {
        refuses(4);
        refuses(4, 0x20);
        refuses(4, 0x23, 1, 2, 3);
        refuses(4, 0x23, 1, 2, 3, 4, 0);
        refuses(4, 0x24, 1, 2, 3, 4, 5);
        refuses(4, 0x20, 1);
        refuses(4, 0x20, 1, 0x20);
        refuses(4, 0x20, 1, 0x20, 0);
        refuses(5, 0x20, 1, 0x20, 1, 0, 9);
        refuses(4, 0x20, 1, 0xe0, 255, 255, 255);
        refuses(4, 0x20, 1, 0xe0, 255, 1, 0, 0, 9);
        refuses(9, 0x20, 1, 0x3f, 255, 0);
        refuses(9, 0x20, 1, 0x3f, 255, 0, 0, 0, 7);
    }
}
