package dev.varve.plan.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.grid.RegularGrid;
import dev.varve.testing.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ObjectPartitionTest {
    private static final int CASES = 20_000;

    /** Grids of objects of some variables, some ranks, some dimensions to cut along. */
    private record Case(List<RegularGrid> grids, ObjectPartition partition) {
        static Case random(Random random) {
            int ranks = 1 + random.nextInt(20);
            boolean isBoxes = random.nextInt(4) == 0;
            List<RegularGrid> grids = new ArrayList<>();
            List<ObjectOrder> orders = new ArrayList<>();
            int variables = 1 + random.nextInt(4);
            for (int i = 0; i < variables; i++) {
                RegularGrid grid = grid(random);
                grids.add(grid);
                List<Integer> axes = new ArrayList<>(
                        IntStream.range(0, grid.array().rank()).boxed().toList());
                Collections.shuffle(axes, random);
                List<Integer> cut = axes.subList(0, random.nextInt(axes.size() + 1));
                orders.add(isBoxes ? BoxOrder.of(grid.counts(), cut, ranks) : AxisOrder.with(grid.counts(), cut));
            }
            return new Case(grids, new ObjectPartition(orders, ranks));
        }

        private static RegularGrid grid(Random random) {
            int rank = random.nextInt(5);
            long[] array = new long[rank];
            long[] object = new long[rank];
            for (int axis = 0; axis < rank; axis++) {
                array[axis] = random.nextInt(40) == 0 ? 0 : 1L + random.nextInt(12);
                object[axis] = 1L + random.nextInt(5);
            }
            return new RegularGrid(Shape.of(array), Shape.of(object));
        }
    }

    @Test
    void everyObjectIsWrittenByOneRankAndEveryElementOnce() {
        Seeds.check(CASES, random -> {
            Case tried = Case.random(random);
            for (int variable = 0; variable < tried.grids.size(); variable++) {
                RegularGrid grid = tried.grids.get(variable);
                int[] writers = new int[(int) grid.counts().count()];
                long elements = 0;
                for (int rank = 0; rank < tried.partition.ranks(); rank++) {
                    ObjectRun run = tried.partition.run(variable, rank);
                    for (long place = run.start(); place < run.stop(); place++) {
                        long[] index = tried.partition.orders().get(variable).index(place);
                        writers[(int) grid.ordinal(index)]++;
                        elements += grid.clip(index).count();
                    }
                }
                assertThat(writers).containsOnly(grid.counts().isEmpty() ? new int[0] : new int[] {1});
                assertThat(elements).isEqualTo(grid.array().count());
            }
        });
    }

    @Test
    void theBusiestRankHasNoMoreThanItsShare() {
        Seeds.check(CASES, random -> {
            Case tried = Case.random(random);
            List<ObjectOrder> plain = tried.partition.orders().stream()
                    .<ObjectOrder>map(order -> AxisOrder.with(order.counts(), List.of()))
                    .toList();
            ObjectPartition balanced = new ObjectPartition(plain, tried.partition.ranks());
            long objects =
                    plain.stream().mapToLong(order -> order.all().count()).sum();
            long most = (objects + balanced.ranks() - 1) / balanced.ranks();
            for (int rank = 0; rank < balanced.ranks(); rank++) {
                assertThat(balanced.load(rank)).isBetween(objects / balanced.ranks() - plain.size(), most);
            }
        });
    }

    @Test
    void boxesOfARunAreTheSameObjectsInTheSameOrder() {
        Seeds.check(CASES / 4, random -> {
            Case tried = Case.random(random);
            for (ObjectOrder order : tried.partition.orders()) {
                long count = order.all().count();
                long start = random.nextInt((int) count + 1);
                ObjectRun run = new ObjectRun(start, start + random.nextInt((int) (count - start) + 1));
                List<Region> boxes = order.boxes(run);
                long place = run.start();
                for (Region box : boxes) {
                    assertThat(box.contains(Region.of(order.index(place), unit(box.rank()))))
                            .isTrue();
                    for (long i = 0; i < box.count(); i++) {
                        assertThat(box.contains(Region.of(order.index(place + i), unit(box.rank()))))
                                .isTrue();
                    }
                    place += box.count();
                }
                assertThat(place).isEqualTo(run.stop());
                if (order instanceof AxisOrder) {
                    assertThat(boxes)
                            .hasSizeLessThanOrEqualTo(
                                    Math.max(1, 2 * order.counts().rank() - 1));
                }
            }
        });
    }

    private static Shape unit(int rank) {
        return Shape.of(IntStream.range(0, rank).mapToLong(axis -> 1).toArray());
    }

    @Test
    void firstNamedAxesAreCutFirst() {
        ObjectPartition partition = new ObjectPartition(List.of(AxisOrder.with(Shape.of(3, 4), List.of(1))), 4);
        assertThat(partition.orders().get(0).boxes(partition.run(0, 2)))
                .containsExactly(Region.of(new long[] {0, 2}, Shape.of(3, 1)));
    }

    @Test
    void moreRanksThanObjectsLeaveSomeWithout() {
        List<ObjectOrder> scalars = IntStream.range(0, 3)
                .<ObjectOrder>mapToObj(i -> AxisOrder.with(Shape.SCALAR, List.of()))
                .toList();
        ObjectPartition partition = new ObjectPartition(scalars, 5);
        assertThat(IntStream.range(0, 5).mapToLong(partition::load).toArray()).containsExactly(1, 1, 1, 0, 0);
    }

    @Test
    void ranksThatThereAreNotAreRefused() {
        ObjectPartition partition = new ObjectPartition(List.of(AxisOrder.with(Shape.of(3), List.of())), 2);
        assertThatThrownBy(() -> partition.run(0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rank 2 of 2: ranks are 0 to 1");
        assertThatThrownBy(() -> partition.run(0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ObjectPartition(List.of(), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AxisOrder(Shape.of(3, 4), List.of(0, 0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tenMillionObjectsAreDividedAtOnce() {
        ObjectOrder order = AxisOrder.with(Shape.of(10_000, 50, 20), List.of(0));
        ObjectPartition partition = new ObjectPartition(List.of(order), 10_000);
        long begin = System.nanoTime();
        long boxes = 0;
        for (int rank = 0; rank < partition.ranks(); rank++) {
            boxes += order.boxes(partition.run(0, rank)).size();
        }
        assertThat(boxes).isEqualTo(10_000);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }
}
