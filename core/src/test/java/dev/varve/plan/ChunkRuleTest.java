package dev.varve.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Shape;
import dev.varve.testing.Blocks;
import dev.varve.testing.Seeds;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChunkRuleTest {
    private static final long MIB = 1 << 20;

    @Test
    void smallSourceChunksAreGatheredAlongTheirSlowestAxis() {
        Shape chunk = ChunkRule.chunk(Shape.of(240, 721, 1440), Optional.of(Shape.of(1, 721, 1440)), 4, 16 * MIB);
        assertThat(chunk).isEqualTo(Shape.of(4, 721, 1440));
    }

    @Test
    void anArrayThatFitsIsOneChunk() {
        assertThat(ChunkRule.chunk(Shape.of(12, 73, 96), Optional.empty(), 4, 16 * MIB))
                .isEqualTo(Shape.of(12, 73, 96));
    }

    @Test
    void scalarsAndEmptyAxesHaveChunks() {
        assertThat(ChunkRule.chunk(Shape.SCALAR, Optional.empty(), 8, MIB)).isEqualTo(Shape.SCALAR);
        assertThat(ChunkRule.chunk(Shape.of(0, 10), Optional.empty(), 8, MIB)).isEqualTo(Shape.of(1, 10));
    }

    @Test
    void aHugeSourceChunkIsSplitAlongItsSlowestAxis() {
        Shape chunk = ChunkRule.chunk(Shape.of(1000, 100, 100), Optional.of(Shape.of(1000, 100, 100)), 4, MIB);
        assertThat(chunk.extent(1)).isEqualTo(100);
        assertThat(chunk.extent(2)).isEqualTo(100);
        assertThat(chunk.count() * 4).isLessThanOrEqualTo(MIB);
    }

    @Test
    void shardsGrowAlongEveryAxisThatHasRoom() {
        Shape shard = ChunkRule.shard(Shape.of(1, 8000, 8000), Shape.of(1, 1000, 1000), 4, 512 * MIB);
        assertThat(shard).isEqualTo(Shape.of(1, 8000, 8000));
    }

    @Test
    void chunksAndShardsStayWithinTargetsAndMultiples() {
        Seeds.check(2000, random -> {
            int rank = 1 + random.nextInt(4);
            Shape array = Blocks.shape(random, rank, 1, 60);
            Optional<Shape> source =
                    random.nextBoolean() ? Optional.of(Blocks.shape(random, rank, 1, 20)) : Optional.empty();
            long target = 8L * (1 + random.nextInt(5000));
            Shape chunk = ChunkRule.chunk(array, source, 8, target);
            assertThat(chunk.count() * 8).isLessThanOrEqualTo(target);
            Shape shard = ChunkRule.shard(array, chunk, 8, target * 4);
            for (int axis = 0; axis < rank; axis++) {
                assertThat(shard.extent(axis) % chunk.extent(axis)).isZero();
            }
            assertThat(shard.count() * 8).isLessThanOrEqualTo(target * 4);
        });
    }
}
