package dev.varve.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.ChunkSpec;
import dev.varve.grid.RegularGrid;
import dev.varve.store.RangeReader;
import dev.varve.testing.Blocks;
import dev.varve.testing.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link Source} keeps, tried on each case that a subclass names. What is true comes from outside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SourceContract {
    /** More chunks of one variable are not followed one by one. */
    private static final int MOST_CHUNKS = 60;

    /** A dataset that a source reads. */
    public interface Case {
        /** Opens the source. */
        Source open() throws IOException;

        /** Opens what references of the source call {@code location}. */
        RangeReader bytes(String location) throws IOException;

        /** The paths of all variables that the source must be able to read. */
        Set<String> paths();

        /** Compares all elements of a variable with what another reader says; fails when they differ. */
        void requireValues(Variable variable, NdArray values);
    }

    /** The cases; their text names them. */
    protected abstract Stream<? extends Case> cases();

    @ParameterizedTest
    @MethodSource("cases")
    void describesEveryVariableThatCanBeRead(Case one) throws IOException {
        try (Source source = one.open()) {
            List<String> paths =
                    source.describe().variables().stream().map(Variable::path).toList();
            assertThat(paths).doesNotHaveDuplicates().containsAll(one.paths());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsWholeVariablesAsOtherReadersDo(Case one) throws IOException {
        try (Source source = one.open()) {
            for (Variable variable : source.describe().variables()) {
                NdArray values = source.read(variable, Region.whole(variable.shape()));
                assertThat(values.type()).isEqualTo(variable.type());
                assertThat(values.shape()).isEqualTo(variable.shape());
                one.requireValues(variable, values);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsAnyRegionAsThatPartOfTheWhole(Case one) throws IOException {
        try (Source source = one.open()) {
            for (Variable variable : source.describe().variables()) {
                NdArray whole = source.read(variable, Region.whole(variable.shape()));
                Seeds.check(4, random -> {
                    Region region = Blocks.region(random, variable.shape());
                    assertThat(read(source, variable, region).sameBits(whole.slice(region)))
                            .as(variable.path() + " " + region)
                            .isTrue();
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsTheSameFromTwoThreadsAtOnce(Case one) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Source source = one.open()) {
            List<Variable> variables = source.describe().variables();
            Callable<List<NdArray>> all = () -> {
                List<NdArray> blocks = new ArrayList<>();
                for (Variable variable : variables) {
                    blocks.add(source.read(variable, Region.whole(variable.shape())));
                }
                return blocks;
            };
            Future<List<NdArray>> first = threads.submit(all);
            Future<List<NdArray>> second = threads.submit(all);
            for (int i = 0; i < variables.size(); i++) {
                assertThat(first.get().get(i).sameBits(second.get().get(i)))
                        .as(variables.get(i).path())
                        .isTrue();
            }
        } finally {
            threads.shutdown();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refusesRegionsThatAreNotInside(Case one) throws IOException {
        try (Source source = one.open()) {
            for (Variable variable : source.describe().variables()) {
                Shape shape = variable.shape();
                long[] more = new long[shape.rank() + 1];
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> source.read(variable, Region.between(more, more)));
                for (int axis = 0; axis < shape.rank(); axis++) {
                    long[] stop = shape.extents();
                    stop[axis]++;
                    Region beyond = Region.between(new long[shape.rank()], stop);
                    assertThatIllegalArgumentException().isThrownBy(() -> source.read(variable, beyond));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void referencesLeadToBytesThatDecodeToTheirRegion(Case one) throws IOException {
        try (Source source = one.open()) {
            for (Variable variable : source.describe().variables()) {
                RegularGrid grid = grid(variable);
                long count = grid.counts().count();
                Random random = new Random(count);
                for (long i = 0; i < Math.min(count, MOST_CHUNKS); i++) {
                    long ordinal = count <= MOST_CHUNKS ? i : random.nextInt((int) Math.min(count, Integer.MAX_VALUE));
                    requireReference(one, source, variable, grid, grid.index(ordinal));
                }
            }
        }
    }

    private static void requireReference(
            Case one, Source source, Variable variable, RegularGrid grid, long[] chunkIndex) throws IOException {
        Optional<ChunkReference> found = source.reference(variable, chunkIndex);
        if (found.isEmpty()) {
            return;
        }
        ChunkReference reference = found.get();
        assertThat(reference.region()).isEqualTo(grid.cell(chunkIndex));
        ChunkSpec spec = new ChunkSpec(variable.type(), reference.region().shape(), variable.fill());
        try (RangeReader bytes = one.bytes(reference.location())) {
            NdArray chunk = reference
                    .chain()
                    .bind(spec)
                    .decode(bytes.read(reference.offset(), Math.toIntExact(reference.length())));
            Region inside = grid.clip(chunkIndex);
            Region share = inside.relativeTo(reference.region().starts());
            assertThat(chunk.slice(share).sameBits(source.read(variable, inside)))
                    .as(variable.path() + " chunk " + Shape.of(chunkIndex))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refusesReferencesToChunksThatAreNotThere(Case one) throws IOException {
        try (Source source = one.open()) {
            for (Variable variable : source.describe().variables()) {
                Shape counts = grid(variable).counts();
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> source.reference(variable, new long[counts.rank() + 1]));
                for (int axis = 0; axis < counts.rank(); axis++) {
                    long[] beyond = new long[counts.rank()];
                    beyond[axis] = counts.extent(axis);
                    assertThatIllegalArgumentException().isThrownBy(() -> source.reference(variable, beyond));
                }
            }
        }
    }

    /** Elements that are not stored in chunks are one chunk; records are one each. */
    private static RegularGrid grid(Variable variable) {
        long[] chunk = variable.shape().extents();
        for (int axis = 0; axis < chunk.length; axis++) {
            chunk[axis] = Math.max(1, chunk[axis]);
        }
        if (variable.storage().layout().equals("record")) {
            chunk[0] = 1;
        }
        return new RegularGrid(variable.shape(), variable.storage().chunkShape().orElse(Shape.of(chunk)));
    }

    private static NdArray read(Source source, Variable variable, Region region) {
        try {
            return source.read(variable, region);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
