package dev.varve.codec.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.BytesToBytesCodecContract;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.ForeignChunk;
import dev.varve.codec.SomeBytes;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class Lz4CodecTest extends BytesToBytesCodecContract {
    @Override
    protected List<BytesToBytesCodec> codecs() {
        return List.of(new Lz4Codec(1), new Lz4Codec(0), new Lz4Codec(20));
    }

    @Override
    protected List<ForeignChunk> foreign() throws IOException {
        // numcodecs encodes no bytes at all, and does not read that again.
        return ForeignChunk.read("lz4.bin");
    }

    @Test
    void aLengthThatTheBlockCannotHoldIsRefusedBeforeItIsAllocated() {
        Bytes lie = Bytes.wrap(new byte[] {-8, -1, -1, 127, 0x10, 65});
        EncodedSize size = new EncodedSize.Exactly(Integer.MAX_VALUE - 7);
        assertThatThrownBy(() -> new Lz4Codec(1).bind(size, 1).decode(lie))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("2147483640");
    }

    @Test
    void accelerationCostsSize() {
        Bytes field = SomeBytes.field(100_000);
        EncodedSize size = new EncodedSize.Exactly(field.length());
        int careful = new Lz4Codec(1).bind(size, 4).encode(field).length();
        int hasty = new Lz4Codec(50).bind(size, 4).encode(field).length();
        assertThat(hasty).isGreaterThan(careful);
    }

    @Test
    void namesTheAccelerationThatIsWrong() {
        assertThatThrownBy(() -> new Lz4Codec(-1)).hasMessage("lz4 acceleration -1 < 0");
    }
}
