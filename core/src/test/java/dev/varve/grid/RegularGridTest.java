package dev.varve.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.varve.array.Shape;
import dev.varve.testing.Blocks;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RegularGridTest extends ChunkGridContract {
    @Override
    ChunkGrid grid(Shape array, Random random) {
        return new RegularGrid(array, Blocks.shape(random, array.rank(), 1, 4));
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
