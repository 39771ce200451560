package dev.varve.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.NdArray;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class RealisticFieldTest {
    @Test
    void theSameSeedGivesTheSameBitsAndAnotherSeedOthers() {
        NdArray field = RealisticField.kelvin(64, 96, 7);
        assertThat(field.sameBits(RealisticField.kelvin(64, 96, 7))).isTrue();
        assertThat(field.sameBits(RealisticField.kelvin(64, 96, 8))).isFalse();
    }

    @Test
    void aFieldHasEarthlyTemperatures() {
        NdArray field = RealisticField.kelvin(256, 256, 7);
        for (int i = 0; i < field.shape().count(); i++) {
            assertThat(Float.intBitsToFloat(field.data().getInt(i * Float.BYTES)))
                    .isBetween(180f, 360f);
        }
    }

    /** Real 2 m temperatures of full precision shrink to a half or two thirds; zeros vanish and white noise stays. */
    @Test
    void aShuffledFieldShrinksAsRealOnesDo() {
        byte[] elements = RealisticField.kelvin(512, 512, 7).data().toArray();
        byte[] planes = new byte[elements.length];
        for (int i = 0; i < elements.length; i++) {
            planes[i % Float.BYTES * (elements.length / Float.BYTES) + i / Float.BYTES] = elements[i];
        }
        Deflater deflater = new Deflater(4);
        deflater.setInput(planes);
        deflater.finish();
        int length = deflater.deflate(new byte[2 * planes.length]);
        deflater.end();
        assertThat((double) elements.length / length).isBetween(1.3, 2.3);
    }
}
