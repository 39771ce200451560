package dev.varve.codec.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import dev.varve.testing.Seeds;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SzipCodecTest extends Hdf5FilterContract {
    private static final int NEAREST_NEIGHBOUR = 128 | 32;
    private static final int ENTROPY_CODING = 128 | 4;
    private static final int LITTLE_ENDIAN = 8;
    private static final int BIG_ENDIAN = 16;

    @Override
    String goldenFile() {
        return "szip.bin";
    }

    @Override
    BytesToBytesCodec codec(int[] clientData) {
        return SzipCodec.ofClientData(clientData);
    }

    @Override
    Configured configured(Random random) {
        int mask = (random.nextBoolean() ? NEAREST_NEIGHBOUR : ENTROPY_CODING)
                | (random.nextBoolean() ? LITTLE_ENDIAN : BIG_ENDIAN);
        int block = 2 * (1 + random.nextInt(16));
        int bytes = 1 << random.nextInt(4);
        int scanline = 1 + random.nextInt(random.nextBoolean() ? 128 * block : 2 * block);
        return withSomeChunk(new SzipCodec(mask, block, 8 * bytes, scanline), bytes, random);
    }

    @Override
    boolean writesGoldenBytes() {
        return true;
    }

    @Test
    void decodesWhatItEncodesForAnyNumberOfBits() {
        Seeds.check(200, random -> {
            int bits = 1 + random.nextInt(32);
            ElementBytes layout = new ElementBytes(bits > 16 ? 4 : bits > 8 ? 2 : 1, random.nextBoolean());
            int mask = (random.nextBoolean() ? NEAREST_NEIGHBOUR : ENTROPY_CODING)
                    | (layout.isBigEndian() ? BIG_ENDIAN : LITTLE_ENDIAN);
            SzipCodec codec = new SzipCodec(mask, 16, bits, 100);
            byte[] pixels = new byte[999 * layout.size()];
            long last = 0;
            for (int i = 0; i < 999; i++) {
                last = random.nextInt(20) == 0 ? random.nextLong() : last + random.nextInt(3);
                layout.put(pixels, i * layout.size(), last & ElementBytes.mask(bits));
            }
            BytesToBytesCodec.Bound bound = codec.bind(new EncodedSize.Exactly(pixels.length), layout.size());
            assertThat(bound.decode(bound.encode(Bytes.wrap(pixels))))
                    .as("%s", codec)
                    .isEqualTo(Bytes.wrap(pixels));
        });
    }

    @Test
    void codesAConstantChunkInAFewBytes() {
        byte[] ones = new byte[1 << 20];
        Arrays.fill(ones, (byte) 1);
        BytesToBytesCodec.Bound bound =
                new SzipCodec(NEAREST_NEIGHBOUR, 32, 8, 4096).bind(new EncodedSize.Exactly(ones.length), 1);
        Bytes encoded = bound.encode(Bytes.wrap(ones));
        // 256 scanlines of two segments of zeros, one with a reference sample: 9 + 8 and 9 bits.
        assertThat(encoded.length()).isEqualTo(4 + 256 * (9 + 8 + 9) / 8);
        assertThat(bound.decode(encoded)).isEqualTo(Bytes.wrap(ones));
    }

    @Test
    void staysWithinItsBoundWhereABlockOfZerosIsLongerThanItsSamples() {
        SzipCodec codec = new SzipCodec(NEAREST_NEIGHBOUR, 2, 1, 1);
        BytesToBytesCodec.Bound bound = codec.bind(new EncodedSize.Exactly(5000), 1);
        Bytes encoded = bound.encode(Bytes.wrap(new byte[5000]));
        assertThat((long) encoded.length()).isEqualTo(bound.encodedSize().maxBytes() - 1);
        assertThat(bound.decode(encoded)).isEqualTo(Bytes.wrap(new byte[5000]));
    }

    @Test
    void decodesAStreamWhoseLastScanlineHoldsOnlyTheBlocksNeeded() {
        SzipCodec codec = new SzipCodec(NEAREST_NEIGHBOUR, 8, 8, 80);
        // Length 8; then one of the ten blocks of the scanline: stored as it is.
        byte[] encoded = {8, 0, 0, 0, (byte) 0xe0, 0x20, 0, 0, 0, 0, 0, 0, 0};
        assertThat(codec.bind(new EncodedSize.Exactly(8), 1).decode(Bytes.wrap(encoded)))
                .isEqualTo(Bytes.wrap(new byte[] {1, 1, 1, 1, 1, 1, 1, 1}));
    }

    @Test
    void refusesARunOfZerosBeyondTheInterval() {
        SzipCodec codec = new SzipCodec(ENTROPY_CODING, 2, 8, 4);
        // id 000, low entropy 0, then unary 2: three blocks where the interval has two.
        byte[] encoded = {4, 0, 0, 0, 0b0000_0010};
        assertThatThrownBy(() -> codec.bind(new EncodedSize.Exactly(4), 1).decode(Bytes.wrap(encoded)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("run of 3 blocks of zeros");
    }

    @Test
    void refusesASampleBeyondItsBits() {
        SzipCodec codec = new SzipCodec(ENTROPY_CODING, 2, 1, 2);
        // id 001: split at 0; unary 2 is no sample of one bit.
        byte[] encoded = {2, 0, 0, 0, 0b0010_0110};
        assertThatThrownBy(() -> codec.bind(new EncodedSize.Exactly(2), 1).decode(Bytes.wrap(encoded)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("beyond 1 bits");
    }

    @Test
    void refusesPixelsThatUseMoreBitsThanDeclared() {
        BytesToBytesCodec.Bound bound = new SzipCodec(NEAREST_NEIGHBOUR, 8, 5, 64).bind(new EncodedSize.Exactly(64), 1);
        byte[] pixels = new byte[64];
        pixels[40] = 32;
        assertThatThrownBy(() -> bound.encode(Bytes.wrap(pixels)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 5 bits");
    }

    @Test
    void namesTheParameterThatIsWrong() {
        assertThatThrownBy(() -> new SzipCodec(0, 7, 8, 64)).hasMessageContaining("pixels per block 7");
        assertThatThrownBy(() -> new SzipCodec(0, 34, 8, 64)).hasMessageContaining("pixels per block 34");
        assertThatThrownBy(() -> new SzipCodec(0, 8, 33, 64)).hasMessageContaining("bits per pixel 33");
        assertThatThrownBy(() -> new SzipCodec(0, 8, 8, 0)).hasMessageContaining("pixels per scanline 0");
        assertThatThrownBy(() -> new SzipCodec(0, 8, 8, 32769)).hasMessageContaining("pixels per scanline 32769");
        SzipCodec codec = new SzipCodec(0, 8, 16, 64);
        assertThatThrownBy(() -> codec.bind(new EncodedSize.Exactly(7), 2)).hasMessageContaining("7 bytes");
    }

    @Test
    void takesNoBytesAtAll() {
        BytesToBytesCodec.Bound bound = new SzipCodec(NEAREST_NEIGHBOUR, 8, 32, 64).bind(new EncodedSize.Exactly(0), 4);
        assertThat(bound.decode(bound.encode(Bytes.EMPTY))).isEqualTo(Bytes.EMPTY);
    }
}
