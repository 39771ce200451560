package dev.varve.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.varve.testing.Seeds;
import org.junit.jupiter.api.Test;

/** Transforms beside their definition. */
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
}
