package dev.varve.codec.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.codec.ArrayToArrayCodecContract;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.serializer.MaskedGolden;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AsinhCodecTest extends ArrayToArrayCodecContract {
    @Override
    protected List<Case> cases() {
        return List.of(
                new Case(new AsinhCodec(1), spec(NumericType.FLOAT32, 50)),
                new Case(new AsinhCodec(1e-3), spec(NumericType.FLOAT64, 5, 2)),
                new Case(new AsinhCodec(20), spec(NumericType.FLOAT16)),
                new Case(new AsinhCodec(3), spec(NumericType.FLOAT64, 0, 2)));
    }

    /** Numbers are rounded on the way out and back. */
    @Override
    protected boolean keepsWhatIsLeft(Case c) {
        return false;
    }

    /** What comes back of NumPy's numbers is what the codec makes of them: the test below says how near that is. */
    @Override
    protected List<Foreign> foreign() throws IOException {
        List<Foreign> foreign = new ArrayList<>();
        for (MaskedGolden golden : MaskedGolden.read("asinh")) {
            AsinhCodec codec = new AsinhCodec(Double.parseDouble(golden.parameter()));
            ChunkSpec spec = new ChunkSpec(
                    golden.array().type(),
                    golden.array().shape(),
                    dev.varve.array.FillValue.zero(golden.array().type()));
            NdArray encoded = NdArray.of(golden.array().type(), golden.array().shape(), golden.encoded());
            foreign.add(
                    new Foreign(codec, golden.array(), encoded, codec.bind(spec).decode(encoded)));
        }
        return foreign;
    }

    @Test
    void numbersComeBackAlmost() throws IOException {
        int compared = 0;
        for (Foreign f : foreign()) {
            for (int at = 0; at < f.decoded().data().length(); at += Float.BYTES) {
                float before = Float.intBitsToFloat(f.decoded().data().getInt(at));
                float after = Float.intBitsToFloat(f.restored().data().getInt(at));
                if (Float.isFinite(before)) {
                    assertThat((double) after).isCloseTo(before, within(1e-5 * Math.abs(before)));
                    compared++;
                } else {
                    assertThat(after).isEqualTo(before);
                }
            }
        }
        assertThat(compared).isGreaterThan(300);
    }

    /** asinh(1) = ln(1 + sqrt 2). */
    @Test
    void theInverseHyperbolicSineIsThatOfTables() {
        assertThat(AsinhCodec.asinh(1)).isEqualTo(0.881373587019543, within(1e-15));
        assertThat(AsinhCodec.asinh(-1e-200)).isEqualTo(-1e-200);
        assertThat(AsinhCodec.asinh(1e300)).isEqualTo(691.4686750787736, within(1e-12));
        assertThat(AsinhCodec.asinh(-0.0)).isEqualTo(-0.0);
        assertThat(AsinhCodec.asinh(Double.NaN)).isNaN();
    }

    @Test
    void refusesWidthsThatAreNoneAndWhatIsNoFloat() {
        assertThatThrownBy(() -> new AsinhCodec(0)).hasMessage("asinh linear_width 0.0 is not a number above 0");
        assertThatThrownBy(() -> new AsinhCodec(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new AsinhCodec(1).bind(spec(NumericType.INT32, 3)))
                .hasMessage("varve.asinh takes floating-point numbers, not int32");
    }
}
