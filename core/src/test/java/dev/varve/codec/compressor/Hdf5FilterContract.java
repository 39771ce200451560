package dev.varve.codec.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import dev.varve.testing.Seeds;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for every codec of an HDF5 filter; the oracle is chunks that HDF5 itself stored. */
abstract class Hdf5FilterContract {
    /** The golden file of this filter. */
    abstract String goldenFile();

    /** The codec that HDF5's client data mean. */
    abstract BytesToBytesCodec codec(int[] clientData);

    /** Some configuration, chosen at random, and a chunk for it. */
    abstract Configured configured(Random random);

    /** A codec, the size of the elements that it is for, and a chunk that it can encode. */
    record Configured(BytesToBytesCodec codec, int elementBytes, Bytes chunk) {}

    /** Whether the codec writes the very bytes that the reference wrote. */
    abstract boolean writesGoldenBytes();

    final List<GoldenChunk> golden() throws IOException {
        return GoldenChunk.read(goldenFile());
    }

    final BytesToBytesCodec.Bound bind(GoldenChunk chunk) {
        return codec(chunk.clientData())
                .bind(new EncodedSize.Exactly(chunk.decoded().length()), chunk.elementBytes());
    }

    /** A codec and some chunk of up to 3000 elements. */
    static Configured withSomeChunk(BytesToBytesCodec codec, int elementBytes, Random random) {
        int elements = 1 + random.nextInt(3000);
        return new Configured(codec, elementBytes, Bytes.wrap(someBytes(random, elements * elementBytes)));
    }

    /** Bytes that look like a walk, runs, islands among zeros, a field, or noise. */
    static byte[] someBytes(Random random, int length) {
        byte[] bytes = new byte[length];
        int kind = random.nextInt(5);
        int last = 0;
        for (int i = 0; i < length; i++) {
            last = switch (kind) {
                case 0 -> random.nextInt(256);
                case 1 -> last + random.nextInt(3) - 1;
                case 2 -> random.nextInt(50) == 0 ? random.nextInt(256) : last;
                case 3 -> random.nextInt(100) == 0 ? random.nextInt(256) : 0;
                default -> i % 4 == 3 ? 66 : (int) (100 * Math.sin(i / 300.0)) >> (4 - i % 4);
            };
            bytes[i] = (byte) last;
        }
        return bytes;
    }

    @Test
    void decodesWhatHdf5Stored() throws IOException {
        List<GoldenChunk> chunks = golden();
        assertThat(chunks).hasSizeGreaterThan(5);
        for (GoldenChunk chunk : chunks) {
            assertThat(bind(chunk).decode(chunk.encoded())).as("%s", chunk).isEqualTo(chunk.decoded());
        }
    }

    @Test
    void encodesWhatWasWrittenToWhatHdf5Reads() throws IOException {
        for (GoldenChunk chunk : golden()) {
            BytesToBytesCodec.Bound bound = bind(chunk);
            Bytes encoded = bound.encode(chunk.input());
            assertThat(bound.decode(encoded)).as("%s", chunk).isEqualTo(chunk.decoded());
            assertThat(bound.encodedSize().admits(encoded.length())).isTrue();
            if (writesGoldenBytes()) {
                assertThat(encoded).as("%s", chunk).isEqualTo(chunk.encoded());
            }
        }
    }

    @Test
    void decodesWhatItEncodesForAnyConfiguration() {
        Seeds.check(300, random -> {
            Configured configured = configured(random);
            Bytes decoded = configured.chunk();
            for (EncodedSize size : List.of(
                    new EncodedSize.Exactly(decoded.length()), new EncodedSize.AtMost(decoded.length() + 100L))) {
                BytesToBytesCodec.Bound bound = configured.codec().bind(size, configured.elementBytes());
                Bytes encoded = bound.encode(decoded);
                assertThat(bound.encodedSize().admits(encoded.length()))
                        .as("%s", configured)
                        .isTrue();
                assertThat(bound.decode(encoded)).as("%s", configured).isEqualTo(decoded);
            }
        });
    }

