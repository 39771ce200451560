package dev.varve.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.RawBytes;
import dev.varve.array.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds for every filter; the oracle is chunks that other software encoded. */
@Timeout(120)
public abstract class ArrayToArrayCodecContract {
    /** Codecs with chunks that they take: of each kind of type, of rank 0 where it can be, without elements. */
    protected abstract List<Case> cases();

    /** Chunks that other software encoded. */
    protected abstract List<Foreign> foreign() throws IOException;

    /** A codec and what chunks look like. */
    public record Case(ArrayToArrayCodec codec, ChunkSpec spec) {}

    /** A chunk, as it was before and after other software encoded it, and after that decoded it again. */
    public record Foreign(ArrayToArrayCodec codec, NdArray decoded, NdArray encoded, NdArray restored) {
        /** A chunk of which nothing is lost. */
        public Foreign(ArrayToArrayCodec codec, NdArray decoded, NdArray encoded) {
            this(codec, decoded, encoded, decoded);
        }
    }

    /** Whether what is left of a chunk is encoded to the same again. */
    protected boolean keepsWhatIsLeft(Case c) {
        return true;
    }

    /** A chunk of a case. */
    protected NdArray chunk(Case c) {
        return SomeBytes.chunk(c.spec, new Random(1));
    }

    /** A chunk of this type and shape with the fill value zero. */
    public static ChunkSpec spec(DataType type, long... shape) {
        return new ChunkSpec(type, Shape.of(shape), FillValue.zero(type));
    }

    @Test
    void decodesWhatItEncodesOrWhatIsLeftOfIt() {
        for (Case c : cases()) {
            NdArray chunk = chunk(c);
            ArrayToArrayCodec.Bound bound = c.codec.bind(c.spec);
            NdArray encoded = bound.encode(chunk);
            NdArray decoded = bound.decode(encoded);
            assertThat(encoded.type()).as("%s", c).isEqualTo(bound.encodedSpec().type());
            assertThat(encoded.shape())
                    .as("%s", c)
                    .isEqualTo(bound.encodedSpec().shape());
            assertThat(decoded.sameBits(chunk) || !c.codec.isLossless())
                    .as("%s", c)
                    .isTrue();
            assertThat(bound.encode(decoded).sameBits(encoded) || !keepsWhatIsLeft(c))
                    .as("%s, once more", c)
                    .isTrue();
            assertThat(chunk.sameBits(chunk(c))).as("%s", c).isTrue();
        }
    }

    @Test
    void encodesAndDecodesAsOtherSoftwareDoes() throws IOException {
        assertThat(foreign()).isNotEmpty();
        for (Foreign f : foreign()) {
            ChunkSpec spec = new ChunkSpec(f.decoded.type(), f.decoded.shape(), fill(f));
            ArrayToArrayCodec.Bound bound = f.codec.bind(spec);
            assertThat(bound.encode(f.decoded).sameBits(f.encoded)).as("%s", f).isTrue();
            assertThat(bound.decode(f.encoded).sameBits(f.restored)).as("%s", f).isTrue();
            assertThat(f.restored.sameBits(f.decoded) || !f.codec.isLossless())
                    .as("%s", f)
                    .isTrue();
        }
    }

    /** An element that comes back, as fill values have to; zero when there is none. */
    private static FillValue fill(Foreign f) {
        if (f.decoded.type().isFixedSize()) {
            int size = f.decoded.type().sizeBytes();
            for (int at = 0; at < f.decoded.data().length(); at += size) {
                Bytes element = f.decoded.data().slice(at, size);
                if (element.equals(f.restored.data().slice(at, size))) {
                    return new FillValue(f.decoded.type(), element);
                }
            }
        }
        return FillValue.zero(f.decoded.type());
    }

    @Test
    void refusesAnotherChunkThanItWasBoundTo() {
        for (Case c : cases()) {
            ArrayToArrayCodec.Bound bound = c.codec.bind(c.spec);
            NdArray longer = NdArray.allocate(c.spec.type(), Shape.of(3, 5, 7, 9, 11));
            NdArray raw = NdArray.allocate(new RawBytes(7), c.spec.shape());
            for (NdArray wrong : List.of(longer, raw)) {
                assertThatThrownBy(() -> bound.encode(wrong)).as("%s", c).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> bound.decode(wrong)).as("%s", c).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void hasAName() {
        for (Case c : cases()) {
            assertThat(c.codec.name()).isNotBlank();
        }
    }
}
