package dev.varve.codec.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.RawBytes;
import dev.varve.array.Shape;
import dev.varve.array.TimeType;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToArrayCodec;
import dev.varve.codec.ArrayToArrayCodecContract;
import dev.varve.codec.ForeignFilters;
import dev.varve.codec.SomeBytes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class DeltaCodecTest extends ArrayToArrayCodecContract {
    private static DeltaCodec delta(NumericType type) {
        return new DeltaCodec(Optional.of(type), Optional.empty());
    }

    @Override
    protected List<Case> cases() {
        return List.of(
                new Case(delta(NumericType.INT8), spec(NumericType.INT8, 5, 7)),
                new Case(delta(NumericType.UINT16), spec(NumericType.UINT16, 2000)),
                new Case(delta(NumericType.INT32), spec(NumericType.INT32)),
                new Case(delta(NumericType.UINT64), spec(NumericType.UINT64, 0, 2)),
                new Case(
                        new DeltaCodec(Optional.of(NumericType.INT16), Optional.of(NumericType.INT64)),
                        spec(NumericType.INT16, 30)),
                new Case(new DeltaCodec(Optional.empty(), Optional.empty()), spec(NumericType.FLOAT32, 40)),
                new Case(delta(NumericType.FLOAT64), spec(NumericType.FLOAT64, 40)),
                new Case(delta(NumericType.INT64), spec(new TimeType(false, "s", 1), 6)));
    }

    /** Sums of floating-point numbers are rounded. */
    @Override
    protected boolean keepsWhatIsLeft(Case c) {
        return !(c.spec().type() instanceof NumericType type) || type.isInteger();
    }

    @Override
    protected List<Foreign> foreign() throws IOException {
        // The file has the shape that metadata say.
        return ForeignFilters.read("delta.bin").stream()
                .map(f -> new Foreign(
                        f.codec(),
                        f.decoded(),
                        f.encoded().reshape(Shape.of(f.encoded().shape().count())),
                        f.restored()))
                .toList();
    }

    @Test
    void floatingPointNumbersComeBackNearly() {
        byte[] bytes = SomeBytes.field(1000).toArray();
        NdArray chunk = NdArray.of(NumericType.FLOAT32, Shape.of(1000), Bytes.wrap(bytes));
        ArrayToArrayCodec.Bound bound = delta(NumericType.FLOAT32).bind(spec(NumericType.FLOAT32, 1000));
        NdArray back = bound.decode(bound.encode(chunk));
        for (int i = 0; i < 1000; i++) {
            float before = Float.intBitsToFloat(chunk.data().getInt(i * 4));
            assertThat(Float.intBitsToFloat(back.data().getInt(i * 4))).isCloseTo(before, Offset.offset(0.01f));
        }
    }

    /** As numcodecs hands it on, so that zfp behind it is zfp of a row. */
    @Test
    void handsOnOneRow() {
        ArrayToArrayCodec.Bound bound = delta(NumericType.INT32).bind(spec(NumericType.INT32, 5, 7));
        assertThat(bound.encodedSpec().shape()).isEqualTo(Shape.of(35));
        NdArray chunk = SomeBytes.chunk(spec(NumericType.INT32, 5, 7), new Random(3));
        assertThat(bound.decode(bound.encode(chunk)).sameBits(chunk)).isTrue();
        assertThat(delta(NumericType.INT32)
                        .bind(spec(NumericType.INT32))
                        .encodedSpec()
                        .shape())
                .isEqualTo(Shape.of(1));
    }

    @Test
    void saysWhetherAnythingIsLost() {
        assertThat(delta(NumericType.INT32).isLossless()).isTrue();
        assertThat(delta(NumericType.FLOAT32).isLossless()).isFalse();
        assertThat(new DeltaCodec(Optional.of(NumericType.INT32), Optional.of(NumericType.INT16)).isLossless())
                .isFalse();
        assertThat(new DeltaCodec(Optional.of(NumericType.INT32), Optional.of(NumericType.INT64)).isLossless())
                .isTrue();
    }

    @Test
    void namesItsTypesOnceTheArrayIsKnown() {
        assertThat(new DeltaCodec(Optional.empty(), Optional.empty()).completedFor(spec(NumericType.INT16, 3)))
                .isEqualTo(new DeltaCodec(Optional.of(NumericType.INT16), Optional.of(NumericType.INT16)));
    }

    @Test
    void refusesTypesThatItCannotSum() {
        assertThatThrownBy(() -> delta(NumericType.BOOL).bind(spec(NumericType.BOOL, 3)))
                .hasMessage("numcodecs.delta takes integers and floating-point numbers, not bool");
        assertThatThrownBy(() -> delta(NumericType.INT16).bind(spec(NumericType.INT32, 3)))
                .hasMessage("numcodecs.delta of dtype int16 for elements of int32");
        assertThatThrownBy(() -> delta(NumericType.INT16).bind(spec(VariableType.STRING, 3)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DeltaCodec(Optional.empty(), Optional.empty()).bind(spec(new RawBytes(2), 3)))
                .hasMessage("numcodecs.delta takes numbers, not raw_bytes[2]");
        assertThatThrownBy(() -> new DeltaCodec(Optional.of(NumericType.INT16), Optional.of(NumericType.FLOAT32))
                        .bind(spec(NumericType.INT16, 3)))
                .hasMessage("numcodecs.delta: sums of float32 are no int16");
    }

    @Test
    void datesAreSeenAsIntegers() {
        TimeType days = new TimeType(false, "D", 1);
        ArrayToArrayCodec.Bound bound = delta(NumericType.INT64).bind(spec(days, 4));
        NdArray chunk = SomeBytes.chunk(spec(days, 4), new Random(2));
        assertThat(bound.encodedSpec().type()).isEqualTo(NumericType.INT64);
        assertThat(bound.decode(bound.encode(chunk)).sameBits(chunk)).isTrue();
    }
}
