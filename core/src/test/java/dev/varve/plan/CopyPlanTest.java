package dev.varve.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.FillValue;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.grid.ChunkEdges;
import dev.varve.grid.RectilinearGrid;
import dev.varve.grid.RegularGrid;
import dev.varve.testing.RawSerializer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CopyPlanTest {
    private static final FillValue FILL = FillValue.zero(NumericType.INT8);
    private static final CodecChain CHAIN = CodecChain.of(new RawSerializer());

    private static CopyPlan.VariableCopy copy(RectilinearGrid objects, Optional<Shape> chunk, long budgetBytes) {
        Shape array = objects.array();
        List<Dimension> dimensions =
                List.of(new Dimension("x", array.extent(0), false), new Dimension("y", array.extent(1), false));
        Storage storage = new Storage("contiguous", Optional.empty(), Optional.empty(), List.of(), 0);
        Variable variable = new Variable("v", NumericType.INT8, dimensions, FILL, List.of(), storage, Optional.empty());
        Layout layout = chunk.isPresent()
                ? new Layout(objects, new RegularGrid(array, chunk.get()), CHAIN, FILL)
                : new Layout(objects, objects, CHAIN, FILL);
        return CopyPlan.of(List.of(new CopyPlan.Target(variable, layout)), 1, budgetBytes)
                .variables()
                .get(0);
    }

    private static long countOneByOne(CopyPlan.VariableCopy copy) {
        Shape objects = copy.layout().objects().counts();
        long blocks = 0;
        for (long x = 0; x < objects.extent(0); x++) {
            for (long y = 0; y < objects.extent(1); y++) {
                blocks += copy.block()
                        .blocksOf(BlockShape.chunksOf(copy.layout(), x, y))
                        .count();
            }
        }
        return blocks;
    }

    @Test
    void blocksOfObjectsThatDifferAreCounted() {
        ChunkEdges uneven = ChunkEdges.of(6, 2, 2, 2, 400, 4, 4, 90);
        RectilinearGrid objects = new RectilinearGrid(Shape.of(421, 8000), List.of(uneven, ChunkEdges.step(600)));
        for (long budget : new long[] {1 << 17, 1 << 20, 1 << 24}) {
            CopyPlan.VariableCopy sharded = copy(objects, Optional.of(Shape.of(2, 100)), budget);
            assertThat(sharded.blockCount()).isEqualTo(countOneByOne(sharded));
        }
        CopyPlan.VariableCopy single = copy(objects, Optional.empty(), 1 << 24);
        assertThat(single.blockCount()).isEqualTo(8 * 14).isEqualTo(countOneByOne(single));
    }

    @Test
    @Timeout(60)
    void objectsOfOneLengthAreNotCountedOneByOne() {
        long many = 1_000_000_000_000_000L;
        ChunkEdges ones = ChunkEdges.of(List.of(new ChunkEdges.Run(1, many)));
        RectilinearGrid objects = new RectilinearGrid(Shape.of(many, 3), List.of(ones, ChunkEdges.of(1, 2)));
        assertThat(copy(objects, Optional.empty(), 1 << 24).blockCount()).isEqualTo(2 * many);
    }
}
