package dev.varve.plan.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.filter.BitroundCodec;
import dev.varve.codec.filter.LinearCodec;
import dev.varve.codec.filter.NumcodecsBitroundCodec;
import dev.varve.codec.serializer.MaskedCodec;
import dev.varve.codec.serializer.PcodecCodec;
import dev.varve.measure.FieldStatistics;
import dev.varve.metadata.CodecRegistry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CandidateSpaceTest {
    private static final CandidateNotation NOTATION = new CandidateNotation(CodecRegistry.standard());
    private static final FieldStatistics FINITE = SweepGolden.statistics(-3, 17, 0);
    private static final FieldStatistics WITH_NAN = SweepGolden.statistics(-3, 17, 50);
    private static final ChunkSpec FLOATS = SweepGolden.spec(NumericType.FLOAT32, Shape.of(1, 20, 30));
    private static final ChunkSpec DOUBLES = SweepGolden.spec(NumericType.FLOAT64, Shape.of(1, 20, 30));

    private static CandidateSpace all(ChunkSpec chunk, FieldStatistics field) {
        return CandidateSpace.of(List.of(chunk), field, SpaceOptions.all());
    }

    private static Set<String> identities(CandidateSpace space, ChunkSpec chunk) {
        Set<String> identities = new TreeSet<>();
        for (Candidate candidate : space.candidates()) {
            identities.add(NOTATION.identity(candidate, chunk.type()));
        }
        assertThat(identities).hasSize(space.size());
        return identities;
    }

    static List<SweepGolden> golden() {
        return SweepGolden.read();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void holdsExactlyTheCandidatesOfDcToolkit(SweepGolden golden) throws NoSuchAlgorithmException {
        CandidateSpace space = golden.space();
        assertThat(space.size()).isEqualTo(golden.count());
        assertThat(space.size())
                .isEqualTo(space.stages().size() * space.compressors().size());
        ChunkSpec chunk = SweepGolden.spec(golden.type(), Shape.of(1));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String identity : identities(space, chunk)) {
            digest.update((identity + "\n").getBytes(UTF_8));
        }
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(golden.digest());
    }

    @Test
    void theWholeSpaceHoldsThatOfDcToolkit() {
        for (ChunkSpec chunk : List.of(FLOATS, SweepGolden.spec(NumericType.INT16, Shape.of(600)))) {
            for (FieldStatistics field : List.of(FINITE, WITH_NAN)) {
                CandidateSpace peer = CandidateSpace.of(List.of(chunk), field, SpaceOptions.ofDcToolkit(true));
                Set<String> all = identities(all(chunk, field), chunk);
                assertThat(all).containsAll(identities(peer, chunk));
                assertThat(all.size()).isGreaterThan(peer.size());
            }
        }
    }

    @Test
    void everyStageTakesTheChunksItIsFor() {
        for (ChunkSpec chunk : List.of(
                FLOATS,
                DOUBLES,
                SweepGolden.spec(NumericType.FLOAT32, Shape.of(2, 3, 2, 5, 10)),
                SweepGolden.spec(NumericType.UINT8, Shape.of(600)),
                SweepGolden.spec(NumericType.FLOAT16, Shape.of(600)),
                SweepGolden.spec(NumericType.COMPLEX64, Shape.of(600)),
                SweepGolden.spec(NumericType.BOOL, Shape.of(600)))) {
            for (FieldStatistics field : List.of(FINITE, WITH_NAN)) {
                CandidateSpace space = all(chunk, field);
                for (Stage stage : space.stages()) {
                    assertThat(stage.with().chain().bind(chunk)).as("%s", stage).isNotNull();
                }
            }
        }
    }

    /** Each integer stands for a 65534th of the range; the float's own rounding comes on top. */
    @Test
    void integersOfRegisteredCodecsKeepTheExtremesAndWhatIsNoNumber() {
        for (float[] ends : new float[][] {{-3, 17}, {280.001f, 280.0101f}, {1e-9f, 3e-6f}, {-1e30f, 1e30f}}) {
            float step = (ends[1] - ends[0]) / 65534 + 2 * Math.ulp(Math.max(Math.abs(ends[0]), Math.abs(ends[1])));
            ByteBuffer bytes = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < 100; i++) {
                bytes.putFloat(i == 50 ? Float.NaN : ends[0] + (ends[1] - ends[0]) * (i / 99f));
            }
            bytes.putFloat(4 * 99, ends[1]);
            ByteBuffer nan =
                    ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, Float.NaN);
            ChunkSpec spec = new ChunkSpec(
                    NumericType.FLOAT32, Shape.of(100), new FillValue(NumericType.FLOAT32, Bytes.wrap(nan.array())));
            CandidateSpace space = all(spec, SweepGolden.statistics(ends[0], ends[1], 1));
            List<Stage> stages = space.stages().stream()
                    .filter(stage ->
                            stage.filters().size() == 2 && stage.filters().get(0) instanceof LinearCodec)
                    .toList();
            assertThat(stages).hasSize(9);
            NdArray chunk = NdArray.of(NumericType.FLOAT32, spec.shape(), Bytes.wrap(bytes.array()));
            CodecChain.Bound bound = stages.get(0).with().chain().bind(spec);
            Bytes decoded = bound.decode(bound.encode(chunk)).data();
            for (int i = 0; i < 100; i++) {
                float before = bytes.getFloat(4 * i);
                float after = Float.intBitsToFloat(decoded.getInt(4 * i));
                assertThat(i == 50 ? Float.isNaN(after) : Math.abs(after - before) <= step)
                        .as("%s became %s", before, after)
                        .isTrue();
            }
        }
    }

    /** Behind numcodecs' rounding pcodec sees the bits of numbers; the whole space also has it see the numbers. */
    @Test
    void pcodecSeesRoundedNumbersAndTheirBits() {
        Stage bits = new Stage(List.of(new NumcodecsBitroundCodec(7)), new PcodecCodec(8));
        Stage numbers = new Stage(List.of(new BitroundCodec(7)), bits.serializer());
        assertThat(NOTATION.identity(numbers.with(), NumericType.FLOAT32))
                .isNotEqualTo(NOTATION.identity(bits.with(), NumericType.FLOAT32));
        for (FieldStatistics field : List.of(FINITE, WITH_NAN)) {
            List<Stage> stages = all(FLOATS, field).stages();
            List<Stage> ofBits = stages.stream()
                    .filter(stage -> stage.serializer() instanceof PcodecCodec
                            && stage.filters().equals(List.of(new NumcodecsBitroundCodec(7))))
                    .toList();
            assertThat(ofBits).hasSize(8);
            for (Stage stage : ofBits) {
                assertThat(stages).contains(new Stage(numbers.filters(), stage.serializer()));
            }
            assertThat(stages).noneMatch(stage -> stage.filters().contains(new BitroundCodec(23)));
        }
    }

    @Test
    void fieldsWithHolesGetMasksAndOthersDoNot() {
        assertThat(all(FLOATS, FINITE).stages()).noneMatch(stage -> stage.serializer() instanceof MaskedCodec);
        assertThat(all(FLOATS, WITH_NAN).stages())
                .filteredOn(stage -> stage.serializer() instanceof MaskedCodec)
                .hasSize(24 + 9);
        FieldStatistics missing = new FieldStatistics(600, 500, 100, 0, 0, -3, 17, 7, 7, 5);
        assertThat(all(FLOATS, missing).stages())
                .filteredOn(stage -> stage.serializer() instanceof MaskedCodec)
                .hasSize(24 + 9 + 12 * 9);
    }

    @Test
    void aConstantFieldHasOneChain() {
        CandidateSpace space = all(FLOATS, SweepGolden.statistics(4, 4, 3));
        assertThat(space.size()).isEqualTo(1);
        assertThat(NOTATION.label(space.candidates().get(0), FLOATS.type())).isEqualTo("zstd(level=6) | - | -");
        FieldStatistics empty =
                new FieldStatistics(600, 0, 0, 600, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, 0, 0);
        assertThat(all(DOUBLES, empty).candidates()).isEqualTo(space.candidates());
    }

    @Test
    void fewerCandidatesAreAPartOfMore() {
        CandidateSpace space = CandidateSpace.of(List.of(FLOATS), FINITE, SpaceOptions.ofDcToolkit(true));
        assertThat(space.candidates(20)).isEqualTo(space.candidates(300).subList(0, 20));
        assertThat(space.candidates(1_000_000)).hasSize(space.size());
        assertThat(new HashSet<>(space.candidates(300))).hasSize(300);
        assertThatThrownBy(() -> space.candidates(0)).hasMessage("at most 0 candidates: must be 1 or more");
        CandidateSpace again = CandidateSpace.of(List.of(FLOATS), FINITE, SpaceOptions.ofDcToolkit(true));
        assertThat(again.candidates(300)).isEqualTo(space.candidates(300));
    }

    /** The mean of 300 of 10,494 positions drawn alike is within 5 standard errors of the middle: 5 x 0.289 / sqrt(300). */
    @Test
    void theFirstCandidatesAreAUniformChoice() {
        CandidateSpace space = CandidateSpace.of(List.of(FLOATS), FINITE, SpaceOptions.ofDcToolkit(true));
        double mean = space.candidates(300).stream()
                .mapToInt(candidate -> space.stages().indexOf(candidate.stage()))
                .average()
                .orElseThrow();
        assertThat(mean / space.stages().size()).isBetween(0.417, 0.583);
    }

    @Test
    void classesLeaveOutTheOthers() {
        SpaceOptions options = new SpaceOptions(
                CompressorClass.parse("zstd, BLOSC"),
                FilterClass.parse("quantize"),
                SerializerClass.parse("pcodec"),
                true,
                false);
        CandidateSpace space = CandidateSpace.of(List.of(FLOATS), FINITE, options);
        assertThat(space.size()).isEqualTo((18 + 3) * 6 * 8);
    }

    @Test
    void unknownClassesAreRefusedWithTheNearest() {
        assertThatThrownBy(() -> CompressorClass.parse("blosc,zsdt"))
                .hasMessage("compressor class 'zsdt' is not known; nearest: zstd. Known: none, blosc, lz4, zstd, zlib,"
                        + " gzip, bz2, lzma, all");
        assertThatThrownBy(() -> FilterClass.parse("bitrond")).hasMessageContaining("nearest: bitround");
        assertThatThrownBy(() -> SerializerClass.parse("")).hasMessageContaining("serializer class '' is not known");
        assertThat(SerializerClass.parse("all")).isEqualTo(EnumSet.allOf(SerializerClass.class));
    }

    @Test
    void nothingLeftIsAnErrorThatSaysWhatWasChosen() {
        SpaceOptions options = new SpaceOptions(
                EnumSet.of(CompressorClass.ZSTD),
                EnumSet.of(FilterClass.BITROUND),
                EnumSet.of(SerializerClass.BYTES),
                true,
                false);
        ChunkSpec integers = SweepGolden.spec(NumericType.INT16, Shape.of(600));
        assertThatThrownBy(() -> CandidateSpace.of(List.of(integers), FINITE, options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "no chain is left for int16 elements of filters bitround, serializers bytes, compressors zstd");
    }

    @Test
    void zfpOfARowIsLeftOutWhereItIsTheSame() {
        ChunkSpec row = SweepGolden.spec(NumericType.FLOAT32, Shape.of(1, 600, 1));
        SpaceOptions options = SpaceOptions.ofDcToolkit(true);
        int one = CandidateSpace.of(List.of(row), FINITE, options).stages().size();
        int both = CandidateSpace.of(List.of(row, FLOATS), FINITE, options)
                .stages()
                .size();
        assertThat(List.of(one, both)).containsExactly(222, 318);
    }

    @Test
    void losslessOptionsLeaveLosslessStages() {
        for (ChunkSpec chunk : List.of(FLOATS, DOUBLES, SweepGolden.spec(NumericType.INT16, Shape.of(600)))) {
            SpaceOptions every = SpaceOptions.all();
            SpaceOptions options =
                    new SpaceOptions(every.compressors(), every.filters(), every.serializers(), false, true);
            List<Stage> stages =
                    CandidateSpace.of(List.of(chunk), FINITE, options).stages();
            assertThat(stages).hasSizeGreaterThan(9).allMatch(Stage::isLossless);
        }
    }

    @Test
    void codecsThatAreNotThereAreNamed() {
        assertThat(all(FLOATS, FINITE).unavailable())
                .extracting(UnavailableCodec::name)
                .containsExactly("numcodecs.ebcc_filter", "sz3");
        assertThat(all(FLOATS, WITH_NAN).unavailable()).isEmpty();
        assertThat(UnavailableCodec.all())
                .allSatisfy(codec -> assertThat(CodecRegistry.standard().format(codec.name()))
                        .isEmpty());
    }
}
