package dev.varve.codec.serializer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.array.TimeType;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ArrayToBytesCodecContract;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecException;
import dev.varve.codec.SomeBytes;
import dev.varve.codec.serializer.zfp.ZfpMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ZfpCodecTest extends ArrayToBytesCodecContract {
    private static final ZfpCodec REVERSIBLE = new ZfpCodec(new ZfpMode.Reversible());
    private static final List<NumericType> SIGNED_OR_SMALL = List.of(
            NumericType.INT8,
            NumericType.UINT8,
            NumericType.INT16,
            NumericType.UINT16,
            NumericType.INT32,
            NumericType.INT64,
            NumericType.FLOAT32,
            NumericType.FLOAT64);

    private static ChunkSpec spec(DataType type, long... shape) {
        return new ChunkSpec(type, Shape.of(shape), FillValue.zero(type));
    }

    private static NdArray floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return NdArray.of(NumericType.FLOAT32, Shape.of(values.length), Bytes.wrap(bytes.array()));
    }

    @Override
    protected List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (NumericType type : SIGNED_OR_SMALL) {
            cases.add(new Case(REVERSIBLE, spec(type, 5, 3)));
        }
        cases.add(new Case(REVERSIBLE, spec(new TimeType(false, "ns", 1), 9)));
        cases.add(new Case(REVERSIBLE, spec(NumericType.FLOAT64)));
        cases.add(new Case(REVERSIBLE, spec(NumericType.FLOAT32, 2, 3, 5)));
        cases.add(new Case(REVERSIBLE, spec(NumericType.INT32, 2, 3, 1, 5)));
        return cases;
    }

    @Override
    protected List<Case> lossyCases() {
        List<Case> cases = new ArrayList<>();
        for (NumericType type : SIGNED_OR_SMALL) {
            cases.add(new Case(new ZfpCodec(new ZfpMode.FixedPrecision(14)), spec(type, 9, 2)));
            cases.add(new Case(new ZfpCodec(new ZfpMode.FixedRate(5.5)), spec(type, 3, 4, 5)));
            cases.add(new Case(new ZfpCodec(new ZfpMode.Expert(40, 400, 30, -20)), spec(type, 2, 3, 4, 5)));
        }
        for (double tolerance : new double[] {1e-3, 0.5, 1e9}) {
            cases.add(new Case(new ZfpCodec(new ZfpMode.FixedAccuracy(tolerance)), spec(NumericType.FLOAT32, 7, 6)));
            cases.add(new Case(new ZfpCodec(new ZfpMode.FixedAccuracy(tolerance)), spec(NumericType.FLOAT64, 2, 5, 3)));
        }
        return cases;
    }

    @Override
    protected List<Foreign> foreign() throws IOException {
        List<Foreign> foreign = new ArrayList<>();
        for (ZfpGolden golden : ZfpGolden.read("zfp")) {
            if (golden.mode().isLossless()) {
                foreign.add(new Foreign(new ZfpCodec(golden.mode()), golden.array(), golden.encoded()));
            }
        }
        return foreign;
    }

    @Test
    void everyGoldenFileIsTheOneThatTheScriptWrote() throws Exception {
        String[] words =
                new String(ZfpGolden.bytes("SHA256SUMS"), UTF_8).strip().split(" +", 2);
        assertThat(ZfpGolden.digest(Bytes.wrap(ZfpGolden.bytes(words[1])))).isEqualTo(words[0]);
    }

    @Test
    void writesAndReadsWhatZfpyDoesWithoutAHeader() throws Exception {
        List<ZfpGolden> all = ZfpGolden.read("zfp");
        assertThat(all).hasSizeGreaterThan(100);
        for (ZfpGolden golden : all) {
            ArrayToBytesCodec.Bound bound = new ZfpCodec(golden.mode()).bind(specOf(golden.array()));
            assertThat(bound.encode(golden.array())).as("%s", golden).isEqualTo(golden.encoded());
            NdArray decoded = bound.decode(SomeBytes.inside(golden.encoded()));
            assertThat(ZfpGolden.digest(decoded.data())).as("%s", golden).isEqualTo(golden.digest());
        }
    }

    @Test
    void readsAFixedRateAsZarrsMeansItAndWritesNoneThatIsReadInTwoWays() throws Exception {
        int read = 0;
        for (ZfpGolden golden : ZfpGolden.read("zarrs")) {
            ArrayToBytesCodec.Bound bound = new ZfpCodec(golden.mode()).bind(specOf(golden.array()));
            assertThatThrownBy(() -> bound.encode(golden.array()))
                    .as("%s", golden)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("write mode expert, minbits ");
            assertThat(bound.encodedSize().admits(golden.encoded().length())).isTrue();
            try {
                NdArray decoded = bound.decode(golden.encoded());
                assertThat(ZfpGolden.digest(decoded.data())).as("%s", golden).isEqualTo(golden.digest());
                read++;
            } catch (CodecException e) {
                assertThat(e).hasMessageContaining("does not tell how mode fixed_rate is meant");
            }
        }
        assertThat(read).isGreaterThan(10);
    }

    @Test
    void readsAFixedRateAsTheSpecificationMeansIt() {
        ChunkSpec spec = spec(NumericType.FLOAT32, 9, 9);
        NdArray chunk = SomeBytes.numbers(spec, new Random(1));
        ZfpCodec expert = new ZfpCodec(new ZfpMode.Expert(160, 160, 64, -1074));
        Bytes encoded = expert.bind(spec).encode(chunk);
        NdArray decoded = new ZfpCodec(new ZfpMode.FixedRate(10)).bind(spec).decode(encoded);
        assertThat(decoded.sameBits(expert.bind(spec).decode(encoded))).isTrue();
    }

    @Test
    void expertModeIsWhatTheOthersComeDownTo() {
        ChunkSpec spec = spec(NumericType.FLOAT64, 5, 6, 7);
        NdArray chunk = SomeBytes.numbers(spec, new Random(1));
        List<List<ZfpMode>> same = List.of(
                List.of(new ZfpMode.FixedPrecision(17), new ZfpMode.Expert(1, 16658, 17, -1074)),
                List.of(new ZfpMode.FixedAccuracy(0.3), new ZfpMode.Expert(1, 16658, 64, -2)),
                List.of(new ZfpMode.FixedRate(3), new ZfpMode.Expert(192, 192, 64, -1074)),
                List.of(new ZfpMode.Reversible(), new ZfpMode.Expert(1, 16658, 64, -1075)));
        for (List<ZfpMode> pair : same) {
            Bytes encoded = new ZfpCodec(pair.get(0)).bind(spec).encode(chunk);
            assertThat(new ZfpCodec(pair.get(1)).bind(spec).encode(chunk))
                    .as("%s", pair)
                    .isEqualTo(encoded);
        }
    }

    @Test
    void refusesValuesThatAreOutOfRange() {
        assertThatThrownBy(() -> new ZfpMode.FixedAccuracy(-0.5)).hasMessageContaining("zfp tolerance -0.5");
        assertThatThrownBy(() -> new ZfpMode.FixedAccuracy(Double.NaN)).hasMessageContaining("zfp tolerance NaN");
        assertThatThrownBy(() -> new ZfpMode.FixedAccuracy(Double.POSITIVE_INFINITY))
                .hasMessageContaining("Infinity");
        assertThatThrownBy(() -> new ZfpMode.FixedPrecision(65)).hasMessageContaining("zfp precision 65");
        assertThatThrownBy(() -> new ZfpMode.FixedRate(0)).hasMessageContaining("zfp rate 0.0");
        assertThatThrownBy(() -> new ZfpMode.Expert(20, 10, 64, 0)).hasMessageContaining("20 to 10 bits");
        assertThatThrownBy(() -> new ZfpMode.Expert(1, 100, 65, 0)).hasMessageContaining("65");
        assertThatThrownBy(() -> new ZfpCodec(new ZfpMode.Expert(1, 8, 64, 0)).bind(spec(NumericType.FLOAT32, 9)))
                .hasMessageContaining("zfp blocks of 8 bits: a block of float32 takes 9 or more");
        assertThatThrownBy(
                        () -> new ZfpCodec(new ZfpMode.Expert(64, 100, 64, -1075)).bind(spec(NumericType.FLOAT32, 9)))
                .hasMessageContaining("minbits 64 > 1");
        assertThatThrownBy(() -> new ZfpCodec(new ZfpMode.FixedRate(600)).bind(spec(NumericType.FLOAT64, 8, 8, 8)))
                .hasMessageContaining("zfp rate 600.0");
    }

    @Test
    void refusesTypesAndShapesThatItCannotTake() {
        for (DataType type :
                List.of(NumericType.BOOL, NumericType.FLOAT16, NumericType.COMPLEX64, VariableType.STRING)) {
            assertThatThrownBy(() -> REVERSIBLE.bind(spec(type, 4))).hasMessage("zfp takes no " + type + " elements");
        }
        assertThatThrownBy(() -> REVERSIBLE.bind(spec(NumericType.FLOAT32, 1, 2, 3, 4, 5)))
                .hasMessageContaining("zfp takes chunks of at most 4 axes, not (1, 2, 3, 4, 5)");
        assertThatThrownBy(() -> REVERSIBLE.bind(spec(NumericType.FLOAT32, 0, 2)))
                .hasMessageContaining("without elements");
        assertThatThrownBy(() -> new ZfpCodec(new ZfpMode.FixedAccuracy(0.5)).bind(spec(NumericType.INT32, 4)))
                .hasMessageContaining("no tolerance of int32");
    }

    @Test
    void refusesElementsThatWouldComeBackAsOthers() {
        ArrayToBytesCodec.Bound lossy = new ZfpCodec(new ZfpMode.FixedAccuracy(0.5)).bind(spec(NumericType.FLOAT32, 3));
        assertThatThrownBy(() -> lossy.encode(floats(1, Float.NaN, 2)))
                .hasMessageContaining("element 1 is NaN")
                .hasMessageContaining("reversible");
        assertThatThrownBy(() -> lossy.encode(floats(1, 2, Float.NEGATIVE_INFINITY)))
                .hasMessageContaining("element 2 is -Infinity");
        byte[] bytes = {1, 0, 0, 0, 0, 0, 0, (byte) 0x80};
        NdArray large = NdArray.of(NumericType.UINT32, Shape.of(2), Bytes.wrap(bytes));
        assertThatThrownBy(() -> REVERSIBLE.bind(specOf(large)).encode(large))
                .hasMessageContaining("element 1 is 2147483648");
        NdArray low = NdArray.of(NumericType.INT32, Shape.of(2), Bytes.wrap(bytes));
        assertThatThrownBy(() -> new ZfpCodec(new ZfpMode.FixedPrecision(9))
                        .bind(specOf(low))
                        .encode(low))
                .hasMessageContaining("element 1 is -2147483648");
        assertThat(REVERSIBLE
                        .bind(specOf(low))
                        .decode(REVERSIBLE.bind(specOf(low)).encode(low))
                        .sameBits(low))
                .isTrue();
    }
}
