package dev.varve.codec.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.OptionalType;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToArrayCodecContract;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ArrayToBytesCodecContract;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.CodecException;
import dev.varve.codec.ForeignSerializers;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.compressor.GzipCodec;
import dev.varve.codec.filter.BitroundCodec;
import dev.varve.codec.filter.ReshapeCodec;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OptionalCodecTest extends ArrayToBytesCodecContract {
    private static final OptionalType BYTE = new OptionalType(NumericType.UINT8);

    private static OptionalCodec optional(ArrayToBytesCodec values, BytesToBytesCodec... compressors) {
        return new OptionalCodec(CodecChain.of(BytesCodec.ORDERLESS, compressors), CodecChain.of(values, compressors));
    }

    @Override
    protected List<Case> cases() {
        OptionalType number = new OptionalType(NumericType.FLOAT32);
        OptionalCodec little = optional(BytesCodec.LITTLE);
        return List.of(
                new Case(little, ArrayToArrayCodecContract.spec(number, 3, 4)),
                new Case(little, ArrayToArrayCodecContract.spec(number)),
                new Case(little, ArrayToArrayCodecContract.spec(number, 0)),
                new Case(
                        optional(BytesCodec.BIG, new GzipCodec(1), new Crc32cCodec()),
                        ArrayToArrayCodecContract.spec(number, 5)),
                new Case(optional(little), ArrayToArrayCodecContract.spec(new OptionalType(number), 7)),
                new Case(
                        optional(new VlenUtf8Codec()),
                        ArrayToArrayCodecContract.spec(new OptionalType(VariableType.STRING), 2, 3)));
    }

    @Override
    protected List<Foreign> foreign() throws IOException {
        return ForeignSerializers.read("optional.bin");
    }

    private static ArrayToBytesCodec.Bound three() {
        return optional(BytesCodec.ORDERLESS).bind(ArrayToArrayCodecContract.spec(BYTE, 3));
    }

    private static Bytes chunk(int maskBytes, int valueBytes, int... content) {
        byte[] bytes = new byte[16 + content.length];
        bytes[0] = (byte) maskBytes;
        bytes[8] = (byte) valueBytes;
        for (int i = 0; i < content.length; i++) {
            bytes[16 + i] = (byte) content[i];
        }
        return Bytes.wrap(bytes);
    }

    @Test
    void missingElementsTakeNoPlace() {
        NdArray elements = NdArray.of(BYTE, Shape.of(3), Bytes.wrap(new byte[] {1, 5, 0, 0, 1, 7}));
        assertThat(three().encode(elements)).isEqualTo(chunk(3, 2, 1, 0, 1, 5, 7));
        assertThat(three().decode(chunk(3, 2, 1, 0, 1, 5, 7)).sameBits(elements))
                .isTrue();
        assertThat(three().decode(chunk(3, 0, 0, 0, 0)).data()).isEqualTo(Bytes.wrap(new byte[6]));
    }

    @Test
    void refusesLengthsThatAreNotThoseOfTheBytes() {
        for (Bytes wrong : List.of(
                chunk(3, 1, 1, 0, 1, 5, 7),
                chunk(2, 2, 1, 0, 1, 5, 7),
                chunk(2, 3, 1, 0, 1, 5, 7),
                chunk(3, 1, 0, 0, 0, 9),
                chunk(3, 3, 1, 0, 1, 5, 7, 9))) {
            assertThatThrownBy(() -> three().decode(wrong)).isInstanceOf(CodecException.class);
        }
        byte[] negative = chunk(3, 2, 1, 0, 1, 5, 7).toArray();
        negative[7] = -128;
        assertThatThrownBy(() -> three().decode(Bytes.wrap(negative)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("a mask of 9223372036854775811");
    }

    @Test
    void losesWhatItsValuesLose() {
        CodecChain mask = CodecChain.of(BytesCodec.ORDERLESS);
        CodecChain lossy = new CodecChain(List.of(new BitroundCodec(2)), BytesCodec.LITTLE, List.of());
        assertThat(new OptionalCodec(mask, lossy).isLossless()).isFalse();
        assertThat(new OptionalCodec(mask, lossy).errorBound()).isEmpty();
        assertThatThrownBy(() -> new OptionalCodec(lossy, mask))
                .hasMessage("zarrs.optional takes mask_codecs that lose nothing");
    }

    @Test
    void takesElementsThatMayBeMissingOnly() {
        assertThatThrownBy(
                        () -> optional(BytesCodec.ORDERLESS).bind(ArrayToArrayCodecContract.spec(NumericType.UINT8, 3)))
                .hasMessage("zarrs.optional takes elements that may be missing, not uint8");
        assertThatThrownBy(() -> BytesCodec.LITTLE.bind(ArrayToArrayCodecContract.spec(BYTE, 3)))
                .hasMessage("bytes codec takes no optional[uint8] elements; use zarrs.optional");
    }

    /** What takes all values of a chunk need not take those of another, of which fewer are there. */
    @Test
    void codecsThatDoNotTakeEveryNumberOfValuesAreRefusedWhenBound() {
        CodecChain mask = CodecChain.of(BytesCodec.ORDERLESS);
        ReshapeCodec pairs = new ReshapeCodec(List.of(new ReshapeCodec.Rest(), new ReshapeCodec.Fixed(2)));
        CodecChain data = new CodecChain(List.of(pairs), BytesCodec.ORDERLESS, List.of());
        assertThatThrownBy(() -> new OptionalCodec(mask, data).bind(ArrayToArrayCodecContract.spec(BYTE, 8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("changes the number of elements");
    }
}
