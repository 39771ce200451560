package dev.varve.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.testing.Blocks;
import dev.varve.testing.Seeds;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for every chunk grid; the oracle counts elements one by one. */
abstract class ChunkGridContract {
    /** A grid of this array, with chunks of a few elements along each axis. */
    abstract ChunkGrid grid(Shape array, Random random);

    private ChunkGrid grid(Random random) {
        return grid(Blocks.shape(random, random.nextInt(5), 0, 9), random);
    }

    @Test
    void everyElementLiesInOneChunk() {
        Seeds.check(500, random -> {
            ChunkGrid grid = grid(random);
            int[] hits = new int[(int) grid.array().count()];
            for (long chunk = 0; chunk < grid.counts().count(); chunk++) {
                Region cell = grid.cell(grid.index(chunk));
                Region inside = grid.clip(grid.index(chunk));
                assertThat(cell.contains(inside)).isTrue();
                assertThat(inside.count()).isPositive();
                for (long i = 0; i < inside.count(); i++) {
                    long[] at = GridOrder.index(inside.shape(), i);
                    for (int axis = 0; axis < at.length; axis++) {
                        at[axis] += inside.start(axis);
                        assertThat(grid.chunkAt(axis, at[axis])).isEqualTo(grid.index(chunk)[axis]);
                    }
                    hits[(int) GridOrder.ordinal(grid.array(), at)]++;
                }
            }
            assertThat(hits).containsOnly(hits.length == 0 ? new int[0] : new int[] {1});
        });
    }

    @Test
    void projectionsCoverARegionOnce() {
        Seeds.check(500, random -> {
            ChunkGrid grid = grid(random);
            int rank = grid.array().rank();
            Region region = Blocks.region(random, grid.array());
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
    void theLargestCellIsOneOfTheCells() {
        Seeds.check(200, random -> {
            ChunkGrid grid = grid(random);
            long[] largest = new long[grid.array().rank()];
            boolean isThere = false;
            for (long chunk = 0; chunk < grid.counts().count(); chunk++) {
                Shape cell = grid.cell(grid.index(chunk)).shape();
                isThere |= cell.equals(grid.largestCell());
                for (int axis = 0; axis < largest.length; axis++) {
                    largest[axis] = Math.max(largest[axis], cell.extent(axis));
                }
            }
            if (grid.counts().count() > 0) {
                assertThat(grid.largestCell().extents()).isEqualTo(largest);
                assertThat(isThere).isTrue();
            }
            assertThat(Arrays.stream(grid.largestCell().extents())).allMatch(extent -> extent > 0);
        });
    }

    @Test
    void aGridOfOtherExtentsKeepsTheChunksThatBothHave() {
        Seeds.check(300, random -> {
            ChunkGrid grid = grid(random);
            ChunkGrid other = grid.resized(Blocks.shape(random, grid.array().rank(), 0, 20));
            Region common = Region.whole(grid.counts())
                    .intersection(Region.whole(other.counts()))
                    .orElse(Region.whole(Shape.of(new long[grid.array().rank()])));
            for (long i = 0; i < common.count(); i++) {
                long[] index = GridOrder.index(common.shape(), i);
                assertThat(other.cell(index)).isEqualTo(grid.cell(index));
            }
            assertThat(other.resized(other.array())).isEqualTo(other);
        });
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grid(Shape.of(4, 4), new Random(1)).resized(Shape.of(4)));
    }

    @Test
    void ordinalsAndIndexesMirrorEachOther() {
        ChunkGrid grid = grid(Shape.of(5, 7, 3), new Random(1));
        for (long i = 0; i < grid.counts().count(); i++) {
            assertThat(grid.ordinal(grid.index(i))).isEqualTo(i);
        }
    }

    @Test
    void aChunkOutsideTheGridIsRefused() {
        ChunkGrid grid = grid(Shape.of(5), new Random(1));
        for (long[] index : new long[][] {{grid.counts().extent(0)}, {-1}, {}, {0, 0}}) {
            assertThatThrownBy(() -> grid.cell(index)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void equalGridsAreEqual() {
        Shape array = Shape.of(5, 7);
        assertThat(grid(array, new Random(3)))
                .isEqualTo(grid(array, new Random(3)))
                .hasSameHashCodeAs(grid(array, new Random(3)));
        assertThat(grid(array, new Random(3))).isNotEqualTo(grid(Shape.of(4, 7), new Random(3)));
    }
}
