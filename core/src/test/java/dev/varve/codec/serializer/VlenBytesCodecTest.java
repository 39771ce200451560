package dev.varve.codec.serializer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToBytesCodecContract;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.ForeignChunk;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VlenBytesCodecTest extends ArrayToBytesCodecContract {
    private static ChunkSpec spec(long... shape) {
        return new ChunkSpec(VariableType.BYTES, Shape.of(shape), FillValue.zero(VariableType.BYTES));
    }

    @Override
    protected List<Case> cases() {
        VlenBytesCodec codec = new VlenBytesCodec();
        return List.of(new Case(codec, spec(4, 2)), new Case(codec, spec()), new Case(codec, spec(0, 3)));
    }

    @Override
    protected List<Foreign> foreign() throws IOException {
        ForeignChunk chunk = ForeignChunk.read("array.bin").stream()
                .filter(c -> c.name().equals("vlen-bytes"))
                .findFirst()
                .orElseThrow();
        byte[][] elements = {{}, {0, -1}, {'a', 'b', 'c'}};
        NdArray decoded = NdArray.ofVariable(VariableType.BYTES, Shape.of(3), elements);
        return List.of(new Foreign(new VlenBytesCodec(), decoded, chunk.encoded()));
    }

    @Test
    void anyBytesWillDo() {
        NdArray decoded =
                new VlenBytesCodec().bind(spec(1)).decode(Bytes.wrap(new byte[] {1, 0, 0, 0, 1, 0, 0, 0, -1}));
        assertThat(decoded.elements()[0]).containsExactly(-1);
    }
}
