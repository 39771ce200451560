package dev.varve.codec.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ArrayToBytesCodecContract;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.CodecException;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.filter.BitroundCodec;
import dev.varve.codec.filter.Constant;
import dev.varve.codec.filter.FixedScaleOffsetCodec;
import dev.varve.codec.serializer.PackBitsCodec.Padding;
import dev.varve.codec.serializer.zfp.ZfpMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MaskedCodecTest extends ArrayToBytesCodecContract {
    private static final CodecChain BITS =
            CodecChain.of(new PackBitsCodec(Padding.NONE, OptionalInt.empty(), OptionalInt.empty()));
    private static final MaskedCodec PLAIN = new MaskedCodec(CodecChain.of(BytesCodec.LITTLE), BITS);

    private static ChunkSpec spec(NumericType type, long... shape) {
        return new ChunkSpec(type, Shape.of(shape), FillValue.zero(type));
    }

    @Override
    protected List<Case> cases() {
        CodecChain squeezed = CodecChain.of(BytesCodec.LITTLE, new ZstdCodec(1, false));
        return List.of(
                new Case(PLAIN, spec(NumericType.FLOAT32, 5, 7)),
                new Case(PLAIN, spec(NumericType.FLOAT16, 9)),
                new Case(PLAIN, spec(NumericType.FLOAT64)),
                new Case(PLAIN, spec(NumericType.FLOAT32, 0, 3)),
                new Case(
                        new MaskedCodec(CodecChain.of(new PcodecCodec(2)), squeezed), spec(NumericType.FLOAT64, 3, 4)));
    }

    @Override
    protected List<Case> lossyCases() {
        return List.of(
                new Case(
                        new MaskedCodec(CodecChain.of(new ZfpyCodec(new ZfpMode.FixedAccuracy(0.01))), BITS),
                        spec(NumericType.FLOAT32, 6, 8)),
                new Case(
                        new MaskedCodec(
                                new CodecChain(List.of(new BitroundCodec(5)), BytesCodec.LITTLE, List.of()), BITS),
                        spec(NumericType.FLOAT64, 30)));
    }

    /** The fill value of the contract is zero. */
    @Override
    protected List<Foreign> foreign() throws IOException {
        List<Foreign> foreign = new ArrayList<>();
        for (MaskedGolden golden : MaskedGolden.read("masked")) {
            if (golden.parameter().equals("0.0")) {
                foreign.add(new Foreign(PLAIN, golden.array(), golden.encoded()));
            }
        }
        return foreign;
    }

    @Test
    void carriesWhateverTheFillValueIsAsTheLayoutSays() throws IOException {
        List<MaskedGolden> all = MaskedGolden.read("masked");
        assertThat(all).hasSize(36);
        for (MaskedGolden golden : all) {
            NumericType type = (NumericType) golden.array().type();
            double value = golden.parameter().equals("nan") ? Double.NaN : Double.parseDouble(golden.parameter());
            ChunkSpec spec = new ChunkSpec(type, golden.array().shape(), fill(type, value));
            ArrayToBytesCodec.Bound bound = PLAIN.bind(spec);
            assertThat(bound.encode(golden.array())).as("%s", golden).isEqualTo(golden.encoded());
            assertThat(bound.decode(golden.encoded()).sameBits(golden.array()))
                    .as("%s", golden)
                    .isTrue();
        }
    }

    private static FillValue fill(NumericType type, double value) {
        ByteBuffer bits = ByteBuffer.allocate(type.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
        if (type == NumericType.FLOAT32) {
            bits.putFloat((float) value);
        } else {
            bits.putDouble(value);
        }
        return new FillValue(type, Bytes.wrap(bits.array()));
    }

    /** What zfp and scaled integers do to numbers they do to numbers alone. */
    @Test
    void codecsThatTakeNumbersOnlyKeepTheirPromiseBesideHoles() {
        Random random = new Random(4);
        float[] field = new float[40 * 50];
        for (int i = 0; i < field.length; i++) {
            double wave = 10 * Math.sin(i % 50 / 9.0) + i / 300.0;
            boolean isHole = (i / 50 > 10 && i % 50 < 20) || random.nextInt(50) == 0;
            field[i] = isHole ? (random.nextInt(9) == 0 ? Float.NEGATIVE_INFINITY : Float.NaN) : (float) wave;
        }
        ByteBuffer bytes = ByteBuffer.allocate(4 * field.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(field);
        NdArray chunk = NdArray.of(NumericType.FLOAT32, Shape.of(40, 50), Bytes.wrap(bytes.array()));
        FixedScaleOffsetCodec scaled = new FixedScaleOffsetCodec(
                Constant.of(65535 / 40.0),
                Constant.of(-15.0),
                Optional.of(NumericType.FLOAT32),
                Optional.of(NumericType.UINT16));
        for (CodecChain inner : List.of(
                CodecChain.of(new ZfpyCodec(new ZfpMode.FixedAccuracy(0.01))),
                new CodecChain(List.of(scaled), BytesCodec.LITTLE, List.of()))) {
            ArrayToBytesCodec.Bound bound = new MaskedCodec(inner, BITS).bind(specOf(chunk));
            NdArray decoded = bound.decode(bound.encode(chunk));
            for (int i = 0; i < field.length; i++) {
                float back = Float.intBitsToFloat(decoded.data().getInt(4 * i));
                if (Float.isFinite(field[i])) {
                    assertThat(back).isBetween(field[i] - 0.01f, field[i] + 0.01f);
                } else {
                    assertThat(Float.floatToRawIntBits(back)).isEqualTo(Float.floatToRawIntBits(field[i]));
                }
            }
        }
    }

    private static Bytes chunk(int maskBytes, int runBytes, int... content) {
        byte[] bytes = new byte[8 + content.length];
        bytes[0] = (byte) maskBytes;
        bytes[4] = (byte) runBytes;
        for (int i = 0; i < content.length; i++) {
            bytes[8 + i] = (byte) content[i];
        }
        return Bytes.wrap(bytes);
    }

    @Test
    void refusesPartsThatDoNotFit() {
        ArrayToBytesCodec.Bound two = PLAIN.bind(spec(NumericType.FLOAT16, 2));
        int[] right = {1, 0, 0x7e, 1, 0, 0, 0, 1, 2, 3, 4};
        assertThat(two.decode(chunk(1, 6, right)).data()).isEqualTo(Bytes.wrap(new byte[] {0, 0x7e, 3, 4}));
        for (Bytes wrong : List.of(
                chunk(1, 0, 1, 1, 2, 3, 4),
                chunk(0, 6, 0, 0x7e, 1, 0, 0, 0, 1, 2, 3, 4),
                chunk(2, 6, right),
                chunk(1, 5, right),
                chunk(1, 127, right),
                chunk(1, 6, 0, 0, 0x7e, 1, 0, 0, 0, 1, 2, 3, 4),
                chunk(1, 6, 1, 0, 0x7e, 0, 0, 0, 0, 1, 2, 3, 4),
                chunk(1, 6, 1, 0, 0x7e, 2, 0, 0, 0, 1, 2, 3, 4),
                chunk(1, 6, 3, 0, 0x7e, 1, 0, 0, 0),
                chunk(1, 6, 3, 0, 0x7e, 2, 0, 0, 0, 1, 2, 3, 4))) {
            assertThatThrownBy(() -> two.decode(wrong)).as("%s", wrong).isInstanceOf(CodecException.class);
        }
    }

    @Test
    void refusesWhatHasNoHolesAndMasksThatLoseThem() {
        assertThatThrownBy(() -> PLAIN.bind(spec(NumericType.INT32, 3)))
                .hasMessage("varve.masked takes floating-point numbers, not int32");
        CodecChain lossy = CodecChain.of(new ZfpyCodec(new ZfpMode.FixedPrecision(3)));
        assertThatThrownBy(() -> new MaskedCodec(lossy, lossy))
                .hasMessage("varve.masked takes a mask chain that loses nothing");
    }
}
