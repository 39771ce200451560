package dev.varve.codec.checksum;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.BytesToBytesCodecContract;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.ForeignChunk;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class Crc32cCodecTest extends BytesToBytesCodecContract {
    private static final BytesToBytesCodec.Bound NINE = new Crc32cCodec().bind(new EncodedSize.Exactly(9), 1);

    @Override
    protected List<BytesToBytesCodec> codecs() {
        return List.of(new Crc32cCodec());
    }

    @Override
    protected List<ForeignChunk> foreign() throws IOException {
        return ForeignChunk.read("crc32c.bin");
    }

    @Test
    void appendsTheCheckValueOfTheCatalogue() {
        Bytes encoded = NINE.encode(Bytes.wrap("123456789".getBytes(US_ASCII)));
        assertThat(encoded.getInt(9)).isEqualTo(0xE3069283);
        assertThat(NINE.encodedSize()).isEqualTo(new EncodedSize.Exactly(13));
    }

    @Test
    void seesEveryFlippedBit() {
        byte[] encoded = NINE.encode(Bytes.wrap("123456789".getBytes(US_ASCII))).toArray();
        for (int bit = 0; bit < 8 * encoded.length; bit++) {
            encoded[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatThrownBy(() -> NINE.decode(Bytes.wrap(encoded))).hasMessageContaining("checksum at byte 9");
            encoded[bit / 8] ^= (byte) (1 << (bit % 8));
        }
    }
}
