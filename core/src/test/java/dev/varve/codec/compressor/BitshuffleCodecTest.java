package dev.varve.codec.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BitshuffleCodecTest extends Hdf5FilterContract {
    private static final BitshuffleCodec.Compression NONE = new BitshuffleCodec.Compression.None();
    private static final BitshuffleCodec.Compression LZ4 = new BitshuffleCodec.Compression.Lz4();

    @Override
    String goldenFile() {
        return "bitshuffle.bin";
    }

    @Override
    BytesToBytesCodec codec(int[] clientData) {
        return BitshuffleCodec.ofClientData(clientData);
    }

    @Override
    Configured configured(Random random) {
        int bytes = 1 + random.nextInt(9);
        int block = 8 * (1 + random.nextInt(random.nextBoolean() ? 5 : 500));
        BitshuffleCodec.Compression compression =
                switch (random.nextInt(3)) {
                    case 0 -> NONE;
                    case 1 -> LZ4;
                    default -> new BitshuffleCodec.Compression.Zstd(random.nextInt(6));
                };
        return withSomeChunk(new BitshuffleCodec(bytes, block, compression), bytes, random);
    }

    @Override
    boolean writesGoldenBytes() {
        return false;
    }

    @Test
    void transposesTheBitsOfEightElementsAndLeavesTheRest() {
        BytesToBytesCodec.Bound bound = new BitshuffleCodec(1, 8, NONE).bind(new EncodedSize.Exactly(10), 1);
        Bytes decoded = Bytes.wrap(new byte[] {1, 1, 0, 0, 0, 0, 0, (byte) 0x81, 7, 9});
        Bytes rows = Bytes.wrap(new byte[] {(byte) 0x83, 0, 0, 0, 0, 0, 0, (byte) 0x80, 7, 9});
        assertThat(bound.encode(decoded)).isEqualTo(rows);
        assertThat(bound.decode(rows)).isEqualTo(decoded);
    }

    @Test
    void keepsTheSizeWithoutCompression() {
        assertThat(new BitshuffleCodec(4, 64, NONE)
                        .bind(new EncodedSize.Exactly(400), 4)
                        .encodedSize())
                .isEqualTo(new EncodedSize.Exactly(400));
    }

    @Test
    void takesTheBlockThatTheChunkNames() {
        EncodedSize size = new EncodedSize.Exactly(4000);
        Bytes decoded = Bytes.wrap(someBytes(new Random(1), 4000));
        Bytes encoded = new BitshuffleCodec(4, 64, LZ4).bind(size, 4).encode(decoded);
        assertThat(new BitshuffleCodec(4, 2048, LZ4).bind(size, 4).decode(encoded))
                .isEqualTo(decoded);
    }

    @Test
    void refusesABlockThatIsNoMultipleOfEightElements() {
        byte[] encoded = new byte[100];
        encoded[7] = 40;
        encoded[11] = 36;
        assertThatThrownBy(() -> new BitshuffleCodec(4, 64, LZ4)
                        .bind(new EncodedSize.Exactly(40), 4)
                        .decode(Bytes.wrap(encoded)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("block of 36 bytes at byte 8");
    }

    @Test
    void namesTheParameterThatIsWrong() {
        assertThatThrownBy(() -> new BitshuffleCodec(0, 64, LZ4)).hasMessageContaining("elements of 0 bytes");
        assertThatThrownBy(() -> new BitshuffleCodec(4, 12, LZ4)).hasMessageContaining("block of 12 elements");
        assertThatThrownBy(() -> new BitshuffleCodec.Compression.Zstd(23)).hasMessageContaining("zstd level 23");
        assertThatThrownBy(() -> BitshuffleCodec.ofClientData(0, 4, 4, 0, 9)).hasMessageContaining("compression 9");
        assertThatThrownBy(() -> BitshuffleCodec.ofClientData(0, 4)).hasMessageContaining("size of an element");
        assertThatThrownBy(() -> new BitshuffleCodec(4, 64, LZ4).bind(new EncodedSize.Exactly(7), 4))
                .hasMessageContaining("7 bytes");
    }

    @Test
    void takesNoBytesAtAll() {
        BytesToBytesCodec.Bound bound = new BitshuffleCodec(4, 64, LZ4).bind(new EncodedSize.Exactly(0), 4);
        assertThat(bound.decode(bound.encode(Bytes.EMPTY))).isEqualTo(Bytes.EMPTY);
    }
}
