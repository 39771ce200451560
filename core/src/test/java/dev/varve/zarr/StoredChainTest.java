package dev.varve.zarr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.FillValue;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.filter.BitroundCodec;
import dev.varve.codec.filter.TransposeCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.dataset.Layout;
import dev.varve.grid.RegularGrid;
import dev.varve.shard.ShardingCodec;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredChainTest {
    private static final BitroundCodec ROUNDED = new BitroundCodec(7);
    private static final TransposeCodec TURNED = new TransposeCodec(List.of(1, 0));

    private static Layout layout(Shape object, ArrayToArrayCodec... filters) {
        Shape array = Shape.of(8, 8);
        CodecChain chain = new CodecChain(List.of(filters), BytesCodec.LITTLE, List.of(new ZstdCodec(3, false)));
        return new Layout(
                new RegularGrid(array, object),
                new RegularGrid(array, Shape.of(2, 2)),
                chain,
                FillValue.zero(NumericType.FLOAT32));
    }

    @Test
    void bitRoundingIsNotNamedBecauseNobodyHasToUndoIt() {
        CodecChain stored = StoredChain.of(layout(Shape.of(2, 2), ROUNDED, TURNED));
        assertThat(stored.filters()).containsExactly(TURNED);
    }

    @Test
    void severalChunksOfAnObjectAreAShardOfTheSameChain() {
        CodecChain stored = StoredChain.of(layout(Shape.of(4, 8), ROUNDED, TURNED));
        assertThat(stored.filters()).isEmpty();
        assertThat(((ShardingCodec) stored.serializer()).codecs().filters()).containsExactly(TURNED);
        assertThat(((ShardingCodec) stored.serializer()).chunkShape()).isEqualTo(Shape.of(2, 2));
    }
}
