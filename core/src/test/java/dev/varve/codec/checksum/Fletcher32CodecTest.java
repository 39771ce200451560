package dev.varve.codec.checksum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.BytesToBytesCodecContract;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.ForeignChunk;
import dev.varve.codec.SomeBytes;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class Fletcher32CodecTest extends BytesToBytesCodecContract {
    @Override
    protected List<BytesToBytesCodec> codecs() {
        return List.of(new Fletcher32Codec());
    }

    @Override
    protected List<ForeignChunk> foreign() throws IOException {
        return ForeignChunk.read("fletcher32.bin");
    }

    private static int stored(Bytes decoded) {
        Bytes encoded = new Fletcher32Codec()
                .bind(new EncodedSize.Exactly(decoded.length()), 1)
                .encode(decoded);
        return encoded.getInt(decoded.length());
    }

    /** Both sums by the definition, without folding in between. */
    @Test
    void sumsWordsModulo65535() {
        byte[] largest = new byte[100_000];
        Arrays.fill(largest, (byte) -1);
        largest[7] = 3;
        for (Bytes bytes : List.of(SomeBytes.noise(99_998, 3), Bytes.wrap(largest))) {
            BigInteger modulus = BigInteger.valueOf(65535);
            BigInteger first = BigInteger.ZERO;
            BigInteger second = BigInteger.ZERO;
            for (int i = 0; i < bytes.length(); i += 2) {
                first = first.add(BigInteger.valueOf((bytes.unsigned(i) << 8) | bytes.unsigned(i + 1)));
                second = second.add(first);
            }
            int expected =
                    (second.mod(modulus).intValue() << 16) | first.mod(modulus).intValue();
            assertThat(stored(bytes)).isEqualTo(expected);
        }
    }

    /** zarrs leaves the last of an odd number of bytes out. */
    @Test
    void takesTheChecksumOfAllButTheLastByteButNoOther() {
        Bytes decoded = SomeBytes.noise(2001, 8);
        byte[] stored = Arrays.copyOf(decoded.toArray(), 2005);
        int checksum = stored(decoded.slice(0, 2000));
        for (int i = 0; i < 4; i++) {
            stored[2001 + i] = (byte) (checksum >>> (8 * i));
        }
        BytesToBytesCodec.Bound bound = new Fletcher32Codec().bind(new EncodedSize.Exactly(2001), 4);
        assertThat(bound.decode(Bytes.wrap(stored))).isEqualTo(decoded);
        stored[1999] ^= 1;
        assertThatThrownBy(() -> bound.decode(Bytes.wrap(stored))).hasMessageContaining("checksum at byte 2001");
    }

    @Test
    void takesTheChecksumWithExchangedBytesButNoOther() {
        Bytes decoded = SomeBytes.field(500);
        BytesToBytesCodec.Bound bound = new Fletcher32Codec().bind(new EncodedSize.Exactly(2000), 4);
        byte[] right = bound.encode(decoded).toArray();
        byte[] exchanged = right.clone();
        for (int i : new int[] {2000, 2002}) {
            exchanged[i] = right[i + 1];
            exchanged[i + 1] = right[i];
        }
        assertThat(bound.decode(Bytes.wrap(exchanged))).isEqualTo(decoded);
        byte[] reversed = right.clone();
        for (int i = 0; i < 4; i++) {
            reversed[2000 + i] = right[2003 - i];
        }
        assertThatThrownBy(() -> bound.decode(Bytes.wrap(reversed))).hasMessageContaining("checksum at byte 2000");
    }
}
