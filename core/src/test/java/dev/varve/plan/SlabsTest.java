package dev.varve.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.grid.GridOrder;
import dev.varve.testing.Blocks;
import dev.varve.testing.Seeds;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlabsTest {
    @Test
    void slabsFollowEachOtherInCOrderAndCoverTheRegionOnce() {
        Seeds.check(2000, random -> {
            int rank = random.nextInt(5);
            Shape array = Blocks.shape(random, rank, 0, 8);
            Region region = Blocks.region(random, array);
            Optional<Shape> chunk =
                    random.nextBoolean() ? Optional.of(Blocks.shape(random, rank, 1, 4)) : Optional.empty();
            long most = 1L + random.nextInt(60);
            Slabs slabs = Slabs.of(region, chunk, most);
            long next = 0;
            for (int i = 0; i < slabs.count(); i++) {
                Region slab = slabs.slab(i);
                assertThat(slab.count()).isLessThanOrEqualTo(Math.max(most, 1));
                for (long e = 0; e < slab.count(); e++) {
                    long[] at = GridOrder.index(slab.shape(), e);
                    for (int axis = 0; axis < rank; axis++) {
                        at[axis] += slab.start(axis) - region.start(axis);
                    }
                    assertThat(GridOrder.ordinal(region.shape(), at)).isEqualTo(next++);
                }
            }
            assertThat(next).isEqualTo(region.count());
        });
    }

    @Test
    void slabsEndWhereChunksEnd() {
        Slabs slabs = Slabs.of(Region.of(new long[] {3, 0}, Shape.of(20, 10)), Optional.of(Shape.of(4, 10)), 95);
        assertThat(slabs.slab(0)).isEqualTo(Region.of(new long[] {3, 0}, Shape.of(5, 10)));
        assertThat(slabs.slab(1)).isEqualTo(Region.of(new long[] {8, 0}, Shape.of(8, 10)));
    }
}
