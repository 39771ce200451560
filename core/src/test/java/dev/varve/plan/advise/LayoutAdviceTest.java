package dev.varve.plan.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.varve.array.Shape;
import dev.varve.plan.advise.LayoutAdvice.Present;
import dev.varve.plan.advise.LayoutAdvice.Role;
import dev.varve.testing.Blocks;
import dev.varve.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LayoutAdviceTest {
    private static final Present UNCHUNKED = new Present(Optional.empty(), Optional.empty());

    private static LayoutAdvice advice(AdvisedArray array, Present present, ReadRates rates, WeightedRead... reads) {
        return LayoutAdvice.of(
                array,
                present,
                List.of(reads),
                rates,
                AdviceLimits.DEFAULT,
                CopyFactor.ofConversion(array, present.chunk()));
    }

    @Test
    void theBestIsNeverWorseThanWhatThereIsOrThanWhatIsUsual() {
        Seeds.check(60, random -> {
            int rank = 1 + random.nextInt(4);
            Shape shape = Blocks.shape(random, rank, 1, 400);
            AdvisedArray array = new AdvisedArray(shape, 1 + random.nextInt(8), 1 + random.nextInt(4));
            long[] chunk = new long[rank];
            long[] shard = new long[rank];
            for (int axis = 0; axis < rank; axis++) {
                chunk[axis] = 1L + random.nextInt((int) shape.extent(axis));
                shard[axis] = chunk[axis] * (1L + random.nextInt(3));
            }
            List<WeightedRead> reads = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                long[] read = new long[rank];
                for (int axis = 0; axis < rank; axis++) {
                    read[axis] =
                            random.nextBoolean() ? shape.extent(axis) : 1L + random.nextInt((int) shape.extent(axis));
                }
                reads.add(new WeightedRead(Shape.of(read), 1 + random.nextInt(5)));
            }
            ReadRates rates = List.of(ReadRates.LOCAL, ReadRates.NETWORK, ReadRates.OBJECT_STORE)
                    .get(random.nextInt(3));
            LayoutAdvice advice = advice(
                    array,
                    new Present(Optional.of(Shape.of(chunk)), Optional.of(Shape.of(shard))),
                    rates,
                    reads.toArray(WeightedRead[]::new));
            LayoutShape now = new LayoutShape(Shape.of(chunk), Shape.of(shard));
            if (now.objects(shape) <= AdviceLimits.DEFAULT.maxObjects()) {
                assertThat(advice.best().seconds())
                        .isLessThanOrEqualTo(advice.seconds(Role.PRESENT).orElseThrow());
            }
            assertThat(advice.best().seconds())
                    .isLessThanOrEqualTo(1.02 * advice.seconds(Role.USUAL).orElseThrow());
        });
    }

    @Test
    void oneKindOfReadGetsChunksOfItsShape() {
        AdvisedArray array = new AdvisedArray(Shape.of(8760, 721, 1440), 4, 1);
        Shape map = Shape.of(1, 721, 1440);
        LayoutShape maps = advice(array, UNCHUNKED, ReadRates.OBJECT_STORE, new WeightedRead(map, 1))
                .best()
                .layout()
                .orElseThrow();
        assertThat(maps.chunk()).isEqualTo(map);
        LayoutShape series = advice(array, UNCHUNKED, ReadRates.OBJECT_STORE, new WeightedRead(Shape.of(8760, 1, 1), 1))
                .best()
                .layout()
                .orElseThrow();
        assertThat(series.chunk().extent(0)).isEqualTo(8760);
        assertThat(series.objects(array.shape())).isLessThanOrEqualTo(10_000);
    }

    @Test
    void readsOfTwoKindsMeetInBetweenByTheirWeights() {
        AdvisedArray array = new AdvisedArray(Shape.of(8760, 721, 1440), 4, 1);
        WeightedRead series = new WeightedRead(Shape.of(8760, 1, 1), 1);
        LayoutAdvice even =
                advice(array, UNCHUNKED, ReadRates.OBJECT_STORE, series, new WeightedRead(Shape.of(1, 721, 1440), 1));
        LayoutAdvice maps =
                advice(array, UNCHUNKED, ReadRates.OBJECT_STORE, series, new WeightedRead(Shape.of(1, 721, 1440), 100));
        Shape between = even.best().layout().orElseThrow().chunk();
        assertThat(between.extent(0)).isGreaterThan(1).isLessThan(8760);
        assertThat(maps.best().layout().orElseThrow().chunk().extent(0)).isLessThan(between.extent(0));
        assertThat(maps.best().reads().get(1).seconds())
                .isLessThan(even.best().reads().get(1).seconds());
    }

    @Test
    void whatIsBestAlreadyIsKept() {
        AdvisedArray array = new AdvisedArray(Shape.of(100, 500, 500), 4, 1);
        Shape map = Shape.of(1, 500, 500);
        LayoutAdvice advice = advice(
                array, new Present(Optional.of(map), Optional.empty()), ReadRates.LOCAL, new WeightedRead(map, 1));
        assertThat(advice.isPresentBest()).isTrue();
        assertThat(advice.best().layout()).contains(LayoutShape.unsharded(map));
    }

    @Test
    void aCheaperCopyIsShownWhereTheBestDecodesSourceChunksSeveralTimes() {
        AdvisedArray array = new AdvisedArray(Shape.of(20_000, 400, 600), 4, 1);
        Present maps = new Present(Optional.of(Shape.of(50, 400, 600)), Optional.empty());
        CopyFactor copies = CopyFactor.ofConversion(array, maps.chunk());
        LayoutAdvice advice = advice(array, maps, ReadRates.OBJECT_STORE, new WeightedRead(Shape.of(20_000, 1, 1), 1));
        assertThat(copies.of(advice.best().layout().orElseThrow())).isGreaterThan(1);
        LayoutAdvice.Option cheap = advice.options().stream()
                .filter(option -> option.role() == Role.COPIED_ONCE)
                .findFirst()
                .orElseThrow();
        assertThat(copies.of(cheap.layout().orElseThrow())).isEqualTo(1);
        assertThat(cheap.seconds()).isGreaterThanOrEqualTo(advice.best().seconds());
    }

    @Test
    void scalarsAndAxesOfOneElementHaveLayouts() {
        AdvisedArray scalar = new AdvisedArray(Shape.SCALAR, 8, 1);
        assertThat(advice(scalar, UNCHUNKED, ReadRates.LOCAL, new WeightedRead(Shape.SCALAR, 1))
                        .best()
                        .layout())
                .contains(LayoutShape.unsharded(Shape.SCALAR));
        AdvisedArray ones = new AdvisedArray(Shape.of(1, 1, 1), 8, 1);
        assertThat(advice(ones, UNCHUNKED, ReadRates.LOCAL, new WeightedRead(Shape.of(1, 1, 1), 1))
                        .best()
                        .layout())
                .contains(LayoutShape.unsharded(Shape.of(1, 1, 1)));
    }

    @Test
    @Timeout(20)
    void hugeAxesAndManyOfThemAreSearchedInLittleTime() {
        AdvisedArray huge = new AdvisedArray(Shape.of(1L << 40, 1L << 20), 8, 3);
        LayoutShape layout = advice(
                        huge, UNCHUNKED, ReadRates.OBJECT_STORE, new WeightedRead(Shape.of(1000, 1L << 20), 1))
                .best()
                .layout()
                .orElseThrow();
        assertThat(layout.chunkBytes(8)).isLessThanOrEqualTo(16 << 20);
        AdvisedArray many = new AdvisedArray(Shape.of(50, 30, 365, 24, 37, 181, 360), 4, 2);
        LayoutAdvice advice = advice(
                many,
                new Present(Optional.of(Shape.of(1, 1, 1, 1, 37, 181, 360)), Optional.empty()),
                ReadRates.NETWORK,
                new WeightedRead(Shape.of(50, 30, 1, 1, 1, 10, 10), 1),
                new WeightedRead(Shape.of(1, 1, 365, 24, 1, 1, 1), 3));
        assertThat(advice.best().seconds())
                .isLessThan(advice.seconds(Role.PRESENT).orElseThrow());
    }

    @Test
    void weightsRatesAndLimitsThatAreNoneAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccessPattern(Map.of(), 0))
                .withMessage("weight 0.0 of an access pattern: must be above 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new ReadRates(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ReadRates(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new AdviceLimits(2, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new AdvisedArray(Shape.SCALAR, 0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LayoutShape(Shape.of(3), Shape.of(4)))
                .withMessage("chunks (3) do not divide shards (4)");
    }
}
