package dev.varve.codec.filter;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ArrayToArrayCodecContract;
import dev.varve.codec.CodecException;
import dev.varve.codec.ForeignFilters;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BoolPackingCodecTest extends ArrayToArrayCodecContract {
    @Override
    protected List<Case> cases() {
        BoolPackingCodec codec = new BoolPackingCodec();
        return List.of(
                new Case(codec, spec(NumericType.BOOL, 50)),
                new Case(codec, spec(NumericType.BOOL, 4, 2)),
                new Case(codec, spec(NumericType.BOOL)),
                new Case(codec, spec(NumericType.BOOL, 0, 3)));
    }

    @Override
    protected List<Foreign> foreign() throws IOException {
        return ForeignFilters.read("packbits_bool.bin");
    }

    @Test
    void aCountOfUnusedBitsThatIsNotTheChunksIsRefused() {
        NdArray encoded = NdArray.of(NumericType.UINT8, Shape.of(2), Bytes.wrap(new byte[] {5, 0}));
        assertThatThrownBy(() ->
                        new BoolPackingCodec().bind(spec(NumericType.BOOL, 4)).decode(encoded))
                .isInstanceOf(CodecException.class)
                .hasMessage("numcodecs.packbits: 5 unused bits at byte 0, expected 4 for 4");
    }

    @Test
    void takesTruthValuesOnly() {
        assertThatThrownBy(() -> new BoolPackingCodec().bind(spec(NumericType.INT16, 4)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
