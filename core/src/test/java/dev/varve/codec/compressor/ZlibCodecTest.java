package dev.varve.codec.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.BytesToBytesCodecContract;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.ForeignChunk;
import java.io.IOException;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

final class ZlibCodecTest extends BytesToBytesCodecContract {
    @Override
    protected List<BytesToBytesCodec> codecs() {
        return List.of(new ZlibCodec(4), new ZlibCodec(0), new ZlibCodec(1), new ZlibCodec(9), new ZlibCodec(-1));
    }

    @Override
    protected List<ForeignChunk> foreign() throws IOException {
        return ForeignChunk.read("zlib.bin");
    }

    @Test
    void aBombForASmallChunkIsRefused() {
        Bytes bomb =
                new ZlibCodec(9).bind(new EncodedSize.Exactly(100 << 20), 1).encode(Bytes.wrap(new byte[100 << 20]));
        assertThat(bomb.length()).isLessThan(110_000);
        for (EncodedSize size : List.of(new EncodedSize.Exactly(1024), new EncodedSize.AtMost(1024))) {
            assertThatThrownBy(() -> new ZlibCodec(9).bind(size, 1).decode(bomb))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("more than 1024 bytes");
        }
    }

    @Test
    void aChunkLargerThanTheInputCanHoldIsRefusedBeforeItIsAllocated() {
        Bytes encoded = new ZlibCodec(9).bind(new EncodedSize.Exactly(10), 1).encode(Bytes.wrap(new byte[10]));
        assertThatThrownBy(() -> new ZlibCodec(9)
                        .bind(new EncodedSize.Exactly(Integer.MAX_VALUE - 8), 1)
                        .decode(encoded))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("can hold");
    }

    @Test
    void aStreamWithADictionaryIsRefused() {
        Deflater deflater = new Deflater();
        deflater.setDictionary(new byte[] {1, 2, 3, 4});
        deflater.setInput(new byte[] {1, 2, 3, 4, 5});
        deflater.finish();
        byte[] out = new byte[100];
        int length = deflater.deflate(out);
        deflater.end();
        assertThatThrownBy(() ->
                        new ZlibCodec(1).bind(new EncodedSize.Exactly(5), 1).decode(Bytes.wrap(out, 0, length)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("needs a dictionary");
    }

    @Test
    void namesTheLevelThatIsWrong() {
        assertThatThrownBy(() -> new ZlibCodec(10)).hasMessage("zlib level 10 is not -1 to 9");
        assertThatThrownBy(() -> new ZlibCodec(-2)).isInstanceOf(IllegalArgumentException.class);
    }
}
