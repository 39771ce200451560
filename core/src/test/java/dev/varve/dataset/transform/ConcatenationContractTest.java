package dev.varve.dataset.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Source;
import dev.varve.dataset.SourceContract;
import dev.varve.dataset.Variable;
import dev.varve.store.RangeReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** A dataset that was cut at random along a dimension is, put together in any order, the dataset. */
class ConcatenationContractTest extends SourceContract {
    private record Cut(long seed, String dimension) implements Case {
        private Climate climate() {
            return new Climate(seed);
        }

        private Pieces pieces() throws IOException {
            Random random = new Random(seed);
            long length = climate().dimensions.get(dimension).length();
            List<Long> edges = new ArrayList<>(List.of(0L));
            while (edges.get(edges.size() - 1) < length) {
                edges.add(Math.min(length, edges.get(edges.size() - 1) + 1 + random.nextInt(3)));
            }
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i + 1 < edges.size(); i++) {
                order.add(i);
            }
            Collections.shuffle(order, random);
            Pieces pieces = new Pieces();
            for (int i : order) {
                Indexes part = new Indexes.Slice(OptionalLong.of(edges.get(i)), OptionalLong.of(edges.get(i + 1)), 1);
                pieces.add(
                        "part" + i,
                        new Subset(Map.of(dimension, part)).of(climate().source("whole")));
            }
            return pieces;
        }

        @Override
        public Source open() throws IOException {
            return Concatenation.open(pieces(), dimension, 2).source();
        }

        @Override
        public RangeReader bytes(String location) throws IOException {
            return pieces().piece(location).bytes();
        }

        @Override
        public Set<String> paths() {
            return climate().variables.keySet();
        }

        @Override
        public void requireValues(Variable variable, NdArray values) {
            assertThat(values.sameBits(climate().values.get(variable.path())))
                    .as(variable.path())
                    .isTrue();
            Variable whole = climate().variables.get(variable.path());
            assertThat(variable.dimensions()).isEqualTo(whole.dimensions());
            assertThat(variable.attributes()).isEqualTo(whole.attributes());
        }
    }

    /** Levels taken out one by one, put side by side again. */
    private record Stacked(long seed) implements Case {
        @Override
        public Source open() throws IOException {
            Pieces pieces = new Pieces();
            for (int level : new int[] {2, 0, 1}) {
                pieces.add(
                        "level" + level,
                        new Subset(Map.of("lev", new Indexes.One(level))).of(new Climate(seed).source("whole")));
            }
            return Concatenation.open(pieces, "lev", 2).source();
        }

        @Override
        public RangeReader bytes(String location) throws IOException {
            return new Pieces()
                    .add(location, new Subset(Map.of("lev", new Indexes.One(0))).of(new Climate(seed).source("whole")))
                    .piece(location)
                    .bytes();
        }

        @Override
        public Set<String> paths() {
            return new Climate(seed).variables.keySet();
        }

        /** In increasing order, since each has one level; what is data has the dimension, and has it first. */
        @Override
        public void requireValues(Variable variable, NdArray values) {
            Numbered old = new Climate(seed).numbered(variable.path());
            Map<String, Numbered> expected = new HashMap<>();
            expected.put("lev", new Numbered(Shape.of(3), i -> old.at(2 - i[0])));
            expected.put("t", new Numbered(Shape.of(3, 7, 5, 6), i -> old.at(i[1], 2 - i[0], i[2], i[3])));
            expected.put("p", new Numbered(Shape.of(3, 7, 5, 6), i -> old.at(i[1], i[2], i[3])));
            expected.put("n", new Numbered(Shape.of(3, 6, 7), i -> old.at(i[1], i[2])));
            Numbered wanted = expected.getOrDefault(variable.path(), old);
            assertThat(values.sameBits(wanted.block((NumericType) values.type())))
                    .as(variable.path())
                    .isTrue();
            assertThat(variable.dimensions().stream().map(Dimension::path).anyMatch("lev"::equals))
                    .isEqualTo(expected.containsKey(variable.path()));
        }
    }

    @Override
    protected Stream<? extends Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (long seed = 0; seed < 6; seed++) {
            cases.add(new Cut(seed, "time"));
            cases.add(new Cut(seed, "lat"));
            cases.add(new Cut(seed, "lev"));
            cases.add(new Stacked(seed));
        }
        return cases.stream();
    }
}
