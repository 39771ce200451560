package dev.varve.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.testing.Seeds;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Transforms, histograms and means beside their definitions. */
final class ReportedMeasuresTest {
    @Test
    void transformsOfAnyLengthAreTheSumsThatDefineThem() {
        for (int length : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 12, 31, 32, 37, 45, 64, 74, 97, 120, 180, 211}) {
            Seeds.check(2, random -> {
                double[] re = random.doubles(length).toArray();
                double[] im = random.doubles(length).toArray();
                double[] foundRe = re.clone();
                double[] foundIm = im.clone();
                Fourier fourier = new Fourier(length);
                fourier.transform(foundRe.clone(), foundIm.clone());
                fourier.transform(foundRe, foundIm);
                for (int k = 0; k < length; k++) {
                    double a = 0;
                    double b = 0;
                    for (int j = 0; j < length; j++) {
                        double angle = -2 * Math.PI * ((long) j * k % length) / length;
                        a += re[j] * Math.cos(angle) - im[j] * Math.sin(angle);
                        b += re[j] * Math.sin(angle) + im[j] * Math.cos(angle);
                    }
                    assertThat(foundRe[k]).as(length + " at " + k).isCloseTo(a, within(1e-12 * length));
                    assertThat(foundIm[k]).as(length + " at " + k).isCloseTo(b, within(1e-12 * length));
                }
            });
        }
    }

    private static NdArray bytes(Shape shape, int... values) {
        byte[] bits = new byte[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (byte) values[i];
        }
        return NdArray.of(NumericType.INT8, shape, Bytes.wrap(bits));
    }

    @Test
    void histogramsCountWhatLiesInBinsAndBeyond() {
        Histogram histogram = new Histogram(0, 10, 5, List.of(99.0));
        histogram.add(bytes(Shape.of(4), 0, 1, 2, 10));
        histogram.add(bytes(Shape.of(4), -1, 11, 99, 9));
        assertThat(histogram.counts()).containsExactly(2, 1, 0, 0, 2);
        assertThat(histogram.below()).isEqualTo(1);
        assertThat(histogram.above()).isEqualTo(1);
        assertThatThrownBy(() -> new Histogram(1, 0, 5, List.of())).hasMessageContaining("from 1.0 to 0.0");
    }

    @Test
    void meansAreTakenOverAllOtherAxes() {
        ZonalMean mean = new ZonalMean(1, 3, List.of(99.0));
        mean.add(Region.of(new long[] {0, 0, 0}, Shape.of(1, 2, 2)), bytes(Shape.of(1, 2, 2), 1, 2, 3, 99));
        mean.add(Region.of(new long[] {1, 0, 0}, Shape.of(1, 2, 2)), bytes(Shape.of(1, 2, 2), 5, 6, 5, 7));
        double[] found = mean.means();
        assertThat(Arrays.copyOf(found, 2)).containsExactly(3.5, 5);
        assertThat(found[2]).isNaN();
    }
}
