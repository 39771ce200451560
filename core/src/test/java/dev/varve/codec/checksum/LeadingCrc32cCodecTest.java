package dev.varve.codec.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.BytesToBytesCodecContract;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.ForeignChunk;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LeadingCrc32cCodecTest extends BytesToBytesCodecContract {
    @Override
    protected List<BytesToBytesCodec> codecs() {
        return List.of(new LeadingCrc32cCodec());
    }

    @Override
    protected List<ForeignChunk> foreign() throws IOException {
        return ForeignChunk.read("crc32c_start.bin");
    }

    @Test
    void writesWhatNumcodecsWrites() throws IOException {
        for (ForeignChunk chunk : foreign()) {
            EncodedSize size = new EncodedSize.Exactly(chunk.decoded().length());
            assertThat(new LeadingCrc32cCodec().bind(size, 4).encode(chunk.decoded()))
                    .as("%s", chunk)
                    .isEqualTo(chunk.encoded());
        }
    }
}
