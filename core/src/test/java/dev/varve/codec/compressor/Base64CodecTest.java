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
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class Base64CodecTest extends BytesToBytesCodecContract {
    @Override
    protected List<BytesToBytesCodec> codecs() {
        return List.of(new Base64Codec());
    }

    @Override
    protected List<ForeignChunk> foreign() throws IOException {
        return ForeignChunk.read("base64.bin");
    }

    @Test
    void writesWhatNumcodecsWrites() throws IOException {
        for (ForeignChunk chunk : foreign()) {
            EncodedSize size = new EncodedSize.Exactly(chunk.decoded().length());
            assertThat(new Base64Codec().bind(size, 1).encode(chunk.decoded())).isEqualTo(chunk.encoded());
        }
    }

    @Test
    void otherLettersAreRefused() {
        BytesToBytesCodec.Bound bound = new Base64Codec().bind(new EncodedSize.Exactly(3), 1);
        for (String text : List.of("ab!d", "ab\nd", "abc=", "====", "a===")) {
            Bytes letters = Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> bound.decode(letters)).as(text).isInstanceOf(CodecException.class);
        }
    }
}
