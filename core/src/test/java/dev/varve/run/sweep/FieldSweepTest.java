package dev.varve.run.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Numbers;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.CodecException;
import dev.varve.grid.RegularGrid;
import dev.varve.metadata.ChainNotation;
import dev.varve.metadata.CodecRegistry;
import dev.varve.pipeline.Workers;
import dev.varve.plan.ChunkTargets;
import dev.varve.plan.LayoutRule;
import dev.varve.plan.sweep.BudgetBasis;
import dev.varve.plan.sweep.Candidate;
import dev.varve.plan.sweep.CandidateNotation;
import dev.varve.plan.sweep.CompressorClass;
import dev.varve.plan.sweep.FilterClass;
import dev.varve.plan.sweep.Gates;
import dev.varve.plan.sweep.Score;
import dev.varve.plan.sweep.SerializerClass;
import dev.varve.plan.sweep.SpaceOptions;
import dev.varve.testing.MemorySource;
import dev.varve.testing.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FieldSweepTest {
    private static final CandidateNotation NOTATION = new CandidateNotation(CodecRegistry.standard());
    private static final SpaceOptions QUICK = new SpaceOptions(
            EnumSet.of(CompressorClass.BLOSC, CompressorClass.ZSTD, CompressorClass.LZ4, CompressorClass.NONE),
            EnumSet.allOf(FilterClass.class),
            EnumSet.allOf(SerializerClass.class),
            true,
            true);

    private final Workers workers = Workers.of(2);

    @AfterEach
    void closeWorkers() {
        workers.close();
    }

    private static SweepSettings settings(double l1, SpaceOptions space, boolean isExhaustive, long chunkBytes) {
        LayoutRule layout = new LayoutRule(
                new ChunkTargets(chunkBytes, chunkBytes),
                Map.of(),
                Map.of(),
                type -> CodecChain.of(ChainNotation.usualSerializer(type)));
        return new SweepSettings(
                1 << 30,
                Gates.ofL1(l1),
                BudgetBasis.MAGNITUDE,
                space,
                isExhaustive,
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                0,
                layout,
                1 << 30);
    }

    private FieldSweep prepare(NdArray field, SweepSettings settings) {
        try {
            MemorySource source = SomeFields.source(field);
            return FieldSweep.prepare(
                    source, source.describe(), source.describe().variables().get(0), settings, workers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theWholeSampleIsItsChunksTogetherAndTakesNoMemoryWhereTheyFollowEachOther() {
        Set<Boolean> isInOneBlock = new HashSet<>();
        for (long chunkBytes : new long[] {1 << 10, 1 << 12, 1 << 20}) {
            NdArray field = SomeFields.smooth(Shape.of(7, 24, 40), NumericType.FLOAT32, new Random(3));
            SweepSample sample =
                    prepare(field, settings(1e-3, QUICK, true, chunkBytes)).sample();
            NdArray whole = sample.whole();
            assertThat(whole.sameBits(field)).as("chunks of %d", chunkBytes).isTrue();
            List<SweepSample.Piece> chunks = sample.parts().get(0);
            for (SweepSample.Piece chunk : chunks) {
                assertThat(chunk.data().sameBits(whole.slice(chunk.region()))).isTrue();
            }
            long rows = chunks.stream()
                    .filter(chunk -> chunk.region().shape().extent(1) == 24
                            && chunk.region().shape().extent(2) == 40)
                    .count();
            boolean isSame = chunks.get(0).data().data().array() == whole.data().array();
            assertThat(isSame).as("chunks of %d", chunkBytes).isEqualTo(rows == chunks.size());
            isInOneBlock.add(isSame);
        }
        assertThat(isInOneBlock).hasSize(2);
    }

    private List<Score> run(FieldSweep sweep, SweepLedger ledger) {
        try {
            return sweep.run(
                    ledger,
                    candidate -> true,
                    candidate -> NOTATION.identity(candidate, sweep.variable().type()),
                    SweepProgress.NONE,
                    workers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Score> winner(FieldSweep sweep, List<Score> scores) {
        return scores.stream()
                .filter(score -> score.part() == 0
                        && score.outcome() instanceof Score.Measured measured
                        && sweep.gates().areKept(measured.errors()))
                .max(Comparator.comparingDouble(FieldSweepTest::ratio));
    }

    private static double ratio(Score score) {
        return ((Score.Measured) score.outcome()).ratio();
    }

    /** The naive loop: each chain by itself, chunk by chunk, and its errors by their definitions. */
    @Test
    void theExhaustiveTableIsThatOfTheNaiveLoop() {
        Seeds.check(2, random -> {
            NumericType type = random.nextBoolean() ? NumericType.FLOAT32 : NumericType.FLOAT64;
            Shape shape = Shape.of(1 + random.nextInt(3), 9 + random.nextInt(20), 11 + random.nextInt(30));
            NdArray field = random.nextBoolean()
                    ? SomeFields.noisy(shape, type, random)
                    : SomeFields.intermittent(shape, type, random);
            FieldSweep sweep = prepare(field, settings(1e-3, QUICK, true, 2000));
            List<Score> scores = run(sweep, new HeapLedger());
            assertThat(scores).hasSize(sweep.space().size());
            assertThat(new HashSet<>(scores.stream().map(Score::candidate).toList()))
                    .containsExactlyInAnyOrderElementsOf(
                            new HashSet<>(sweep.space().candidates()));
            for (Score score : scores) {
                requireNaive(score, field, sweep);
            }
        });
    }

    private static void requireNaive(Score score, NdArray field, FieldSweep sweep) {
        RegularGrid grid = new RegularGrid(field.shape(), sweep.chunk());
        ChunkSpec spec =
                new ChunkSpec(field.type(), sweep.chunk(), sweep.variable().fill());
        NdArray decoded = NdArray.allocate(field.type(), field.shape());
        long encodedBytes = 0;
        try {
            CodecChain.Bound chain = score.candidate().chain().bind(spec);
            for (long i = 0; i < grid.counts().count(); i++) {
                Region region = grid.clip(grid.index(i));
                NdArray inside = field.slice(region);
                NdArray chunk = chain.padded(inside);
                Bytes encoded = inside.isAll(spec.fill()) ? Bytes.wrap(new byte[0]) : chain.encode(chunk);
                encodedBytes += encoded.length();
                NdArray back = encoded.length() == 0 ? chunk : chain.decode(encoded);
                decoded.paste(back, Region.whole(region.shape()), region.starts());
            }
        } catch (IllegalArgumentException | CodecException e) {
            assertThat(score.outcome()).as(score.candidate().toString()).isInstanceOf(Score.Failed.class);
            return;
        }
        assertThat(score.outcome()).as(score.candidate().toString()).isInstanceOf(Score.Measured.class);
        Score.Measured measured = (Score.Measured) score.outcome();
        long document = new DocumentSize(field.shape(), sweep.chunk(), spec.fill()).bytes(score.candidate());
        assertThat(measured.encodedBytes()).isEqualTo(encodedBytes + document);
        assertThat(measured.decodedBytes()).isEqualTo(field.payloadBytes());
        double[] x = doubles(field);
        double[] y = doubles(decoded);
        double error = 0;
        double magnitude = 0;
        double largest = 0;
        for (int i = 0; i < x.length; i++) {
            error += Math.abs(y[i] - x[i]);
            magnitude += Math.abs(x[i]);
            largest = Math.max(largest, Math.abs(y[i] - x[i]));
        }
        double l1 = error / magnitude;
        assertThat(measured.errors().l1Relative()).isCloseTo(l1, within(1e-11 * l1));
        assertThat(measured.errors().maxAbsolute()).isEqualTo(largest);
    }

    private static double[] doubles(NdArray field) {
        double[] values = new double[Math.toIntExact(field.shape().count())];
        Numbers.readDoubles(field.data(), 0, (NumericType) field.type(), values, values.length);
        return values;
    }

    /** Small fields without parts, and one that is raced on parts first. */
    @Test
    void theSearchNamesTheExhaustiveWinnerOrABetterOne() {
        Seeds.check(3, random -> {
            Shape shape = Shape.of(3 + random.nextInt(3), 40, 60);
            NdArray field =
                    switch (random.nextInt(4)) {
                        case 0 -> SomeFields.smooth(shape, NumericType.FLOAT32, random);
                        case 1 -> SomeFields.noisy(shape, NumericType.FLOAT32, random);
                        case 2 -> SomeFields.intermittent(shape, NumericType.FLOAT32, random);
                        default -> SomeFields.masked(shape, NumericType.FLOAT32, random);
                    };
            double l1 = Math.pow(10, -2 - 3 * random.nextDouble());
            FieldSweep all = prepare(field, settings(l1, QUICK, true, 1 << 20));
            Score best = winner(all, run(all, new HeapLedger())).orElseThrow();
            FieldSweep some = prepare(field, settings(l1, QUICK, false, 1 << 20));
            List<Score> scores = run(some, new HeapLedger());
            Score found = winner(some, scores).orElseThrow();
            assertThat(ratio(found)).as(best + "\n" + found).isGreaterThanOrEqualTo(0.999 * ratio(best));
            // Nothing is left out silently.
            assertThat(scores.stream().map(Score::candidate).toList())
                    .containsAll(some.space().candidates());
            assertThat(scores)
                    .filteredOn(score -> score.outcome() instanceof Score.Skipped)
                    .isNotEmpty()
                    .allSatisfy(score -> assertThat(((Score.Skipped) score.outcome()).reason())
                            .isNotBlank());
        });
    }

    @Test
    void racesOnPartsOfALargerSample() {
        NdArray field = SomeFields.smooth(Shape.of(24, 128, 256), NumericType.FLOAT32, new Random(1));
        FieldSweep sweep = prepare(field, settings(1e-4, QUICK, false, 1 << 20));
        assertThat(sweep.sample().parts()).hasSizeGreaterThan(1);
        List<Score> scores = run(sweep, new HeapLedger());
        Score found = winner(sweep, scores).orElseThrow();
        assertThat(found.part()).isZero();
        assertThat(scores.stream().filter(score -> score.part() == 0 && score.outcome() instanceof Score.Measured))
                .hasSizeLessThan(200);
    }

    /** Two processes' threads on one ledger: every candidate is scored once, and both come to the same. */
    @Test
    void twoWhoShareALedgerComeToTheSameAndScoreNothingTwice() {
        NdArray field = SomeFields.noisy(Shape.of(3, 40, 60), NumericType.FLOAT32, new Random(2));
        FieldSweep one = prepare(field, settings(1e-3, QUICK, false, 1 << 20));
        FieldSweep other = prepare(field, settings(1e-3, QUICK, false, 1 << 20));
        AtomicInteger records = new AtomicInteger();
        HeapLedger ledger = new HeapLedger();
        List<List<Score>> tables = new ArrayList<>();
        try (Workers pair = Workers.of(2)) {
            pair.forEach(2, i -> {
                List<Score> table = run(i == 0 ? one : other, ledger);
                synchronized (tables) {
                    tables.add(table);
                }
                records.addAndGet(table.size());
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(tables.get(0)).isEqualTo(tables.get(1));
        assertThat(records.get()).isEqualTo(2 * tables.get(0).size());
    }

    @Test
    void whatIsRecordedAlreadyIsNotTriedAgain() {
        NdArray field = SomeFields.noisy(Shape.of(2, 20, 30), NumericType.FLOAT32, new Random(3));
        FieldSweep sweep = prepare(field, settings(1e-3, QUICK, true, 1 << 20));
        HeapLedger ledger = new HeapLedger();
        List<Score> first = run(sweep, ledger);
        // A second score of a candidate would be refused by the ledger.
        assertThat(run(sweep, ledger)).isEqualTo(first);
    }

    @Test
    void aConstantFieldHasItsOneChain() {
        NdArray field = NdArray.allocate(NumericType.FLOAT32, Shape.of(2, 20, 30));
        FieldSweep sweep = prepare(field, settings(1e-3, QUICK, false, 1 << 20));
        List<Score> scores = run(sweep, new HeapLedger());
        assertThat(scores).hasSize(1);
        Candidate only = scores.get(0).candidate();
        assertThat(NOTATION.label(only, NumericType.FLOAT32)).isEqualTo("zstd(level=6) | - | -");
        assertThat(winner(sweep, scores)).isPresent();
    }
}
