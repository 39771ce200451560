package dev.varve.dataset.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.Source;
import dev.varve.dataset.SourceContract;
import dev.varve.dataset.Variable;
import dev.varve.store.RangeReader;
import dev.varve.testing.ChunkedSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every transform, of datasets with random chunks, beside its naive restatement index by index. */
class TransformContractTest extends SourceContract {
    private static final int SEEDS = 6;

    /**
     * @param expected what each variable is; those that are not named stay what they are
     */
    private record Transformed(Transform transform, long seed, UnaryOperator<Map<String, Numbered>> expected)
            implements Case {
        private Climate climate() {
            return new Climate(seed);
        }

        private Map<String, Numbered> numbered() {
            Map<String, Numbered> all = new HashMap<>();
            climate().values.keySet().forEach(name -> all.put(name, climate().numbered(name)));
            return expected.apply(all);
        }

        @Override
        public Source open() throws IOException {
            return transform.of(climate().source("memory"));
        }

        @Override
        public RangeReader bytes(String location) {
            return climate().source("memory").bytes();
        }

        @Override
        public Set<String> paths() {
            return numbered().keySet();
        }

        @Override
        public void requireValues(Variable variable, NdArray values) {
            Numbered one = numbered().get(variable.path());
            assertThat(values.shape()).isEqualTo(one.shape());
            assertThat(values.sameBits(one.block((NumericType) values.type())))
                    .as(variable.path())
                    .isTrue();
        }

        @Override
        public String toString() {
            return transform + " of " + seed;
        }
    }

