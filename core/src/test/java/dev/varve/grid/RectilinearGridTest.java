package dev.varve.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.grid.ChunkEdges.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RectilinearGridTest extends ChunkGridContract {
    @Override
    ChunkGrid grid(Shape array, Random random) {
        List<ChunkEdges> edges = new ArrayList<>();
        for (long extent : array.extents()) {
            edges.add(random.nextInt(4) == 0 ? ChunkEdges.step(1 + random.nextInt(4)) : edges(extent, random));
        }
        return new RectilinearGrid(array, edges);
    }

    /** Enough runs for the axis, the last of which may reach beyond it, and sometimes one more. */
    private static ChunkEdges edges(long extent, Random random) {
        List<Run> runs = new ArrayList<>();
        long covered = 0;
        do {
            Run run = new Run(1 + random.nextInt(3), 1 + random.nextInt(3));
            runs.add(run);
            covered += run.length() * run.count();
        } while (covered < extent || random.nextInt(5) == 0);
        return ChunkEdges.of(runs);
    }

    /** The example of the specification. */
    @Test
    void anElementLiesInTheChunkOfTheSpecification() {
        RectilinearGrid grid =
                new RectilinearGrid(Shape.of(26, 38), List.of(ChunkEdges.of(16, 10), ChunkEdges.of(24, 14)));
        assertThat(grid.counts()).isEqualTo(Shape.of(2, 2));
        assertThat(new long[] {grid.chunkAt(0, 20), grid.chunkAt(1, 15)}).containsExactly(1, 0);
        assertThat(grid.cell(1, 1)).isEqualTo(Region.of(new long[] {16, 24}, Shape.of(10, 14)));
        assertThat(grid.largestCell()).isEqualTo(Shape.of(16, 24));
    }

    @Test
    void chunksBeyondTheArrayDoNotCount() {
        RectilinearGrid grid = new RectilinearGrid(Shape.of(6), List.of(ChunkEdges.of(4, 4, 4, 9)));
        assertThat(grid.counts()).isEqualTo(Shape.of(2));
        assertThat(grid.clip(1)).isEqualTo(Region.of(new long[] {4}, Shape.of(2)));
        assertThat(grid.largestCell()).isEqualTo(Shape.of(4));
    }

    @Test
    void chunksThatDoNotCoverTheArrayAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new RectilinearGrid(Shape.of(3, 7), List.of(ChunkEdges.step(3), ChunkEdges.of(1, 3, 2))))
                .withMessage("chunks [1, 3, 2] do not cover axis 1 of 7 elements");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RectilinearGrid(Shape.of(3, 7), List.of(ChunkEdges.step(3))))
                .withMessageContaining("rank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RectilinearGrid(Shape.of(Long.MAX_VALUE), List.of(ChunkEdges.step(2))));
    }

    @Test
    void edgesOfNoExtentAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ChunkEdges.of(3, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> ChunkEdges.step(0));
        assertThatIllegalArgumentException().isThrownBy(() -> ChunkEdges.of(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Run(1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChunkEdges.of(List.of(new Run(1L << 40, 1L << 40))))
                .withMessageContaining("2^63");
    }

    @Test
    void runsTakeNoMorePlaceThanTheyAreWritten() {
        ChunkEdges edges = ChunkEdges.of(List.of(new Run(1, 1L << 60), new Run(1, 1L << 60), new Run(2, 5)));
        RectilinearGrid grid = new RectilinearGrid(Shape.of((1L << 61) + 3), List.of(edges));
        assertThat(edges.runs()).containsExactly(new Run(1, 1L << 61), new Run(2, 5));
        assertThat(grid.counts()).isEqualTo(Shape.of((1L << 61) + 2));
        assertThat(grid.cell((1L << 61) + 1)).isEqualTo(Region.of(new long[] {(1L << 61) + 2}, Shape.of(2)));
        assertThat(edges).hasToString("[2305843009213693952 x 1, 5 x 2]").isNotEqualTo(ChunkEdges.step(1));
    }
}
