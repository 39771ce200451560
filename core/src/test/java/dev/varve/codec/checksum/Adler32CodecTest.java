package dev.varve.codec.checksum;

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

final class Adler32CodecTest extends BytesToBytesCodecContract {
    @Override
    protected List<BytesToBytesCodec> codecs() {
        return List.of(new Adler32Codec(Location.START), new Adler32Codec(Location.END));
    }

    @Override
    protected List<ForeignChunk> foreign() throws IOException {
        return ForeignChunk.read("adler32.bin");
    }

    @Override
    protected BytesToBytesCodec codecFor(ForeignChunk chunk) {
        return new Adler32Codec(chunk.name().endsWith("start") ? Location.START : Location.END);
    }

    @Test
    void writesWhatNumcodecsWrites() throws IOException {
        for (ForeignChunk chunk : foreign()) {
            EncodedSize size = new EncodedSize.Exactly(chunk.decoded().length());
            assertThat(codecFor(chunk).bind(size, 4).encode(chunk.decoded()))
                    .as("%s", chunk)
                    .isEqualTo(chunk.encoded());
        }
    }

    @Test
    void saysWhereTheWrongChecksumStands() {
        EncodedSize size = new EncodedSize.Exactly(2);
        Bytes wrong = Bytes.wrap(new byte[] {1, 2, 3, 4, 5, 6});
        assertThatThrownBy(() -> new Adler32Codec(Location.START).bind(size, 1).decode(wrong))
                .hasMessage("numcodecs.adler32: checksum at byte 0 is not that of the data");
        assertThatThrownBy(() -> new Adler32Codec(Location.END).bind(size, 1).decode(wrong))
                .hasMessage("numcodecs.adler32: checksum at byte 2 is not that of the data");
    }
}
