package dev.varve.codec.checksum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.BytesToBytesCodecContract;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.ForeignChunk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JenkinsLookup3CodecTest extends BytesToBytesCodecContract {
    @Override
    protected List<BytesToBytesCodec> codecs() {
        return List.of(
                new JenkinsLookup3Codec(0, Bytes.EMPTY),
                new JenkinsLookup3Codec(0xffffffffL, Bytes.wrap(new byte[] {1, 2, 3})));
    }

    @Override
    protected List<ForeignChunk> foreign() throws IOException {
        return ForeignChunk.read("jenkins_lookup3.bin");
    }

    @Override
    protected BytesToBytesCodec codecFor(ForeignChunk chunk) {
        String initial = chunk.name().substring(chunk.name().indexOf('/') + 1);
        return new JenkinsLookup3Codec(Long.parseLong(initial), Bytes.EMPTY);
    }

    @Test
    void thePrefixIsHashedFirst() {
        Bytes whole = Bytes.wrap("Four score and seven years ago".getBytes(StandardCharsets.US_ASCII));
        Bytes rest = whole.slice(9, 21);
        Bytes encoded = new JenkinsLookup3Codec(0, whole.slice(0, 9))
                .bind(new EncodedSize.Exactly(21), 1)
                .encode(rest);
        assertThat(encoded.getInt(21)).isEqualTo(0x17770551);
    }

    @Test
    void namesTheInitialValueThatIsWrong() {
        assertThatThrownBy(() -> new JenkinsLookup3Codec(-1, Bytes.EMPTY))
                .hasMessage("jenkins_lookup3 initval -1 is not 0 to 4294967295");
    }
}
