package dev.varve.codec.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Hdf5Lz4CodecTest extends Hdf5FilterContract {
    @Override
    String goldenFile() {
        return "lz4.bin";
    }

    @Override
    BytesToBytesCodec codec(int[] clientData) {
        return Hdf5Lz4Codec.ofClientData(clientData);
    }

    @Override
    Configured configured(Random random) {
        return withSomeChunk(new Hdf5Lz4Codec(1 + random.nextInt(random.nextBoolean() ? 100 : 10_000)), 4, random);
    }

    @Override
    boolean writesGoldenBytes() {
        return false;
    }

    private static BytesToBytesCodec.Bound bound(int length) {
        return new Hdf5Lz4Codec(64).bind(new EncodedSize.Exactly(length), 1);
    }

    @Test
    void storesABlockThatDoesNotShrinkAsItIs() {
        byte[] noise = new byte[100];
        new Random(1).nextBytes(noise);
        byte[] expected = new byte[12 + 4 + 64 + 4 + 36];
        expected[7] = 100;
        expected[11] = 64;
        expected[15] = 64;
        System.arraycopy(noise, 0, expected, 16, 64);
        expected[83] = 36;
        System.arraycopy(noise, 64, expected, 84, 36);
        assertThat(bound(100).encode(Bytes.wrap(noise))).isEqualTo(Bytes.wrap(expected));
    }

    @Test
    void refusesBlocksOfNoBytes() {
        byte[] encoded = new byte[16];
        encoded[7] = 4;
        assertThatThrownBy(() -> bound(4).decode(Bytes.wrap(encoded)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("block of 0 bytes at byte 8");
    }

    @Test
    void refusesBytesAfterTheLastBlock() {
        byte[] encoded = {0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 5, 6};
        assertThatThrownBy(() -> bound(1).decode(Bytes.wrap(encoded)))
                .hasMessageContaining("1 bytes too many at byte 17");
    }

    @Test
    void namesTheBlockSizeThatIsWrong() {
        assertThatThrownBy(() -> new Hdf5Lz4Codec(0)).hasMessageContaining("block of 0 bytes");
    }

    @Test
    void takesNoBytesAtAll() {
        assertThat(bound(0).decode(bound(0).encode(Bytes.EMPTY))).isEqualTo(Bytes.EMPTY);
    }
}
