package dev.varve.codec.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.FixedUtf32;
import dev.varve.array.NdArray;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.NumericType;
import dev.varve.array.RawBytes;
import dev.varve.array.Shape;
import dev.varve.array.TimeType;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToBytesCodecContract;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.ForeignChunk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class BytesCodecTest extends ArrayToBytesCodecContract {
    private static ChunkSpec spec(DataType type, long... shape) {
        return new ChunkSpec(type, Shape.of(shape), FillValue.zero(type));
    }

    @Override
    protected List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (NumericType type : NumericType.values()) {
            cases.add(new Case(BytesCodec.BIG, spec(type, 3, 5)));
            cases.add(new Case(BytesCodec.LITTLE, spec(type, 7)));
        }
        DataType time = new TimeType(false, "ns", 1);
        cases.add(new Case(BytesCodec.BIG, spec(time, 4)));
        cases.add(new Case(BytesCodec.BIG, spec(new FixedUtf32(3), 2, 2)));
        cases.add(new Case(BytesCodec.ORDERLESS, spec(new NullTerminatedBytes(5), 2)));
        cases.add(new Case(BytesCodec.BIG, spec(new RawBytes(3), 2)));
        cases.add(new Case(BytesCodec.ORDERLESS, spec(NumericType.BOOL, 2)));
        cases.add(new Case(BytesCodec.BIG, spec(NumericType.FLOAT64)));
        cases.add(new Case(BytesCodec.BIG, spec(NumericType.FLOAT64, 3, 0)));
        return cases;
    }

    @Override
    protected List<Foreign> foreign() throws IOException {
        List<Foreign> foreign = new ArrayList<>();
        for (ForeignChunk chunk : ForeignChunk.read("array.bin")) {
            String[] words = chunk.name().split(" ", -1);
            if (words[0].equals("bytes")) {
                NumericType type = NumericType.valueOf(words[2].toUpperCase(Locale.ROOT));
                BytesCodec codec = words[1].equals("big") ? BytesCodec.BIG : BytesCodec.LITTLE;
                foreign.add(new Foreign(codec, NdArray.of(type, Shape.of(2, 3, 4), chunk.decoded()), chunk.encoded()));
            }
        }
        return foreign;
    }

    @Test
    void copiesNothingThatNeedNotBeReordered() {
        NdArray chunk = NdArray.allocate(NumericType.INT16, Shape.of(4));
        assertThat(BytesCodec.LITTLE.bind(specOf(chunk)).encode(chunk)).isSameAs(chunk.data());
        NdArray flags = NdArray.allocate(NumericType.BOOL, Shape.of(4));
        assertThat(BytesCodec.BIG.bind(specOf(flags)).encode(flags)).isSameAs(flags.data());
    }

    @Test
    void saysHowManyBytesAndHowManyWereExpected() {
        assertThat(BytesCodec.BIG.bind(spec(NumericType.INT32, 2, 3)).encodedSize())
                .isEqualTo(new EncodedSize.Exactly(24));
        assertThatThrownBy(
                        () -> BytesCodec.BIG.bind(spec(NumericType.INT32, 2, 3)).decode(Bytes.wrap(new byte[23])))
                .isInstanceOf(CodecException.class)
                .hasMessage("bytes: 23 bytes for (2, 3) int32, which take 24");
    }

    @Test
    void refusesTypesAndChunksThatItCannotTake() {
        assertThatThrownBy(() -> BytesCodec.ORDERLESS.bind(spec(NumericType.INT16, 2)))
                .hasMessageContaining("needs \"endian\" for int16");
        assertThatThrownBy(() -> BytesCodec.LITTLE.bind(spec(VariableType.STRING, 2)))
                .hasMessageContaining("vlen-utf8");
        NdArray other = NdArray.allocate(NumericType.INT16, Shape.of(3));
        assertThatThrownBy(
                        () -> BytesCodec.LITTLE.bind(spec(NumericType.INT16, 2)).encode(other))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
