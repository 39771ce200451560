package dev.varve.codec.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToArrayCodecContract;
import dev.varve.codec.filter.ReshapeCodec.Axes;
import dev.varve.codec.filter.ReshapeCodec.Extent;
import dev.varve.codec.filter.ReshapeCodec.Fixed;
import dev.varve.codec.filter.ReshapeCodec.Rest;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReshapeCodecTest extends ArrayToArrayCodecContract {
    private static ReshapeCodec reshape(Extent... extents) {
        return new ReshapeCodec(List.of(extents));
    }

    private static Axes axes(Integer... axes) {
        return new Axes(List.of(axes));
    }

    @Override
    protected List<Case> cases() {
        return List.of(
                new Case(reshape(axes(0, 1), axes(2), new Fixed(3)), spec(NumericType.FLOAT32, 10, 5, 6, 3)),
                new Case(reshape(new Fixed(2), new Rest()), spec(NumericType.INT16, 4, 5)),
                new Case(reshape(new Rest()), spec(NumericType.INT16)),
                new Case(reshape(), spec(NumericType.INT16, 1)),
                new Case(reshape(new Rest(), axes(1)), spec(NumericType.INT16, 0, 3)),
                new Case(reshape(axes(0), new Rest()), spec(VariableType.STRING, 2, 3)));
    }

    /** The example of the specification. */
    @Override
    protected List<Foreign> foreign() {
        Bytes bytes = Bytes.wrap(new byte[100 * 50 * 64 * 3]);
        return List.of(new Foreign(
                reshape(axes(0, 1), axes(2), new Fixed(3)),
                NdArray.of(NumericType.UINT8, Shape.of(100, 50, 64, 3), bytes),
                NdArray.of(NumericType.UINT8, Shape.of(5000, 64, 3), bytes)));
    }

    @Test
    void theRestIsWhatIsLeft() {
        assertThat(reshape(new Fixed(3), new Rest(), axes(2))
                        .bind(spec(NumericType.INT16, 6, 5, 4))
                        .encodedSpec()
                        .shape())
                .isEqualTo(Shape.of(3, 10, 4));
    }

    @Test
    void refusesShapesThatTheSpecificationForbids() {
        assertThatThrownBy(() -> reshape(new Rest(), new Rest())).hasMessage("reshape shape has -1 more than once");
        assertThatThrownBy(() -> reshape(axes(1), axes(0))).hasMessage("reshape axes do not ascend: 0 after 1");
        assertThatThrownBy(() -> reshape(axes(1, 0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reshape(axes(3, 4), new Fixed(10), axes(0, 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Fixed(0)).hasMessage("reshape extent 0 < 1");
        assertThatThrownBy(() -> reshape(new Fixed(7), new Rest()).bind(spec(NumericType.INT16, 6)))
                .hasMessage("reshape of chunks of (6) to (7, 0) changes the number of elements");
        assertThatThrownBy(() -> reshape(axes(2)).bind(spec(NumericType.INT16, 6)))
                .hasMessage("reshape names axis 2 of chunks of rank 1");
        assertThatThrownBy(() -> reshape(new Fixed(6), axes(0), new Rest()).bind(spec(NumericType.INT16, 6, 6)))
                .hasMessage("reshape of chunks of (6, 6) to (6, 6, 1): extent 1 does not run along axes [0]");
    }
}
