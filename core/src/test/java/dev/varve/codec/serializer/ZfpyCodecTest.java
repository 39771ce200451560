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
import dev.varve.codec.CodecException;
import dev.varve.codec.SomeBytes;
import dev.varve.codec.serializer.zfp.ZfpField;
import dev.varve.codec.serializer.zfp.ZfpMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ZfpyCodecTest extends ArrayToBytesCodecContract {
    private static final ZfpyCodec REVERSIBLE = new ZfpyCodec(new ZfpMode.Reversible());
    private static final List<NumericType> TYPES =
            List.of(NumericType.INT32, NumericType.INT64, NumericType.FLOAT32, NumericType.FLOAT64);

    private static ChunkSpec spec(NumericType type, long... shape) {
        return new ChunkSpec(type, Shape.of(shape), FillValue.zero(type));
    }

    @Override
    protected List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (NumericType type : TYPES) {
            cases.add(new Case(REVERSIBLE, spec(type, 9)));
            cases.add(new Case(REVERSIBLE, spec(type, 2, 3, 2, 2)));
        }
        return cases;
    }

    @Override
    protected List<Case> lossyCases() {
        List<Case> cases = new ArrayList<>();
        for (NumericType type : TYPES) {
            cases.add(new Case(new ZfpyCodec(new ZfpMode.FixedPrecision(14)), spec(type, 9, 2)));
            cases.add(new Case(new ZfpyCodec(new ZfpMode.FixedRate(9)), spec(type, 3, 4, 5)));
        }
        cases.add(new Case(new ZfpyCodec(new ZfpMode.FixedAccuracy(1e-3)), spec(NumericType.FLOAT32, 7, 6)));
        cases.add(new Case(new ZfpyCodec(new ZfpMode.FixedAccuracy(1e290)), spec(NumericType.FLOAT64, 2, 5, 3)));
        return cases;
    }

    @Override
    protected List<Foreign> foreign() throws IOException {
        List<Foreign> foreign = new ArrayList<>();
        for (ZfpGolden golden : ZfpGolden.read("zfpy")) {
            if (golden.mode().isLossless()) {
                foreign.add(new Foreign(new ZfpyCodec(golden.mode()), golden.array(), golden.encoded()));
            }
        }
        return foreign;
    }

    @Test
    void writesAndReadsWhatNumcodecsDoes() throws Exception {
        List<ZfpGolden> all = ZfpGolden.read("zfpy");
        assertThat(all).hasSizeGreaterThan(200);
        for (ZfpGolden golden : all) {
            ArrayToBytesCodec.Bound bound = new ZfpyCodec(golden.mode()).bind(specOf(golden.array()));
            assertThat(bound.encode(golden.array())).as("%s", golden).isEqualTo(golden.encoded());
            NdArray decoded = bound.decode(SomeBytes.inside(golden.encoded()));
            assertThat(ZfpGolden.digest(decoded.data())).as("%s", golden).isEqualTo(golden.digest());
        }
    }

    @Test
    void readsWhatOthersSpoiltOrWroteOfIntegersAndWritesNoneOfIt() throws Exception {
        List<ZfpGolden> all = ZfpGolden.read("engine");
        assertThat(all).hasSizeGreaterThan(40);
        for (ZfpGolden golden : all) {
            ArrayToBytesCodec.Bound bound = new ZfpyCodec(golden.mode()).bind(specOf(golden.array()));
            assertThat(ZfpGolden.digest(bound.decode(golden.encoded()).data()))
                    .as("%s", golden)
                    .isEqualTo(golden.digest());
            assertThatThrownBy(() -> bound.encode(golden.array()))
                    .as("%s", golden)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("numcodecs.zfpy");
        }
    }

    /** numcodecs decodes what the stream says, whatever the metadata do. */
    @Test
    void heedsTheModeAndTheExtentsOfTheHeader() {
        NdArray chunk = SomeBytes.numbers(spec(NumericType.FLOAT32, 6, 4), new Random(3));
        ArrayToBytesCodec.Bound written = new ZfpyCodec(new ZfpMode.FixedPrecision(12)).bind(specOf(chunk));
        Bytes encoded = written.encode(chunk);
        NdArray decoded = REVERSIBLE.bind(spec(NumericType.FLOAT32, 24)).decode(encoded);
        assertThat(decoded.reshape(chunk.shape()).sameBits(written.decode(encoded)))
                .isTrue();
    }

    /** As dc_toolkit encodes chunks, whose streams numcodecs decodes. */
    @Test
    void encodesChunksWithoutAxesOfOneElementAndWithTheSlowestOfMoreThanFourMerged() throws Exception {
        int folded = 0;
        for (ZfpGolden golden : ZfpGolden.read("zfpy")) {
            long[] extents = golden.array().shape().extents();
            if (Arrays.stream(extents).anyMatch(extent -> extent == 1)) {
                continue;
            }
            List<Shape> chunks = new ArrayList<>();
            chunks.add(padded(extents, 1, 1));
            if (extents.length == ZfpField.MOST_AXES && extents[0] % 2 == 0) {
                long[] rest = extents.clone();
                rest[0] /= 2;
                chunks.add(padded(rest, 2));
            }
            for (Shape shape : chunks) {
                NdArray chunk = golden.array().reshape(shape);
                ArrayToBytesCodec.Bound bound = new ZfpyCodec(golden.mode()).bind(specOf(chunk));
                assertThat(bound.encode(chunk)).as("%s as %s", golden, shape).isEqualTo(golden.encoded());
                assertThat(bound.decode(golden.encoded()).shape()).isEqualTo(shape);
                folded += shape.rank() > ZfpField.MOST_AXES ? 1 : 0;
            }
        }
        assertThat(folded).isGreaterThan(20);
    }

    /** Extents behind others, and one of 1 at the end. */
    private static Shape padded(long[] extents, long... before) {
        long[] all = Arrays.copyOf(before, before.length + extents.length + 1);
        System.arraycopy(extents, 0, all, before.length, extents.length);
        all[all.length - 1] = 1;
        return Shape.of(all);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,1,91,180 | 91,180",
                "1 | 1",
                "1,1,1 | 1",
                "5,1 | 5",
                "2,3,4,5,6 | 6,4,5,6",
                "2,1,3,4,1,5,6,7 | 24,5,6,7",
                "70000,3,2 | 210000,2",
                "5000,3,2,2 | 15000,2,2",
                "17000000,2 | 34000000"
            })
    void foldsAsDcToolkitDoes(String chunk, String folded) {
        assertThat(ZfpyCodec.foldedShape(shape(chunk))).isEqualTo(shape(folded));
    }

    private static Shape shape(String text) {
        return Shape.of(
                Arrays.stream(text.split(",", -1)).mapToLong(Long::parseLong).toArray());
    }

    @Test
    void refusesAHeaderOfAnotherArray() {
        NdArray chunk = SomeBytes.numbers(spec(NumericType.FLOAT32, 6, 4), new Random(3));
        Bytes encoded = REVERSIBLE.bind(specOf(chunk)).encode(chunk);
        assertThatThrownBy(
                        () -> REVERSIBLE.bind(spec(NumericType.FLOAT32, 5, 5)).decode(encoded))
                .isInstanceOf(CodecException.class)
                .hasMessage("numcodecs.zfpy: the header says [6, 4] FLOAT32, expected [5, 5] FLOAT32");
        assertThatThrownBy(() -> REVERSIBLE.bind(spec(NumericType.INT32, 6, 4)).decode(encoded))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("expected [6, 4] INT32");
        byte[] other = encoded.toArray();
        other[3] = 4;
        assertThatThrownBy(() -> REVERSIBLE.bind(specOf(chunk)).decode(Bytes.wrap(other)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("0x0470667a at byte 0 is not 0x0570667a");
    }

    @Test
    void saysThatAStreamMayBeOfAZfpForSmallerWords() {
        ChunkSpec spec = spec(NumericType.FLOAT32, 4);
        Bytes encoded = REVERSIBLE.bind(spec).encode(NdArray.allocate(NumericType.FLOAT32, spec.shape()));
        Bytes shorter = Bytes.wrap(Arrays.copyOf(encoded.toArray(), 13));
        assertThatThrownBy(() -> REVERSIBLE.bind(spec).decode(shorter))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("built for smaller words");
    }

    @Test
    void refusesWhatNumcodecsCannotTake() {
        assertThatThrownBy(() -> REVERSIBLE.bind(spec(NumericType.INT16, 4))).hasMessageContaining("not (4) int16");
        assertThatThrownBy(() -> REVERSIBLE.bind(spec(NumericType.FLOAT32))).hasMessageContaining("not () float32");
        assertThatThrownBy(() -> new ZfpyCodec(new ZfpMode.FixedRate(2)).bind(spec(NumericType.FLOAT32, 4)))
                .hasMessageContaining("zfp blocks of 8 bits: a block of float32 takes 9 or more");
        assertThatThrownBy(() -> new ZfpyCodec(new ZfpMode.Expert(1, 100, 64, 0)))
                .hasMessageContaining("no expert mode");
    }
}
