package dev.varve.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.compressor.BloscCodec;
import dev.varve.codec.compressor.BloscCompressor;
import dev.varve.codec.compressor.BloscShuffle;
import dev.varve.codec.compressor.GzipCodec;
import dev.varve.codec.compressor.ShuffleCodec;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.filter.BitroundCodec;
import dev.varve.codec.filter.TransposeCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.codec.serializer.VlenUtf8Codec;
import dev.varve.codec.serializer.ZfpCodec;
import dev.varve.codec.serializer.zfp.ZfpMode;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CodecChainTest extends ArrayToBytesCodecContract {
    private static final TransposeCodec TURN = new TransposeCodec(List.of(1, 2, 0));

    private static Case at(CodecChain chain, dev.varve.array.DataType type, long... shape) {
        return new Case(chain, new ChunkSpec(type, Shape.of(shape), FillValue.zero(type)));
    }

    @Override
    protected List<Case> cases() {
        CodecChain shuffled = new CodecChain(
                List.of(TURN),
                BytesCodec.BIG,
                List.of(new ShuffleCodec(4), new ZstdCodec(3, false), new Crc32cCodec()));
        BloscCodec blosc = new BloscCodec(BloscCompressor.ZSTD, 5, BloscShuffle.BITSHUFFLE);
        return List.of(
                at(shuffled, NumericType.FLOAT32, 3, 4, 5),
                at(CodecChain.of(BytesCodec.LITTLE, blosc, new GzipCodec(1)), NumericType.INT16, 300),
                at(
                        CodecChain.of(new VlenUtf8Codec(), new ZstdCodec(3, true), new Crc32cCodec()),
                        VariableType.STRING,
                        9),
                at(CodecChain.of(BytesCodec.LITTLE), NumericType.UINT64));
    }

    @Override
    protected List<Foreign> foreign() throws IOException {
        ForeignChunk chunk = ForeignChunk.read("array.bin").stream()
                .filter(c -> c.name().equals("transpose 1 2 0"))
                .findFirst()
                .orElseThrow();
        NdArray decoded = NdArray.of(NumericType.INT16, Shape.of(40, 35, 3), chunk.decoded());
        return List.of(
                new Foreign(new CodecChain(List.of(TURN), BytesCodec.LITTLE, List.of()), decoded, chunk.encoded()));
    }

    @Test
    void isLosslessWhenAllItsCodecsAre() {
        assertThat(new CodecChain(List.of(new BitroundCodec(3)), BytesCodec.LITTLE, List.of()).isLossless())
                .isFalse();
    }

    @Test
    void itPromisesTheBoundOfItsFirstCodecWhereNoOtherLosesAnything() {
        ZfpCodec zfp = new ZfpCodec(new ZfpMode.FixedAccuracy(0.5));
        CodecChain alone = CodecChain.of(zfp, new GzipCodec(1));
        assertThat(alone.errorBound()).hasValue(0.5);
        assertThat(alone.isIdempotent()).isFalse();
        assertThat(new CodecChain(List.of(TURN), zfp, List.of()).errorBound()).isEmpty();
        assertThat(new CodecChain(List.of(new BitroundCodec(3)), zfp, List.of()).errorBound())
                .isEmpty();
        assertThat(new CodecChain(List.of(new BitroundCodec(3)), BytesCodec.LITTLE, List.of()).isIdempotent())
                .isTrue();
        assertThat(CodecChain.of(BytesCodec.LITTLE).errorBound()).hasValue(0);
    }

    @Test
    void itsSizeIsThatOfItsLastCodec() {
        CodecChain chain = CodecChain.of(BytesCodec.LITTLE, new ShuffleCodec(4), new Crc32cCodec());
        ChunkSpec spec = new ChunkSpec(NumericType.INT32, Shape.of(10), FillValue.zero(NumericType.INT32));
        assertThat(chain.bind(spec).encodedSize()).isEqualTo(new EncodedSize.Exactly(44));
    }

    /** The short way through blosc's blocks says what decoding everything and comparing says. */
    @ParameterizedTest
    @EnumSource
    void tellsWhetherBytesDecodeToAChunkAsDecodingDoes(BloscShuffle shuffle) {
        Random random = new Random(11);
        for (CodecChain chain : List.of(
                CodecChain.of(BytesCodec.LITTLE, new BloscCodec(BloscCompressor.ZSTD, 1, shuffle), new Crc32cCodec()),
                CodecChain.of(BytesCodec.LITTLE, new BloscCodec(BloscCompressor.LZ4, 0, shuffle)),
                CodecChain.of(BytesCodec.BIG, new BloscCodec(BloscCompressor.LZ4, 5, shuffle)),
                new CodecChain(List.of(new TransposeCodec(List.of(1, 0))), BytesCodec.LITTLE, List.of()),
                CodecChain.of(BytesCodec.LITTLE, new ShuffleCodec(4), new ZstdCodec(1, false)))) {
            for (int columns : new int[] {1, 7, 4000, 90_001}) {
                byte[] values = new byte[3 * columns * Float.BYTES];
                for (int at = 0; at < values.length; at++) {
                    values[at] = (byte) random.nextInt(3);
                }
                Shape shape = Shape.of(3, columns);
                NdArray chunk = NdArray.of(NumericType.FLOAT32, shape, Bytes.wrap(values.clone()));
                values[random.nextInt(values.length)] ^= 4;
                NdArray other = NdArray.of(NumericType.FLOAT32, shape, Bytes.wrap(values));
                CodecChain.Bound bound =
                        chain.bind(new ChunkSpec(NumericType.FLOAT32, shape, FillValue.zero(NumericType.FLOAT32)));
                Bytes encoded = bound.encode(chunk);
                try (Scratch scratch = new Scratch()) {
                    assertThat(bound.decodesTo(encoded, chunk, scratch)).isTrue();
                    assertThat(bound.decodesTo(encoded, other, scratch)).isFalse();
                    assertThat(bound.decode(encoded, scratch).sameBits(chunk)).isTrue();
                }
            }
        }
    }
}
