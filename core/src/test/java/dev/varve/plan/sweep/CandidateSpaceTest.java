package dev.varve.plan.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ChunkSpec;
import dev.varve.measure.FieldStatistics;
import dev.varve.metadata.CodecRegistry;
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

    @Test
    void roundingToAllBitsIsIdle() throws Exception {
        Candidate rounded = NOTATION.parse(
                "{\"compressor\":null,\"filter\":{\"configuration\":{\"keepbits\":23},\"name\":\"numcodecs.bitround\"},"
                        + "\"serializer\":{\"configuration\":{\"mode\":3,\"precision\":16},\"name\":\"numcodecs.zfpy\"}}",
                NumericType.FLOAT32);
        Stage without = CandidateSpace.withoutIdleFilters(rounded.stage(), NumericType.FLOAT32);
        assertThat(without.filters()).isEmpty();
        assertThat(without.serializer()).isEqualTo(rounded.stage().serializer());
        assertThat(CandidateSpace.withoutIdleFilters(rounded.stage(), NumericType.FLOAT64))
                .isEqualTo(rounded.stage());
    }
}
