package dev.varve.codec.compressor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LzfCodecTest extends Hdf5FilterContract {
    @Override
    String goldenFile() {
        return "lzf.bin";
    }

    @Override
    BytesToBytesCodec codec(int[] clientData) {
        return new LzfCodec();
    }

    @Override
    Configured configured(Random random) {
        return withSomeChunk(new LzfCodec(), 1 + random.nextInt(8), random);
    }

    @Override
    boolean writesGoldenBytes() {
        return false;
    }

    private static BytesToBytesCodec.Bound bound(int length) {
        return new LzfCodec().bind(new EncodedSize.Exactly(length), 1);
    }

    private static Bytes decode(int length, int... encoded) {
        byte[] bytes = new byte[encoded.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) encoded[i];
        }
        return bound(length).decode(Bytes.wrap(bytes));
    }

    @Test
    void decodesLiteralsAndReferencesAsTheFormatSays() {
        assertThat(decode(3, 2, 'a', 'b', 'c')).isEqualTo(Bytes.wrap("abc".getBytes(UTF_8)));
        assertThat(decode(6, 2, 'a', 'b', 'c', 0x20, 2)).isEqualTo(Bytes.wrap("abcabc".getBytes(UTF_8)));
        assertThat(decode(10, 0, 'a', 0xe0, 0, 0)).isEqualTo(Bytes.wrap("aaaaaaaaaa".getBytes(UTF_8)));
    }

    @Test
    void refusesAReferenceBeforeTheStart() {
        assertThatThrownBy(() -> decode(4, 0, 'a', 0x20, 1))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("reference 2 bytes back at byte 3");
    }

    @Test
    void refusesAStreamThatEndsInsideARunOrReference() {
        for (int[] encoded : new int[][] {{1, 'a'}, {0, 'a', 0x20}, {0, 'a', 0xe0}, {0, 'a', 0xe0, 0}}) {
            assertThatThrownBy(() -> decode(2, encoded)).hasMessageContaining("stream ends inside");
        }
    }

    @Test
    void expandsNoiseByNoMoreThanOneByteIn32() {
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        assertThat(bound(noise.length).encode(Bytes.wrap(noise)).length())
                .isLessThanOrEqualTo(noise.length * 33 / 32 + 1);
    }

    @Test
    void compressesARunToThreeBytesIn264() {
        assertThat(bound(264 * 1000 + 1)
                        .encode(Bytes.wrap(new byte[264 * 1000 + 1]))
                        .length())
                .isEqualTo(2 + 3 * 1000);
    }

    @Test
    void takesNoBytesAtAll() {
        assertThat(bound(0).encode(Bytes.EMPTY)).isEqualTo(Bytes.EMPTY);
        assertThat(bound(0).decode(Bytes.EMPTY)).isEqualTo(Bytes.EMPTY);
    }
}
