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

final class GdeflateCodecTest extends BytesToBytesCodecContract {
    @Override
    protected List<BytesToBytesCodec> codecs() {
        return List.of(new GdeflateCodec(6), new GdeflateCodec(0), new GdeflateCodec(12));
    }

    @Override
    protected List<ForeignChunk> foreign() throws IOException {
        return ForeignChunk.read("gdeflate.bin");
    }

    private static BytesToBytesCodec.Bound bound(int level, long length) {
        return new GdeflateCodec(level).bind(new EncodedSize.Exactly(length), 4);
    }

    /** Blocks of every kind, the last page not full. */
    @Test
    void manyPagesOfEveryLevelDecodeToTheSame() {
        for (Bytes bytes :
                List.of(SomeBytes.field(70_000), SomeBytes.noise(200_001, 4), Bytes.wrap(new byte[131_072]))) {
            for (int level = 0; level <= 12; level++) {
                BytesToBytesCodec.Bound bound = bound(level, bytes.length());
                Bytes encoded = bound.encode(bytes);
                assertThat(bound.encodedSize().admits(encoded.length())).isTrue();
                assertThat(bound.decode(encoded)).as("level %d", level).isEqualTo(bytes);
            }
        }
    }

    @Test
    void isAboutAsSmallAsDeflate() {
        Bytes field = SomeBytes.field(64_000);
        int deflated = new ZlibCodec(9)
                .bind(new EncodedSize.Exactly(field.length()), 4)
                .encode(field)
                .length();
        assertThat(bound(9, field.length()).encode(field).length()).isLessThan(deflated + deflated / 10);
    }

    @Test
    void checksEveryNumberBeforeItIsBelieved() {
        BytesToBytesCodec.Bound bound = bound(6, 100_000);
        byte[] right = bound.encode(SomeBytes.noise(100_000, 5)).toArray();
        refuses(bound, right, 0, 5, "length ");
        refuses(bound, right, 8, 1, "3 pages at byte 8 for 100000 bytes");
        refuses(bound, right, 23, -1, "page 0 of ");
        refuses(bound, right, 16, 4, "page");
        assertThatThrownBy(() -> bound.decode(Bytes.wrap(new byte[9])))
                .isInstanceOf(CodecException.class)
                .hasMessage("zarrs.gdeflate: 9 bytes are no header of 16");
    }

    /** A length that the bound size admits and the bytes cannot hold. */
    @Test
    void allocatesNothingOnTheWordOfAFewBytes() {
        byte[] few = new byte[400];
        few[3] = 0x40;
        few[9] = 0x40;
        BytesToBytesCodec.Bound bound = new GdeflateCodec(6).bind(new EncodedSize.AtMost(1L << 31), 4);
        assertThatThrownBy(() -> bound.decode(Bytes.wrap(few)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("400 bytes cannot hold 16384 pages");
    }

    private static void refuses(BytesToBytesCodec.Bound bound, byte[] right, int at, int more, String message) {
        byte[] wrong = right.clone();
        wrong[at] += (byte) more;
        assertThatThrownBy(() -> bound.decode(Bytes.wrap(wrong)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(message);
    }

    @Test
    void namesTheLevelThatIsWrong() {
        assertThatThrownBy(() -> new GdeflateCodec(13)).hasMessage("gdeflate level 13 is not 0 to 12");
        assertThatThrownBy(() -> new GdeflateCodec(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Empty blocks would keep the decoder busy for as long as a page may be. */
    @Test
    void aPageLongerThanAnyEncoderMakesIsRefused() {
        byte[] chunk = new byte[24 + 200_000];
        chunk[0] = 4;
        chunk[8] = 1;
        chunk[16] = 0x40;
        chunk[17] = 0x0d;
        chunk[18] = 0x03;
        assertThatThrownBy(() -> bound(6, 4).decode(Bytes.wrap(chunk)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("page 0 of 200000 bytes");
    }
}