    @Test
    void readsAndWritesNothingOutsideItsView() throws IOException {
        GoldenChunk chunk = golden().get(0);
        BytesToBytesCodec.Bound bound = bind(chunk);
        Bytes encoded = inside(chunk.encoded());
        Bytes decoded = inside(chunk.decoded());
        assertThat(bound.decode(encoded)).isEqualTo(chunk.decoded());
        assertThat(bound.encode(decoded)).isEqualTo(bound.encode(chunk.decoded()));
        assertThat(encoded).isEqualTo(chunk.encoded());
        assertThat(decoded).isEqualTo(chunk.decoded());
    }

    private static Bytes inside(Bytes bytes) {
        byte[] wide = new byte[bytes.length() + 30];
        Arrays.fill(wide, (byte) 0x5a);
        bytes.copyTo(wide, 13);
        return Bytes.wrap(wide, 13, bytes.length());
    }

    @Test
    void refusesAChunkOfAnotherSize() throws IOException {
        GoldenChunk chunk = golden().get(0);
        BytesToBytesCodec codec = codec(chunk.clientData());
        int size = chunk.elementBytes();
        long length = chunk.decoded().length();
        for (EncodedSize wrong : List.of(
                new EncodedSize.Exactly(length - size),
                new EncodedSize.Exactly(length + size),
                new EncodedSize.AtMost(length - size))) {
            // A codec that knows the length of its chunks refuses at once.
            assertThatThrownBy(() -> codec.bind(wrong, size).decode(chunk.encoded()))
                    .isInstanceOfAny(CodecException.class, IllegalArgumentException.class);
            assertThatThrownBy(() -> codec.bind(wrong, size).encode(chunk.decoded()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void givesTheRightBytesOrAnErrorWhenCutOff() throws IOException {
        for (GoldenChunk chunk : golden()) {
            BytesToBytesCodec.Bound bound = bind(chunk);
            for (int length = 0; length < chunk.encoded().length(); length++) {
                Bytes cut = Bytes.wrap(chunk.encoded().slice(0, length).toArray());
                Bytes decoded = decodeOrRefuse(bound, cut);
                if (decoded != null) {
                    assertThat(decoded).as("%s cut at %d", chunk, length).isEqualTo(chunk.decoded());
                }
            }
        }
    }

    @Test
    void givesBytesOfTheBoundSizeOrAnErrorWhenBitsFlip() throws IOException {
        List<GoldenChunk> chunks = golden();
        Seeds.check(500, random -> {
            GoldenChunk chunk = chunks.get(random.nextInt(chunks.size()));
            byte[] bytes = chunk.encoded().toArray();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                // Half of them near the start, where the lengths are.
                int at = random.nextInt(random.nextBoolean() ? Math.min(24, bytes.length) : bytes.length);
                bytes[at] ^= (byte) (1 << random.nextInt(8));
            }
            Bytes decoded = decodeOrRefuse(bind(chunk), Bytes.wrap(bytes));
            if (decoded != null) {
                assertThat(decoded.length())
                        .as("%s", chunk)
                        .isEqualTo(chunk.decoded().length());
            }
        });
    }

    /** Any other exception than the one for bad bytes fails the test. */
    private static Bytes decodeOrRefuse(BytesToBytesCodec.Bound bound, Bytes encoded) {
        try {
            return bound.decode(encoded);
        } catch (CodecException e) {
            return null;
        }
    }

    @Test
    void givesBytesOrAnErrorForNoise() throws IOException {
        List<GoldenChunk> chunks = golden();
        Seeds.check(500, random -> {
            GoldenChunk chunk = chunks.get(random.nextInt(chunks.size()));
            byte[] noise = someBytes(random, random.nextInt(400));
            // The true header, so that what follows is looked at.
            int header = random.nextInt(Math.min(noise.length, chunk.encoded().length()) + 1) % 24;
            System.arraycopy(chunk.encoded().array(), 0, noise, 0, header);
            EncodedSize size = new EncodedSize.AtMost(chunk.decoded().length());
            BytesToBytesCodec.Bound bound = codec(chunk.clientData()).bind(size, chunk.elementBytes());
            Bytes decoded = decodeOrRefuse(bound, Bytes.wrap(noise));
            if (decoded != null) {
                assertThat(size.admits(decoded.length())).as("%s", chunk).isTrue();
            }
        });
    }
}
