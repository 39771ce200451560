package dev.varve.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.testing.Blocks;
import dev.varve.testing.Seeds;
import dev.varve.testing.Selections;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static List<Long> elements(AxisSelection axis) {
        List<Long> elements = new ArrayList<>();
        for (int i = 0; i < axis.count(); i++) {
            elements.add(axis.element(i));
        }
        return elements;
    }

    @Test
    void slicesStepAsPythonsDo() {
        assertThat(elements(AxisSelection.slice(2, 9, 3))).containsExactly(2L, 5L, 8L);
        assertThat(elements(AxisSelection.slice(2, 8, 3))).containsExactly(2L, 5L);
        assertThat(elements(AxisSelection.slice(8, -1, -4))).containsExactly(8L, 4L, 0L);
        assertThat(elements(AxisSelection.slice(8, 0, -4))).containsExactly(8L, 4L);
        assertThat(elements(AxisSelection.slice(5, 5, 1))).isEmpty();
        assertThat(elements(AxisSelection.slice(5, 9, -1))).isEmpty();
        assertThat(elements(AxisSelection.slice(0, 10, Long.MAX_VALUE))).containsExactly(0L);
    }

    @Test
    void everySelectedElementIsInTheShareOfItsChunkOnce() {
        Seeds.check(500, random -> {
            int rank = random.nextInt(4);
            Shape array = Blocks.shape(random, rank, 0, 9);
            Shape inner = Blocks.shape(random, rank, 1, 2);
            long[] outer = inner.extents();
            for (int axis = 0; axis < rank; axis++) {
                outer[axis] *= 1 + random.nextInt(3);
            }
            RegularGrid grid = new RegularGrid(array, Shape.of(outer));
            Selection selection = Selections.selection(random, array);
            int[] hits = new int[(int) selection.shape().count()];
            for (SelectionProjection share : SelectionProjection.of(grid, selection)) {
                count(share, grid.cell(share.chunkIndex()).starts(), selection, hits);
            }
            assertThat(hits).containsOnly(hits.length == 0 ? new int[0] : new int[] {1});
            int[] innerHits = new int[hits.length];
            RegularGrid innerGrid = new RegularGrid(Shape.of(outer), inner);
            for (SelectionProjection share : SelectionProjection.of(grid, selection)) {
                for (SelectionProjection part : share.within(innerGrid)) {
                    long[] start = grid.cell(share.chunkIndex()).starts();
                    for (int axis = 0; axis < rank; axis++) {
                        start[axis] += innerGrid.cell(part.chunkIndex()).start(axis);
                    }
                    count(part, start, selection, innerHits);
                }
            }
            assertThat(innerHits).isEqualTo(hits);
        });
    }

    private static void count(SelectionProjection share, long[] start, Selection selection, int[] hits) {
        int[][] inChunk = share.inChunk();
        int[][] places = share.inSelection();
        Shape counts = Shape.of(
                java.util.Arrays.stream(places).mapToLong(p -> p.length).toArray());
        for (long i = 0; i < counts.count(); i++) {
            long[] at = GridOrder.index(counts, i);
            long[] place = new long[at.length];
            for (int axis = 0; axis < at.length; axis++) {
                place[axis] = places[axis][(int) at[axis]];
                assertThat(start[axis] + inChunk[axis][(int) at[axis]])
                        .isEqualTo(selection.axes().get(axis).element((int) place[axis]));
            }
            hits[(int) GridOrder.ordinal(selection.shape(), place)]++;
        }
    }

    @Test
    void aShareKnowsWhichBoxesItCovers() {
        RegularGrid grid = new RegularGrid(Shape.of(10), Shape.of(5));
        Selection selection = Selection.of(AxisSelection.elements(3, 1, 2, 3, 7));
        List<SelectionProjection> shares = SelectionProjection.of(grid, selection);
        assertThat(shares.get(0).covers(Region.of(new long[] {1}, Shape.of(3)))).isTrue();
        assertThat(shares.get(0).covers(Region.of(new long[] {1}, Shape.of(4)))).isFalse();
        assertThat(shares.get(0).covers(Region.of(new long[] {0}, Shape.of(2)))).isFalse();
        assertThat(shares.get(1).covers(Region.of(new long[] {2}, Shape.of(1)))).isTrue();
    }

    @Test
    void elementsOutsideTheArrayAreRefusedByName() {
        Shape array = Shape.of(4, 5);
        for (AxisSelection bad : List.of(
                AxisSelection.elements(0, 5),
                AxisSelection.elements(-1),
                AxisSelection.slice(4, -2, -1),
                AxisSelection.interval(3, 6))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            Selection.of(AxisSelection.interval(0, 1), bad).requireInside(array))
                    .withMessageContaining("axis 1");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Selection.of(AxisSelection.interval(0, 1)).requireInside(array));
        assertThatIllegalArgumentException().isThrownBy(() -> AxisSelection.slice(0, 5, 0));
    }
}
