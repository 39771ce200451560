package dev.varve.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.testing.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds for every compressor and checksum; the oracle is chunks that other software encoded. */
@Timeout(120)
public abstract class BytesToBytesCodecContract {
    /** One codec of each kind of configuration; lossless. */
    protected abstract List<? extends BytesToBytesCodec> codecs();

    /** Chunks that other software encoded. */
    protected abstract List<ForeignChunk> foreign() throws IOException;

    /** What decodes a foreign chunk. */
    protected BytesToBytesCodec codecFor(ForeignChunk chunk) {
        return codecs().get(0);
    }

    /** The size of elements that codecs are bound to. */
    protected int typeSizeBytes() {
        return 4;
    }

    private BytesToBytesCodec.Bound exactly(BytesToBytesCodec codec, long length) {
        return codec.bind(new EncodedSize.Exactly(length), typeSizeBytes());
    }

    private BytesToBytesCodec.Bound atMost(BytesToBytesCodec codec, long length) {
        return codec.bind(new EncodedSize.AtMost(length), typeSizeBytes());
    }

    /** Some bytes of each kind with what each codec makes of them. */
    private List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        for (BytesToBytesCodec codec : codecs()) {
            for (Bytes decoded : SomeBytes.inputs()) {
                samples.add(new Sample(
                        codec, decoded, exactly(codec, decoded.length()).encode(decoded)));
            }
        }
        return samples;
    }

    private record Sample(BytesToBytesCodec codec, Bytes decoded, Bytes encoded) {}

    @Test
    void decodesWhatItEncodesWhetherTheSizeOrOnlyALimitIsKnown() {
        for (Sample sample : samples()) {
            int length = sample.decoded.length();
            for (BytesToBytesCodec.Bound bound : List.of(
                    exactly(sample.codec, length),
                    atMost(sample.codec, length),
                    atMost(sample.codec, length + 99_999))) {
                Bytes encoded = bound.encode(sample.decoded);
                assertThat(bound.encodedSize().admits(encoded.length()))
                        .as("%s", sample)
                        .isTrue();
                assertThat(bound.decode(encoded)).as("%s", sample).isEqualTo(sample.decoded);
            }
        }
    }

    @Test
    void decodesWhatOtherSoftwareEncoded() throws IOException {
        List<ForeignChunk> chunks = foreign();
        assertThat(chunks).hasSizeGreaterThanOrEqualTo(5);
        for (ForeignChunk chunk : chunks) {
            BytesToBytesCodec codec = codecFor(chunk);
            int length = chunk.decoded().length();
            for (BytesToBytesCodec.Bound bound :
                    List.of(exactly(codec, length), atMost(codec, length), atMost(codec, 1 << 30))) {
                assertThat(bound.encodedSize().admits(chunk.encoded().length()))
                        .as("%s", chunk)
                        .isTrue();
                assertThat(bound.decode(chunk.encoded())).as("%s", chunk).isEqualTo(chunk.decoded());
            }
        }
    }

    @Test
    void encodesTheSameBytesToTheSameBytes() {
        for (Sample sample : samples()) {
            Bytes again = atMost(sample.codec, 1 << 20).encode(SomeBytes.inside(sample.decoded));
            assertThat(again).as("%s", sample).isEqualTo(sample.encoded);
        }
    }

    @Test
    void readsAndWritesNothingOutsideItsView() {
        for (Sample sample : samples()) {
            Bytes decoded = SomeBytes.inside(sample.decoded);
            Bytes encoded = SomeBytes.inside(sample.encoded);
            BytesToBytesCodec.Bound bound = exactly(sample.codec, decoded.length());
            assertThat(bound.decode(encoded)).as("%s", sample).isEqualTo(sample.decoded);
            assertThat(bound.encode(decoded)).as("%s", sample).isEqualTo(sample.encoded);
            assertThat(encoded.array())
                    .isEqualTo(SomeBytes.inside(sample.encoded).array());
            assertThat(decoded.array())
                    .isEqualTo(SomeBytes.inside(sample.decoded).array());
        }
    }

    @Test
    void refusesAnotherSizeThanItWasBoundTo() {
        for (Sample sample : samples()) {
            int length = sample.decoded.length();
            List<BytesToBytesCodec.Bound> wrong = new ArrayList<>(List.of(
                    exactly(sample.codec, length + 1),
                    exactly(sample.codec, length + 12),
                    exactly(sample.codec, 1 << 20)));
            if (length > 0) {
                wrong.add(exactly(sample.codec, length - 1));
                wrong.add(exactly(sample.codec, 0));
                wrong.add(atMost(sample.codec, length - 1));
                wrong.add(atMost(sample.codec, 0));
            }
            for (BytesToBytesCodec.Bound bound : wrong) {
                assertThatThrownBy(() -> bound.decode(sample.encoded))
                        .as("%s", sample)
                        .isInstanceOf(CodecException.class);
                assertThatThrownBy(() -> bound.encode(sample.decoded))
                        .as("%s", sample)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void refusesBytesThatAreCutOffAnywhere() {
        for (Sample sample : samples()) {
            int step = Math.max(1, sample.encoded.length() / 400);
            for (int length = 0; length < sample.encoded.length(); length += length < 100 ? 1 : step) {
                Bytes cut = Bytes.wrap(sample.encoded.slice(0, length).toArray());
                assertThatThrownBy(() ->
                                exactly(sample.codec, sample.decoded.length()).decode(cut))
                        .as("%s cut at %d", sample, length)
                        .isInstanceOf(CodecException.class);
                decodeOrRefuse(sample.codec, new EncodedSize.AtMost(sample.decoded.length()), cut);
            }
        }
    }

    @Test
    void refusesBytesAfterTheEnd() {
        for (Sample sample : samples()) {
            byte[] longer = new byte[sample.encoded.length() + 3];
            sample.encoded.copyTo(longer, 0);
            assertThatThrownBy(
                            () -> exactly(sample.codec, sample.decoded.length()).decode(Bytes.wrap(longer)))
                    .as("%s", sample)
                    .isInstanceOf(CodecException.class);
        }
    }

    @Test
    void givesBytesOfTheBoundSizeOrRefusesWhenBitsFlip() throws IOException {
        List<Sample> samples = samples();
        for (ForeignChunk chunk : foreign()) {
            samples.add(new Sample(codecFor(chunk), chunk.decoded(), chunk.encoded()));
        }
        Seeds.check(500, random -> {
            Sample sample = samples.get(random.nextInt(samples.size()));
            byte[] bytes = sample.encoded.toArray();
            for (int flips = 1 + random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
                // Half of them near the start, where lengths and flags are.
                int at = random.nextInt(random.nextBoolean() ? Math.min(24, bytes.length) : bytes.length);
                bytes[at] ^= (byte) (1 << random.nextInt(8));
            }
            long length = sample.decoded.length();
            decodeOrRefuse(sample.codec, new EncodedSize.Exactly(length), Bytes.wrap(bytes));
            decodeOrRefuse(sample.codec, new EncodedSize.AtMost(length), Bytes.wrap(bytes));
        });
    }

    @Test
    void givesBytesOfTheBoundSizeOrRefusesNoise() {
        List<Sample> samples = samples();
        Seeds.check(500, random -> {
            Sample sample = samples.get(random.nextInt(samples.size()));
            byte[] noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            int header = Math.min(random.nextInt(24), Math.min(noise.length, sample.encoded.length()));
            System.arraycopy(sample.encoded.toArray(), 0, noise, 0, header);
            decodeOrRefuse(sample.codec, new EncodedSize.Exactly(sample.decoded.length()), Bytes.wrap(noise));
            decodeOrRefuse(sample.codec, new EncodedSize.AtMost(100_000), Bytes.wrap(noise));
        });
    }

    /** Any other exception than the one for bad bytes, and any other size than was bound, fails the test. */
    private Optional<Bytes> decodeOrRefuse(BytesToBytesCodec codec, EncodedSize size, Bytes encoded) {
        try {
            Bytes decoded = codec.bind(size, typeSizeBytes()).decode(encoded);
            assertThat(size.admits(decoded.length()))
                    .as("%s, %d bytes", size, decoded.length())
                    .isTrue();
            return Optional.of(decoded);
        } catch (CodecException e) {
            assertThat(e.getMessage()).startsWith(e.codec() + ": ");
            return Optional.empty();
        }
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        Bytes decoded = SomeBytes.field(20_000);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (BytesToBytesCodec codec : codecs()) {
                BytesToBytesCodec.Bound bound = exactly(codec, decoded.length());
                Bytes encoded = bound.encode(decoded);
                Callable<Boolean> work = () -> bound.encode(decoded).equals(encoded)
                        && bound.decode(encoded).equals(decoded);
                for (Future<Boolean> isSame : threads.invokeAll(List.of(work, work, work, work))) {
                    assertThat(isSame.get()).as("%s", codec).isTrue();
                }
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void hasANameAndIsLossless() {
        for (BytesToBytesCodec codec : codecs()) {
            assertThat(codec.name()).isNotBlank();
            assertThat(codec.isLossless()).isTrue();
        }
    }
}
