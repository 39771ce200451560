package dev.varve.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.testing.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds for every serializer; the oracle is chunks that other software encoded. */
@Timeout(120)
public abstract class ArrayToBytesCodecContract {
    /** Codecs with chunks that they take: of each kind of type, of rank 0, without elements; lossless. */
    protected abstract List<Case> cases();

    /** Codecs that lose something, with chunks of integers or floats. */
    protected List<Case> lossyCases() {
        return List.of();
    }

    private List<Case> allCases() {
        List<Case> all = new ArrayList<>(cases());
        all.addAll(lossyCases());
        return all;
    }

    /** Chunks that other software encoded. */
    protected abstract List<Foreign> foreign() throws IOException;

    /** A codec and what chunks look like. */
    public record Case(ArrayToBytesCodec codec, ChunkSpec spec) {
        /** Elements at random; of a codec that loses something, numbers that follow each other closely. */
        NdArray chunk(Random random) {
            return codec.isLossless() ? SomeBytes.chunk(spec, random) : SomeBytes.numbers(spec, random);
        }
    }

    /** A chunk, as it is decoded and as other software encoded it. */
    public record Foreign(ArrayToBytesCodec codec, NdArray decoded, Bytes encoded) {
        ArrayToBytesCodec.Bound bound() {
            return codec.bind(specOf(decoded));
        }
    }

    /** What chunks like this one look like; the fill value is zero. */
    public static ChunkSpec specOf(NdArray chunk) {
        return new ChunkSpec(chunk.type(), chunk.shape(), dev.varve.array.FillValue.zero(chunk.type()));
    }

    @Test
    void decodesWhatItEncodes() {
        for (Case c : cases()) {
            NdArray chunk = SomeBytes.chunk(c.spec, new Random(1));
            ArrayToBytesCodec.Bound bound = c.codec.bind(c.spec);
            Bytes encoded = bound.encode(chunk);
            assertThat(bound.encodedSize().admits(encoded.length())).as("%s", c).isTrue();
            assertThat(bound.decode(encoded).sameBits(chunk)).as("%s", c).isTrue();
            assertThat(chunk.sameBits(SomeBytes.chunk(c.spec, new Random(1))))
                    .as("%s", c)
                    .isTrue();
        }
    }

    @Test
    void decodesWithinTheBoundThatItPromises() {
        for (Case c : lossyCases()) {
            NdArray chunk = c.chunk(new Random(1));
            ArrayToBytesCodec.Bound bound = c.codec.bind(c.spec);
            Bytes encoded = bound.encode(chunk);
            NdArray decoded = bound.decode(encoded);
            assertThat(c.codec.isLossless()).as("%s", c).isFalse();
            assertThat(bound.encodedSize().admits(encoded.length())).as("%s", c).isTrue();
            assertThat(decoded.shape()).as("%s", c).isEqualTo(chunk.shape());
            assertThat(chunk.sameBits(c.chunk(new Random(1)))).as("%s", c).isTrue();
            c.codec.errorBound().ifPresent(most -> assertThat(SomeBytes.largestDifference(chunk, decoded))
                    .as("%s", c)
                    .isLessThanOrEqualTo(most));
        }
    }

    @Test
    void readsAndWritesWhatOtherSoftwareWrites() throws IOException {
        assertThat(foreign()).isNotEmpty();
        for (Foreign f : foreign()) {
            NdArray decoded = f.bound().decode(SomeBytes.inside(f.encoded));
            assertThat(decoded.sameBits(f.decoded)).as("%s", f).isTrue();
            assertThat(f.bound().encode(f.decoded)).as("%s", f).isEqualTo(f.encoded);
        }
    }

    @Test
    void refusesBytesThatAreCutOffOrTooMany() {
        for (Case c : allCases()) {
            ArrayToBytesCodec.Bound bound = c.codec.bind(c.spec);
            Bytes encoded = bound.encode(c.chunk(new Random(2)));
            for (int length = 0; length < encoded.length(); length++) {
                Bytes cut = Bytes.wrap(encoded.slice(0, length).toArray());
                assertThatThrownBy(() -> bound.decode(cut))
                        .as("%s cut at %d", c, length)
                        .isInstanceOf(CodecException.class);
            }
            byte[] longer = new byte[encoded.length() + 1];
            encoded.copyTo(longer, 0);
            assertThatThrownBy(() -> bound.decode(Bytes.wrap(longer)))
                    .as("%s", c)
                    .isInstanceOf(CodecException.class);
        }
    }

    @Test
    void givesAChunkOrRefusesWhenBitsFlip() {
        List<Case> cases = allCases();
        Seeds.check(500, random -> {
            Case c = cases.get(random.nextInt(cases.size()));
            ArrayToBytesCodec.Bound bound = c.codec.bind(c.spec);
            byte[] bytes = bound.encode(c.chunk(random)).toArray();
            for (int flips = 1 + random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
                int at = random.nextInt(random.nextBoolean() ? Math.min(24, bytes.length) : bytes.length);
                bytes[at] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                NdArray decoded = bound.decode(Bytes.wrap(bytes));
                assertThat(decoded.type()).isEqualTo(c.spec.type());
                assertThat(decoded.shape()).isEqualTo(c.spec.shape());
            } catch (CodecException e) {
                assertThat(e.getMessage()).startsWith(e.codec() + ": ");
            }
        });
    }

    @Test
    void hasANameAndIsLossless() {
        for (Case c : cases()) {
            assertThat(c.codec.name()).isNotBlank();
            assertThat(c.codec.isLossless()).isTrue();
            assertThat(c.codec.isIdempotent()).isTrue();
            assertThat(c.codec.errorBound()).hasValue(0);
        }
    }
}
