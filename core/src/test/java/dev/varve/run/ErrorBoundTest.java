package dev.varve.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

final class ErrorBoundTest {
    private static NdArray doubles(double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return NdArray.of(NumericType.FLOAT64, Shape.of(values.length), Bytes.wrap(bytes.array()));
    }

    private static NdArray floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return NdArray.of(NumericType.FLOAT32, Shape.of(values.length), Bytes.wrap(bytes.array()));
    }

    @Test
    void holdsUpToTheBoundAndNotBeyond() {
        assertThat(ErrorBound.holds(floats(1, 2), floats(1, 2.5f), 0.5)).isTrue();
        assertThat(ErrorBound.holds(floats(1, 2), floats(1, 2.5f), 0.499)).isFalse();
        assertThat(ErrorBound.holds(doubles(-1, 2), doubles(-1.25, 2), 0.25)).isTrue();
        assertThat(ErrorBound.holds(doubles(-1, 2), doubles(-1.25, 2), 0.2499)).isFalse();
    }

    @Test
    void numbersWithoutADistanceMustBeTheSame() {
        assertThat(ErrorBound.holds(floats(Float.NaN), floats(Float.NaN), 0)).isTrue();
        assertThat(ErrorBound.holds(floats(Float.NaN), floats(0), 1e30)).isFalse();
        assertThat(ErrorBound.holds(doubles(0), doubles(Double.NaN), 1e30)).isFalse();
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(ErrorBound.holds(doubles(infinity), doubles(infinity), 0)).isTrue();
        assertThat(ErrorBound.holds(doubles(infinity), doubles(-infinity), 1e300))
                .isFalse();
    }

    @Test
    void otherElementsMustBeTheSame() {
        NdArray one = NdArray.of(NumericType.INT16, Shape.of(1), Bytes.wrap(new byte[] {1, 0}));
        NdArray two = NdArray.of(NumericType.INT16, Shape.of(1), Bytes.wrap(new byte[] {2, 0}));
        assertThat(ErrorBound.holds(one, one, 5)).isTrue();
        assertThat(ErrorBound.holds(one, two, 5)).isFalse();
    }
}
