package dev.varve.codec.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.BytesToBytesCodecContract;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.ForeignChunk;
import dev.varve.codec.SomeBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

final class GzipCodecTest extends BytesToBytesCodecContract {
    private static final Bytes FIELD = SomeBytes.field(1000);

    @Override
    protected List<BytesToBytesCodec> codecs() {
        return List.of(new GzipCodec(5), new GzipCodec(0), new GzipCodec(1), new GzipCodec(9));
    }

    @Override
    protected List<ForeignChunk> foreign() throws IOException {
        return ForeignChunk.read("gzip.bin");
    }

    private static BytesToBytesCodec.Bound bound() {
        return new GzipCodec(6).bind(new EncodedSize.Exactly(FIELD.length()), 4);
    }

    private static void refuses(int index, int change, String message) {
        byte[] encoded = bound().encode(FIELD).toArray();
        int at = index < 0 ? encoded.length + index : index;
        encoded[at] ^= (byte) change;
        assertThatThrownBy(() -> bound().decode(Bytes.wrap(encoded))).hasMessageContaining(message);
    }

    @Test
    void saysNothingOfTimeAndPlace() throws IOException {
        byte[] encoded = bound().encode(FIELD).toArray();
        assertThat(encoded).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(encoded)).readAllBytes())
                .isEqualTo(FIELD.toArray());
    }

    @Test
    void checksEveryPartOfAMember() {
        refuses(0, 1, "no gzip member at byte 0");
        refuses(2, 1, "unknown method or flags");
        refuses(3, 0x80, "unknown method or flags");
        refuses(3, 0x02, "checksum of the header");
        refuses(-8, 1, "CRC-32");
        refuses(-1, 1, "length");
    }

    @Test
    void aHeaderWithoutEndIsRefused() {
        byte[] encoded = new byte[40];
        encoded[0] = 0x1f;
        encoded[1] = (byte) 0x8b;
        encoded[2] = 8;
        for (int flags : new int[] {4, 8, 16}) {
            java.util.Arrays.fill(encoded, 10, 40, (byte) -1);
            encoded[3] = (byte) flags;
            assertThatThrownBy(() -> bound().decode(Bytes.wrap(encoded)))
                    .hasMessageContaining("ends inside its header");
        }
    }

    @Test
    void namesTheLevelThatIsWrong() {
        assertThatThrownBy(() -> new GzipCodec(10)).hasMessage("gzip level 10 is not 0 to 9");
        assertThatThrownBy(() -> new GzipCodec(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
