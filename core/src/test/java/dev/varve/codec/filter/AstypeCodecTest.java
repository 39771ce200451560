package dev.varve.codec.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.NumericType;
import dev.varve.codec.ArrayToArrayCodecContract;
import dev.varve.codec.ForeignFilters;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AstypeCodecTest extends ArrayToArrayCodecContract {
    private static AstypeCodec astype(NumericType encode, NumericType decode) {
        return new AstypeCodec(encode, Optional.of(decode));
    }

    @Override
    protected List<Case> cases() {
        return List.of(
                new Case(astype(NumericType.INT32, NumericType.INT16), spec(NumericType.INT16, 5, 7)),
                new Case(astype(NumericType.UINT8, NumericType.BOOL), spec(NumericType.BOOL, 9)),
                new Case(astype(NumericType.INT16, NumericType.INT64), spec(NumericType.INT64, 2000)),
                new Case(astype(NumericType.FLOAT32, NumericType.FLOAT64), spec(NumericType.FLOAT64)),
                new Case(new AstypeCodec(NumericType.INT32, Optional.empty()), spec(NumericType.FLOAT64, 0, 2)),
                new Case(astype(NumericType.COMPLEX64, NumericType.COMPLEX128), spec(NumericType.COMPLEX128, 40)));
    }

    @Override
    protected List<Foreign> foreign() throws IOException {
        return ForeignFilters.read("astype.bin");
    }

    @Test
    void isLosslessWhereTheStoredTypeHoldsEveryNumber() {
        assertThat(astype(NumericType.INT32, NumericType.INT16).isLossless()).isTrue();
        assertThat(astype(NumericType.INT32, NumericType.UINT16).isLossless()).isTrue();
        assertThat(astype(NumericType.INT16, NumericType.UINT16).isLossless()).isFalse();
        assertThat(astype(NumericType.UINT64, NumericType.INT8).isLossless()).isFalse();
        assertThat(astype(NumericType.FLOAT64, NumericType.FLOAT32).isLossless())
                .isFalse();
        assertThat(astype(NumericType.FLOAT32, NumericType.FLOAT32).isLossless())
                .isTrue();
        assertThat(astype(NumericType.UINT8, NumericType.BOOL).isLossless()).isTrue();
    }
}
