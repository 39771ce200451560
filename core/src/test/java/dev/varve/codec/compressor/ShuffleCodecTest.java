package dev.varve.codec.compressor;

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

final class ShuffleCodecTest extends BytesToBytesCodecContract {
    @Override
    protected List<BytesToBytesCodec> codecs() {
        return List.of(new ShuffleCodec(4), new ShuffleCodec(1), new ShuffleCodec(7), new ShuffleCodec(8));
    }

    @Override
    protected List<ForeignChunk> foreign() throws IOException {
        return ForeignChunk.read("shuffle.bin");
    }

    @Override
    protected BytesToBytesCodec codecFor(ForeignChunk chunk) {
        return new ShuffleCodec(Integer.parseInt(chunk.name().split("/", 2)[1]));
    }

    @Test
    void writesTheBytesThatNumcodecsWrites() throws IOException {
        for (ForeignChunk chunk : foreign()) {
            EncodedSize size = new EncodedSize.Exactly(chunk.decoded().length());
            assertThat(codecFor(chunk).bind(size, 1).encode(chunk.decoded()))
                    .as("%s", chunk)
                    .isEqualTo(chunk.encoded());
        }
    }

    @Test
    void leavesWhatFollowsTheLastWholeElementInPlace() {
        Bytes decoded = Bytes.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7});
        assertThat(new ShuffleCodec(3).bind(new EncodedSize.Exactly(7), 1).encode(decoded))
                .isEqualTo(Bytes.wrap(new byte[] {1, 4, 2, 5, 3, 6, 7}));
    }

    @Test
    void namesTheSizeThatIsWrong() {
        assertThatThrownBy(() -> new ShuffleCodec(0)).hasMessage("shuffle element size 0 < 1");
    }
}
