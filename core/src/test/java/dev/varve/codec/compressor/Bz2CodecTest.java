package dev.varve.codec.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.BytesToBytesCodecContract;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.ForeignChunk;
import dev.varve.codec.SomeBytes;
import dev.varve.testing.Seeds;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class Bz2CodecTest extends BytesToBytesCodecContract {
    @Override
    protected List<BytesToBytesCodec> codecs() {
        return List.of(new Bz2Codec(1));
    }

    @Override
    protected List<ForeignChunk> foreign() throws IOException {
        return ForeignChunk.read("bz2.bin");
    }

    @Test
    void everyLevelDecodesToTheSame() {
        Bytes field = SomeBytes.field(60_000);
        for (int level = 1; level <= 9; level++) {
            BytesToBytesCodec.Bound bound = new Bz2Codec(level).bind(new EncodedSize.Exactly(field.length()), 4);
            assertThat(bound.decode(bound.encode(field))).isEqualTo(field);
        }
    }

    @Test
    void aWrongChecksumIsSeen() {
        BytesToBytesCodec.Bound bound = new Bz2Codec(1).bind(new EncodedSize.Exactly(4000), 4);
        byte[] encoded = bound.encode(SomeBytes.field(1000)).toArray();
        encoded[10] ^= 1;
        assertThatThrownBy(() -> bound.decode(Bytes.wrap(encoded))).hasMessageContaining("CRC");
    }

    @Test
    void namesTheLevelThatIsWrong() {
        assertThatThrownBy(() -> new Bz2Codec(10)).hasMessage("bz2 level 10 is not 1 to 9");
        assertThatThrownBy(() -> new Bz2Codec(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void allocatesNothingOnTheWordOfAFewBytes() {
        Bytes few = new Bz2Codec(1).bind(new EncodedSize.Exactly(4), 4).encode(SomeBytes.field(1));
        BytesToBytesCodec.Bound bound = new Bz2Codec(1).bind(new EncodedSize.Exactly(Bytes.MAX_LENGTH), 4);
        assertThatThrownBy(() -> bound.decode(few)).hasMessageContaining("decodes to 4 bytes, expected exactly");
    }

    /** More than the room that is made at once. */
    @Test
    void muchOfLittleComesBack() {
        Bytes zeros = Bytes.wrap(new byte[(1 << 24) + 5]);
        BytesToBytesCodec.Bound bound = new Bz2Codec(9).bind(new EncodedSize.Exactly(zeros.length()), 1);
        assertThat(bound.decode(bound.encode(zeros))).isEqualTo(zeros);
    }

    @Test
    void aHigherLevelThatDoesNothingMoreForFewBytesMakesAsManyBytes() {
        Seeds.check(30, random -> {
            byte[] bytes = new byte[random.nextInt(300_000)];
            // Long runs among noise.
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (i % 1000 < 500 ? 7 : random.nextInt(16));
            }
            for (int level = 1; level <= 9; level++) {
                Bz2Codec codec = new Bz2Codec(level);
                Bz2Codec effective = codec.effectiveFor(bytes.length);
                EncodedSize size = new EncodedSize.Exactly(bytes.length);
                assertThat(effective.bind(size, 1).encode(Bytes.wrap(bytes)).length())
                        .as(codec + " and " + effective)
                        .isEqualTo(codec.bind(size, 1).encode(Bytes.wrap(bytes)).length());
            }
            assertThat(new Bz2Codec(9).effectiveFor(bytes.length)).isNotEqualTo(new Bz2Codec(9));
        });
    }
}
