package dev.varve.codec.serializer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToArrayCodecContract;
import dev.varve.codec.ArrayToBytesCodecContract;
import dev.varve.codec.ForeignChunk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VlenV2CodecTest extends ArrayToBytesCodecContract {
    @Override
    protected List<Case> cases() {
        VlenV2Codec codec = new VlenV2Codec();
        return List.of(
                new Case(codec, ArrayToArrayCodecContract.spec(VariableType.STRING, 2, 3)),
                new Case(codec, ArrayToArrayCodecContract.spec(VariableType.BYTES)),
                new Case(codec, ArrayToArrayCodecContract.spec(VariableType.BYTES, 0)));
    }

    /** zarrs' bytes are those of vlen-utf8. */
    @Override
    protected List<Foreign> foreign() throws IOException {
        List<Foreign> foreign = new ArrayList<>();
        for (ForeignChunk chunk : ForeignChunk.read("array.bin")) {
            if (chunk.name().equals("vlen-utf8")) {
                String[] words = new String(chunk.decoded().toArray(), StandardCharsets.UTF_8).split("\0", -1);
                foreign.add(new Foreign(new VlenV2Codec(), NdArray.ofStrings(Shape.of(2, 3), words), chunk.encoded()));
            }
        }
        return foreign;
    }

    @Test
    void takesVariableElementsOnly() {
        assertThatThrownBy(() -> new VlenV2Codec().bind(ArrayToArrayCodecContract.spec(NumericType.INT8, 2)))
                .hasMessage("zarrs.vlen_v2 takes string or bytes elements, not int8");
    }
}
