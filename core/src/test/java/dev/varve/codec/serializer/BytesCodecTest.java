package dev.varve.codec.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.FixedUtf32;
import dev.varve.array.FloatFormat;
import dev.varve.array.NdArray;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.NumericType;
import dev.varve.array.RawBytes;
import dev.varve.array.Shape;
import dev.varve.array.SmallComplex;
import dev.varve.array.SmallFloat;
import dev.varve.array.SmallInteger;
import dev.varve.array.StructType;
import dev.varve.array.StructType.Field;
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
    private static final StructType RECORD = StructType.of(
            Field.of("id", NumericType.INT32),
            Field.of("flags", NumericType.UINT8),
            new Field(
                    "points",
                    StructType.of(Field.of("c", NumericType.COMPLEX64), Field.of("n", SmallInteger.INT4)),
                    Shape.of(2)),
            Field.of("value", NumericType.FLOAT64));

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
        for (FloatFormat format : FloatFormat.values()) {
            cases.add(new Case(BytesCodec.BIG, spec(new SmallComplex(format), 3)));
        }
        cases.add(new Case(BytesCodec.LITTLE, spec(new SmallFloat(FloatFormat.BFLOAT16), 3)));
        cases.add(new Case(BytesCodec.ORDERLESS, spec(SmallInteger.INT4, 5)));
        cases.add(new Case(BytesCodec.ORDERLESS, spec(SmallInteger.UINT2, 5)));
        cases.add(new Case(BytesCodec.BIG, spec(RECORD, 2, 2)));
        cases.add(new Case(BytesCodec.ORDERLESS, spec(RECORD, 3)));
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
    void everyNumberOfAStructIsInTheByteOrderOfTheCodec() {
        StructType pair = StructType.of(
                Field.of("a", NumericType.INT16),
                Field.of("p", StructType.of(Field.of("b", NumericType.UINT8), Field.of("c", NumericType.COMPLEX64))),
                new Field("d", NumericType.UINT16, Shape.of(2)));
        byte[] little = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
        NdArray chunk = NdArray.of(pair, Shape.of(1), Bytes.wrap(little));
        Bytes big = BytesCodec.BIG.bind(specOf(chunk)).encode(chunk);
        assertThat(big.toArray()).containsExactly(2, 1, 3, 7, 6, 5, 4, 11, 10, 9, 8, 13, 12, 15, 14);
        assertThat(BytesCodec.BIG.bind(specOf(chunk)).decode(big).sameBits(chunk))
                .isTrue();
        assertThat(BytesCodec.ORDERLESS.bind(specOf(chunk)).encode(chunk)).isEqualTo(chunk.data());
    }

    @Test
    void bitsThatDoNotCountAreIgnored() {
        Bytes stored = Bytes.wrap(new byte[] {0x0f, (byte) 0xf7, 0x38});
        NdArray chunk = BytesCodec.ORDERLESS.bind(spec(SmallInteger.INT4, 3)).decode(stored);
        assertThat(chunk.data().toArray()).containsExactly(-1, 7, -8);
        assertThat(BytesCodec.ORDERLESS.bind(specOf(chunk)).encode(NdArray.of(SmallInteger.INT4, Shape.of(3), stored)))
                .isEqualTo(chunk.data());
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
