package dev.varve.codec.compressor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.testing.Seeds;
import org.junit.jupiter.api.Test;

final class BitShuffleTest {
    private static final int[] SIZES = {1, 2, 3, 4, 8, 16};

    @Test
    void planesHoldOneBitOfEachElement() {
        Seeds.check(100, random -> {
            int size = SIZES[random.nextInt(SIZES.length)];
            int count = 8 * random.nextInt(random.nextBoolean() ? 20 : 1500);
            byte[] source = new byte[count * size + 5];
            random.nextBytes(source);
            byte[] planes = new byte[count * size + 3];
            byte[] scratch = new byte[count * size];
            BitShuffle.shuffle(source, 5, planes, 3, count, size, scratch);
            for (int element = 0; element < count; element++) {
                for (int bit = 0; bit < 8 * size; bit++) {
                    int expected = (source[5 + element * size + bit / 8] >> (bit % 8)) & 1;
                    int actual = (planes[3 + bit * (count / 8) + element / 8] >> (element % 8)) & 1;
                    assertThat(actual == expected)
                            .as("size %d, %d elements", size, count)
                            .isTrue();
                }
            }
            byte[] back = new byte[source.length];
            System.arraycopy(source, 0, back, 0, 5);
            BitShuffle.unshuffle(planes, 3, back, 5, count, size, scratch);
            assertThat(back).as("size %d, %d elements", size, count).isEqualTo(source);
        });
    }
}