    @Override
    protected Stream<Transformed> cases() {
        List<Transformed> cases = new ArrayList<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            cases.add(new Transformed(slices(), seed, TransformContractTest::sliced));
            cases.add(new Transformed(
                    new Subset(Map.of("lev", new Indexes.One(-1), "time", new Indexes.One(2))),
                    seed,
                    TransformContractTest::pointed));
            cases.add(new Transformed(labels(), seed, TransformContractTest::labelled));
            cases.add(new Transformed(new Rename(Map.of("t", "ta", "lat", "y")), seed, TransformContractTest::renamed));
            cases.add(new Transformed(new Cast(types()), seed, TransformContractTest::cast));
            cases.add(new Transformed(scales(), seed, TransformContractTest::scaled));
            cases.add(new Transformed(masks(), seed, TransformContractTest::masked));
            cases.add(new Transformed(
                    new Transpose(List.of("lon", "...", "time")), seed, TransformContractTest::transposed));
        }
        return cases.stream();
    }

    @Test
    void everyTransformIsACase() {
        Set<Class<?>> tried = cases().map(one -> one.transform().getClass()).collect(Collectors.toSet());
        assertThat(tried).containsExactlyInAnyOrder(Transform.class.getPermittedSubclasses());
    }

    private static Indexes.Slice slice(long start, long stop, long step) {
        return new Indexes.Slice(OptionalLong.of(start), OptionalLong.of(stop), step);
    }

    private static Transform slices() {
        return new Subset(Map.of(
                "time", slice(2, -1, 1),
                "lat", new Indexes.Slice(OptionalLong.empty(), OptionalLong.empty(), -1),
                "lon", new Indexes.Slice(OptionalLong.of(1), OptionalLong.empty(), 2)));
    }

    private static Numbered reindexed(Numbered old, Shape shape, UnaryOperator<long[]> from) {
        return new Numbered(shape, index -> old.at(from.apply(index)));
    }

    private static Map<String, Numbered> sliced(Map<String, Numbered> all) {
        all.compute("time", (n, o) -> reindexed(o, Shape.of(4), i -> new long[] {i[0] + 2}));
        all.compute("time_bnds", (n, o) -> reindexed(o, Shape.of(4, 2), i -> new long[] {i[0] + 2, i[1]}));
        all.compute("lat", (n, o) -> reindexed(o, Shape.of(5), i -> new long[] {4 - i[0]}));
        all.compute("lon", (n, o) -> reindexed(o, Shape.of(3), i -> new long[] {1 + 2 * i[0]}));
        all.compute("land", (n, o) -> reindexed(o, Shape.of(5, 3), i -> new long[] {4 - i[0], 1 + 2 * i[1]}));
        all.compute("n", (n, o) -> reindexed(o, Shape.of(3, 4), i -> new long[] {1 + 2 * i[0], i[1] + 2}));
        all.compute("p", (n, o) -> reindexed(o, Shape.of(4, 5, 3), i -> new long[] {i[0] + 2, 4 - i[1], 1 + 2 * i[2]}));
        all.compute(
                "t",
                (n, o) -> reindexed(o, Shape.of(4, 3, 5, 3), i -> new long[] {i[0] + 2, i[1], 4 - i[2], 1 + 2 * i[3]}));
        return all;
    }

    private static Map<String, Numbered> pointed(Map<String, Numbered> all) {
        all.compute("time", (n, o) -> reindexed(o, Shape.SCALAR, i -> new long[] {2}));
        all.compute("lev", (n, o) -> reindexed(o, Shape.SCALAR, i -> new long[] {2}));
        all.compute("time_bnds", (n, o) -> reindexed(o, Shape.of(2), i -> new long[] {2, i[0]}));
        all.compute("n", (n, o) -> reindexed(o, Shape.of(6), i -> new long[] {i[0], 2}));
        all.compute("p", (n, o) -> reindexed(o, Shape.of(5, 6), i -> new long[] {2, i[0], i[1]}));
        all.compute("t", (n, o) -> reindexed(o, Shape.of(5, 6), i -> new long[] {2, 2, i[0], i[1]}));
        return all;
    }

    /** Times are 31, 37, ... 67 hours since 2000-01-01; latitudes 60.1, 30.1, ... -59.9. */
    private static Transform labels() {
        Map<String, Labels> labels = new HashMap<>();
        labels.put("time", Labels.parse("2000-01-02..2000-01-02T20"));
        labels.put("lat", Labels.parse("-29.9..30.1"));
        labels.put("lev", Labels.parse("750"));
        return new LabelSubset(labels, false);
    }

    private static Map<String, Numbered> labelled(Map<String, Numbered> all) {
        all.compute("time", (n, o) -> reindexed(o, Shape.of(3), i -> i));
        all.compute("time_bnds", (n, o) -> reindexed(o, Shape.of(3, 2), i -> i));
        all.compute("lev", (n, o) -> reindexed(o, Shape.SCALAR, i -> new long[] {1}));
        all.compute("lat", (n, o) -> reindexed(o, Shape.of(3), i -> new long[] {1 + i[0]}));
        all.compute("land", (n, o) -> reindexed(o, Shape.of(3, 6), i -> new long[] {1 + i[0], i[1]}));
        all.compute("n", (n, o) -> reindexed(o, Shape.of(6, 3), i -> i));
        all.compute("p", (n, o) -> reindexed(o, Shape.of(3, 3, 6), i -> new long[] {i[0], 1 + i[1], i[2]}));
        all.compute("t", (n, o) -> reindexed(o, Shape.of(3, 3, 6), i -> new long[] {i[0], 1, 1 + i[1], i[2]}));
        return all;
    }

    private static Map<String, Numbered> renamed(Map<String, Numbered> all) {
        all.put("ta", all.remove("t"));
        all.put("y", all.remove("lat"));
        return all;
    }

    private static Map<String, NumericType> types() {
        return Map.of(
                "t", NumericType.INT16, "p", NumericType.FLOAT32, "n", NumericType.FLOAT64, "lat", NumericType.FLOAT64);
    }

    private static Map<String, Numbered> cast(Map<String, Numbered> all) {
        all.compute(
                "p",
                (n, o) -> new Numbered(o.shape(), i -> o.at(i) == Climate.P_FILL ? Double.NaN : o.at(i) * 0.5 + 10));
        return all;
    }

    private static Transform scales() {
        return new Scale(List.of(
                new Scale.Linear("t", 1.8, -459.67, Optional.of("degF")),
                new Scale.Linear("lev", 100, 0, Optional.of("Pa")),
                new Scale.Linear("p", 2, 1, Optional.empty())));
    }

    private static Map<String, Numbered> scaled(Map<String, Numbered> all) {
        all.compute(
                "t",
                (n, o) -> new Numbered(o.shape(), i -> o.at(i) == Climate.T_FILL ? o.at(i) : o.at(i) * 1.8 - 459.67));
        all.compute("lev", (n, o) -> new Numbered(o.shape(), i -> o.at(i) * 100));
        return all;
    }

    private static Transform masks() {
        return new Mask(List.of(
                new Mask.Rule("t", new Mask.Where("land")),
                new Mask.Rule("p", new Mask.Between(20, 40)),
                new Mask.Rule("lev", new Mask.Between(600, 2000)),
                new Mask.Rule("time_bnds", new Mask.Where("time_bnds")),
                new Mask.Rule("n", new Mask.Between(0, 50_000_000))));
    }

    private static Map<String, Numbered> masked(Map<String, Numbered> all) {
        Numbered land = all.get("land");
        all.compute("t", (n, o) -> new Numbered(o.shape(), i -> land.at(i[2], i[3]) == 0 ? Climate.T_FILL : o.at(i)));
        all.compute(
                "p",
                (n, o) -> new Numbered(o.shape(), i -> {
                    double value = o.at(i) * 0.5 + 10;
                    return value >= 20 && value <= 40 ? o.at(i) : Climate.P_FILL;
                }));
        all.compute("lev", (n, o) -> new Numbered(o.shape(), i -> o.at(i) < 600 ? Double.NaN : o.at(i)));
        all.compute(
                "n", (n, o) -> new Numbered(o.shape(), i -> o.at(i) <= 50_000_000 ? o.at(i) : Integer.MIN_VALUE + 1));
        return all;
    }

    private static Map<String, Numbered> transposed(Map<String, Numbered> all) {
        all.compute("t", (n, o) -> reindexed(o, Shape.of(6, 3, 5, 7), i -> new long[] {i[3], i[1], i[2], i[0]}));
        all.compute("p", (n, o) -> reindexed(o, Shape.of(6, 5, 7), i -> new long[] {i[2], i[1], i[0]}));
        all.compute("land", (n, o) -> reindexed(o, Shape.of(6, 5), i -> new long[] {i[1], i[0]}));
        all.compute("time_bnds", (n, o) -> reindexed(o, Shape.of(2, 7), i -> new long[] {i[1], i[0]}));
        return all;
    }

    /** What is cut off at the ends is not read, and no chunk is decoded more often than it must be. */
    @Test
    void aSelectionReadsNoChunkThatItDoesNotNeed() throws IOException {
        for (long seed = 0; seed < 40; seed++) {
            ChunkedSource inner = new Climate(seed).source("memory");
            Source source = new Subset(Map.of("time", slice(5, 7, 1), "lat", slice(0, 5, 4))).of(inner);
            Variable variable = source.describe().variable("t").orElseThrow();
            source.read(variable, Region.whole(variable.shape()));
            long needed = needed(inner.describe().variable("t").orElseThrow());
            assertThat(inner.chunksTouched()).isLessThanOrEqualTo((int) Math.max(needed, 1));
            assertThat(inner.decodes()).isEqualTo(inner.chunksTouched());
        }
    }

    private static long needed(Variable whole) {
        if (whole.storage().chunkShape().isEmpty()) {
            return 1;
        }
        long[] chunk = whole.storage().chunkShape().get().extents();
        long[][] positions = {{5, 6}, {0, 1, 2}, {0, 4}, {0, 1, 2, 3, 4, 5}};
        long needed = 1;
        for (int axis = 0; axis < 4; axis++) {
            long extent = chunk[axis];
            needed *= Arrays.stream(positions[axis])
                    .map(p -> p / extent)
                    .distinct()
                    .count();
        }
        return needed;
    }
}
