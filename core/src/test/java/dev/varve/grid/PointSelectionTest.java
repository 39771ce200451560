package dev.varve.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.testing.Blocks;
import dev.varve.testing.Seeds;
import dev.varve.testing.Selections;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PointSelectionTest {
    private static final RegularGrid GRID = new RegularGrid(Shape.of(5, 7), Shape.of(2, 3));

    @Test
    void elementsAreSharedOutToTheirChunksInTheirOrder() {
        PointSelection selection = PointSelection.of(new long[] {4, 0, 4, 1, 4}, new long[] {6, 2, 5, 0, 6});
        List<PointProjection> shares = PointProjection.of(GRID, selection);
        assertThat(shares).hasSize(3);
        assertThat(shares.get(0).chunkIndex()).containsExactly(0, 0);
        assertThat(shares.get(0).inChunk(Shape.of(2, 3))).containsExactly(2, 3);
        assertThat(shares.get(0).inBlock()).containsExactly(1, 3);
        assertThat(shares.get(1).chunkIndex()).containsExactly(2, 1);
        assertThat(shares.get(1).inBlock()).containsExactly(2);
        assertThat(shares.get(2).chunkIndex()).containsExactly(2, 2);
        assertThat(shares.get(2).inChunk(Shape.of(2, 3))).containsExactly(0, 0);
        assertThat(shares.get(2).inBlock()).containsExactly(0, 4);
    }

    /** Restated element by element. */
    @Test
    void everyElementIsInTheShareOfItsChunkAndNowhereElse() {
        Seeds.check(300, random -> {
            int rank = random.nextInt(4);
            Shape shape = Blocks.shape(random, rank, 1, 9);
            RegularGrid grid = new RegularGrid(shape, Blocks.shape(random, rank, 1, 4));
            int count = random.nextInt(40);
            long[][] coordinates = Selections.coordinates(random, shape, count);
            PointSelection selection = PointSelection.of(Shape.of(count), coordinates);
            Set<Integer> seen = new HashSet<>();
            List<Long> chunks = new ArrayList<>();
            for (PointProjection share : PointProjection.of(grid, selection)) {
                chunks.add(grid.ordinal(share.chunkIndex()));
                int[] inChunk = share.inChunk(grid.chunk());
                Region cell = grid.cell(share.chunkIndex());
                for (int i = 0; i < inChunk.length; i++) {
                    int place = share.inBlock()[i];
                    assertThat(seen.add(place)).isTrue();
                    long[] element = GridOrder.index(grid.chunk(), inChunk[i]);
                    for (int axis = 0; axis < rank; axis++) {
                        assertThat(element[axis] + cell.start(axis)).isEqualTo(coordinates[axis][place]);
                    }
                }
                requireCovers(share, grid);
            }
            assertThat(seen).hasSize(count);
            assertThat(chunks).isSorted().doesNotHaveDuplicates();
        });
    }

    private static void requireCovers(PointProjection share, RegularGrid grid) {
        long[] places = Arrays.stream(share.inChunk(grid.chunk()))
                .asLongStream()
                .distinct()
                .toArray();
        Region inside = grid.clip(share.chunkIndex())
                .relativeTo(grid.cell(share.chunkIndex()).starts());
        long inBox = Arrays.stream(places)
                .filter(place -> {
                    long[] at = GridOrder.index(grid.chunk(), place);
                    for (int axis = 0; axis < at.length; axis++) {
                        if (at[axis] < inside.start(axis) || at[axis] >= inside.stop(axis)) {
                            return false;
                        }
                    }
                    return true;
                })
                .count();
        assertThat(share.covers(inside)).isEqualTo(inBox == inside.count());
    }

    @Test
    void whatIsNotThereIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PointProjection.of(GRID, PointSelection.of(new long[] {0}, new long[] {7})))
                .withMessage("element 7 of axis 1 is selected, the array is (5, 7)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PointProjection.of(GRID, PointSelection.of(new long[] {-1}, new long[] {0})))
                .withMessageContaining("element -1 of axis 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PointProjection.of(GRID, PointSelection.of(new long[] {0})))
                .withMessageContaining("coordinates on 1 axes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PointSelection.of(new long[] {0}, new long[] {0, 1}))
                .withMessageContaining("2 coordinates on axis 1 for 1 elements");
        assertThatIllegalArgumentException().isThrownBy(PointSelection::of).withMessageContaining("need a shape");
    }

    @Test
    void selectionsAreValues() {
        long[] coordinates = {1, 2};
        PointSelection selection = PointSelection.of(coordinates);
        coordinates[0] = 4;
        assertThat(selection)
                .isEqualTo(PointSelection.of(new long[] {1, 2}))
                .hasSameHashCodeAs(PointSelection.of(new long[] {1, 2}));
        assertThat(selection).isNotEqualTo(PointSelection.of(Shape.of(1, 2), new long[] {1, 2}));
    }
}
