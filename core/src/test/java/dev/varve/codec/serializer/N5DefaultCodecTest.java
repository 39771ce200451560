package dev.varve.codec.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToArrayCodecContract;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ArrayToBytesCodecContract;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.CodecException;
import dev.varve.codec.ForeignSerializers;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.filter.BitroundCodec;
import dev.varve.codec.filter.TransposeCodec;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class N5DefaultCodecTest extends ArrayToBytesCodecContract {
    private static N5DefaultCodec n5(int rank, BytesToBytesCodec... compressors) {
        return new N5DefaultCodec(
                new CodecChain(List.of(TransposeCodec.reversing(rank)), BytesCodec.BIG, List.of(compressors)));
    }

    @Override
    protected List<Case> cases() {
        return List.of(
                new Case(n5(2), ArrayToArrayCodecContract.spec(NumericType.INT16, 5, 7)),
                new Case(n5(1), ArrayToArrayCodecContract.spec(NumericType.UINT8, 9)),
                new Case(n5(0), ArrayToArrayCodecContract.spec(NumericType.FLOAT64)),
                new Case(n5(3), ArrayToArrayCodecContract.spec(NumericType.FLOAT32, 2, 3, 4)));
    }

    /** Those without a compressor, whose bytes nothing but the format decides. */
    @Override
    protected List<Foreign> foreign() throws IOException {
        return ForeignSerializers.read("n5_default.bin").stream()
                .filter(f -> ((N5DefaultCodec) f.codec()).codecs().compressors().isEmpty())
                .toList();
    }

    @Test
    void compressedBlocksOfTensorstoreAreRead() throws IOException {
        List<Foreign> all = ForeignSerializers.read("n5_default.bin");
        assertThat(all).hasSizeGreaterThan(foreign().size());
        for (Foreign f : all) {
            ArrayToBytesCodec.Bound bound = f.codec().bind(specOf(f.decoded()));
            assertThat(bound.decode(f.encoded()).sameBits(f.decoded()))
                    .as("%s", f)
                    .isTrue();
            assertThat(bound.decode(bound.encode(f.decoded())).sameBits(f.decoded()))
                    .as("%s", f)
                    .isTrue();
        }
    }

    @Test
    void aBlockAtTheEdgeIsFilledUp() {
        FillValue fill = new FillValue(NumericType.UINT8, Bytes.wrap(new byte[] {9}));
        ArrayToBytesCodec.Bound bound = n5(2).bind(new ChunkSpec(NumericType.UINT8, Shape.of(2, 3), fill));
        byte[] block = {0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 3, 2, 4};
        assertThat(bound.decode(Bytes.wrap(block)).data()).isEqualTo(Bytes.wrap(new byte[] {1, 2, 9, 3, 4, 9}));
    }

    @Test
    void refusesBlocksThatItCannotBe() {
        ArrayToBytesCodec.Bound bound = n5(1).bind(ArrayToArrayCodecContract.spec(NumericType.UINT8, 2));
        assertThatThrownBy(() -> bound.decode(Bytes.wrap(new byte[] {0, 0, 0, 1, 127, 0, 0, 0, 1, 2})))
                .isInstanceOf(CodecException.class)
                .hasMessage("n5_default: extent 2130706432 at byte 4 is beyond (2)");
        assertThatThrownBy(() -> bound.decode(Bytes.wrap(new byte[] {0, 1, 0, 1, 0, 0, 0, 2, 1, 2})))
                .hasMessage("n5_default: mode 1, 1 axes at byte 0, expected mode 0, (2)");
        assertThatThrownBy(() -> bound.decode(Bytes.wrap(new byte[] {0, 0, 0, 1, 0, 0, 0})))
                .hasMessage("n5_default: 7 bytes are too few");
    }

    @Test
    void refusesChainsThatN5HasNot() {
        assertThatThrownBy(() -> new N5DefaultCodec(CodecChain.of(BytesCodec.BIG)))
                .hasMessage("n5_default begins with the transposition of all axes");
        assertThatThrownBy(() ->
                        new N5DefaultCodec(new CodecChain(List.of(new BitroundCodec(3)), BytesCodec.BIG, List.of())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new N5DefaultCodec(
                        new CodecChain(List.of(TransposeCodec.reversing(2)), BytesCodec.LITTLE, List.of())))
                .hasMessage("n5_default needs big-endian bytes");
        assertThatThrownBy(() -> n5(2, new ZstdCodec(3, false), new Crc32cCodec()))
                .hasMessage("n5_default has at most one compressor");
        assertThatThrownBy(() -> n5(1).bind(ArrayToArrayCodecContract.spec(NumericType.BOOL, 2)))
                .hasMessage("n5_default takes integers, float32 and float64, not bool");
    }
}
