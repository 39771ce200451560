package dev.varve.codec.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.array.StructType;
import dev.varve.array.StructType.Field;
import dev.varve.codec.ArrayToBytesCodecContract;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecException;
import dev.varve.codec.serializer.BytesCodec.Endian;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FieldOrderCodecTest extends ArrayToBytesCodecContract {
    private static final StructType RECORD = StructType.of(
            Field.of("a", NumericType.INT32),
            new Field(
                    "b",
                    StructType.of(Field.of("c", NumericType.COMPLEX64), Field.of("d", NumericType.INT16)),
                    Shape.of(2)),
            Field.of("e", NumericType.UINT8),
            new Field("f", NumericType.FLOAT64, Shape.of(2)));
    private static final FieldOrderCodec MIXED =
            new FieldOrderCodec(List.of(Endian.LITTLE, Endian.BIG, Endian.LITTLE, Endian.LITTLE, Endian.BIG));

    private static ChunkSpec spec(long... shape) {
        return new ChunkSpec(RECORD, Shape.of(shape), FillValue.zero(RECORD));
    }

    @Override
    protected List<Case> cases() {
        FieldOrderCodec big = new FieldOrderCodec(List.of(Endian.BIG, Endian.BIG, Endian.BIG, Endian.BIG, Endian.BIG));
        return List.of(
                new Case(MIXED, spec(2, 3)),
                new Case(MIXED, spec()),
                new Case(MIXED, spec(3, 0)),
                new Case(big, spec(4)));
    }

    /**
     * NumPy 2.5.5: {@code np.frombuffer(bytes(range(41)), little).astype(mixed).tobytes().hex()} of the type above, packed,
     * with all numbers little-endian, and with {@code >c8} and {@code >f8}.
     */
    @Override
    protected List<Foreign> foreign() {
        byte[] little = new byte[41];
        for (int i = 0; i < little.length; i++) {
            little[i] = (byte) i;
        }
        String encoded = NUMPY;
        return List.of(new Foreign(
                MIXED,
                NdArray.of(RECORD, Shape.of(1), Bytes.wrap(little)),
                Bytes.wrap(HexFormat.of().parseHex(encoded))));
    }

    private static final String NUMPY =
            "00010203070605040b0a09080c0d11100f0e15141312161718201f1e1d1c1b1a192827262524232221";

    @Test
    void oneOrderForEveryFieldIsAskedFor() {
        FieldOrderCodec few = new FieldOrderCodec(List.of(Endian.BIG));
        assertThatThrownBy(() -> few.bind(spec(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("1 byte orders for the 5 fields of struct[");
        assertThatThrownBy(
                        () -> few.bind(new ChunkSpec(NumericType.INT8, Shape.of(1), FillValue.zero(NumericType.INT8))))
                .hasMessage("fields codec takes structs, not int8");
    }

    @Test
    void bytesOfAnotherLengthAreRefused() {
        assertThatThrownBy(() -> MIXED.bind(spec(1)).decode(Bytes.wrap(new byte[40])))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("40 bytes for");
        assertThat(FieldOrderCodec.leaves(RECORD)).isEqualTo(5);
    }
}
