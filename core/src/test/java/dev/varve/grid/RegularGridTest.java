package dev.varve.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.testing.Blocks;
import dev.varve.testing.Seeds;
import org.junit.jupiter.api.Test;

class RegularGridTest {
    @Test
    void projectionsCoverARegionOnce() {
        Seeds.check(500, random -> {
            int rank = random.nextInt(5);
            Shape array = Blocks.shape(random, rank, 0, 9);
            RegularGrid grid = new RegularGrid(array, Blocks.shape(random, rank, 1, 4));
            Region region = Blocks.region(random, array);
            int[] hits = new int[(int) region.count()];
            for (Projection projection : grid.project(region)) {
                Region share = projection.inRegion();
                Region cell = grid.cell(projection.chunkIndex());
                assertThat(share.shape()).isEqualTo(projection.inChunk().shape());
                assertThat(projection.isComplete()).isEqualTo(share.shape().equals(cell.shape()));
                for (long i = 0; i < share.count(); i++) {
                    long[] at = GridOrder.index(share.shape(), i);
                    for (int axis = 0; axis < rank; axis++) {
                        long global = region.start(axis) + share.start(axis) + at[axis];
                        assertThat(global)
                                .isEqualTo(
                                        cell.start(axis) + projection.inChunk().start(axis) + at[axis]);
                        at[axis] += share.start(axis);
                    }
                    hits[(int) GridOrder.ordinal(region.shape(), at)]++;
                }
            }
            assertThat(hits).containsOnly(region.count() == 0 ? new int[0] : new int[] {1});
        });
    }

    @Test
    void ordinalsAndIndexesMirrorEachOther() {
        RegularGrid grid = new RegularGrid(Shape.of(5, 7, 3), Shape.of(2, 3, 2));
        for (long i = 0; i < grid.counts().count(); i++) {
            assertThat(grid.ordinal(grid.index(i))).isEqualTo(i);
        }
    }

    @Test
    void aChunkOutsideTheGridIsRefused() {
        RegularGrid grid = new RegularGrid(Shape.of(5), Shape.of(2));
        assertThatThrownBy(() -> grid.cell(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void chunksOfNoExtentAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RegularGrid(Shape.of(5, 5), Shape.of(2, 0)))
                .withMessageContaining("axis 1");
    }

    @Test
    void hugeGridsAreCountedWithoutOverflow() {
        RegularGrid grid = new RegularGrid(Shape.of((1L << 62) + 1), Shape.of(2));
        assertThat(grid.counts()).isEqualTo(Shape.of((1L << 61) + 1));
        assertThat(grid.clip(1L << 61).shape()).isEqualTo(Shape.of(1));
    }
}
