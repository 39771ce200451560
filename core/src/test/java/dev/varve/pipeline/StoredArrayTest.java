package dev.varve.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.FillValue;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.grid.ChunkEdges;
import dev.varve.grid.RectilinearGrid;
import dev.varve.store.Key;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StoredArrayTest {
    private static final int CHUNKS = 300;

    @Test
    void aGridOfVeryManyShapesIsNotRememberedWhole() {
        ChunkEdges edges = ChunkEdges.of(LongStream.rangeClosed(1, CHUNKS).toArray());
        RectilinearGrid grid = new RectilinearGrid(Shape.of(CHUNKS * (CHUNKS + 1) / 2), List.of(edges));
        StoredArray array = new StoredArray(
                grid,
                FillValue.zero(NumericType.UINT8),
                CodecChain.of(BytesCodec.LITTLE),
                index -> new Key("c/" + index[0]));
        for (int round = 0; round < 2; round++) {
            for (int chunk = 0; chunk < CHUNKS; chunk++) {
                assertThat(array.encoding(chunk).chain().decodedSpec().shape()).isEqualTo(Shape.of(chunk + 1));
            }
        }
        assertThat(array.rememberedShapes()).isBetween(1, 64);
    }
}
