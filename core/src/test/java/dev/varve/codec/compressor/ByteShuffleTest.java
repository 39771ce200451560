package dev.varve.codec.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.testing.Seeds;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ByteShuffleTest {
    private static final int[] SIZES = {1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 24, 40};

    @Test
    void planesHoldOneByteOfEachElement() {
        Seeds.check(300, random -> {
            int size = SIZES[random.nextInt(SIZES.length)];
            int length = random.nextInt(random.nextBoolean() ? 200 : 40_000);
            int from = random.nextInt(9);
            int to = random.nextInt(9);
            byte[] source = new byte[from + length];
            random.nextBytes(source);
            byte[] planes = new byte[to + length + 3];
            Arrays.fill(planes, (byte) 0x5a);
            ByteShuffle.shuffle(source, from, planes, to, length, size);
            int count = length / size;
            for (int i = 0; i < length; i++) {
                boolean isTail = i >= count * size;
                int at = isTail ? i : i % size * count + i / size;
                assertThat(planes[to + at])
                        .as("size %d, length %d, byte %d", size, length, i)
                        .isEqualTo(source[from + i]);
            }
            for (int i = 0; i < planes.length; i++) {
                assertThat((i >= to && i < to + length) || planes[i] == 0x5a).isTrue();
            }
            byte[] back = new byte[from + length];
            System.arraycopy(source, 0, back, 0, from);
            ByteShuffle.unshuffle(planes, to, back, from, length, size);
            assertThat(back).as("size %d, length %d", size, length).isEqualTo(source);
        });
    }

    @Test
    void elementsLargerThanTheDataCostNothing() {
        byte[] source = {1, 2, 3};
        byte[] target = new byte[3];
        ByteShuffle.shuffle(source, 0, target, 0, 3, Integer.MAX_VALUE);
        assertThat(target).isEqualTo(source);
        ByteShuffle.unshuffle(source, 0, target, 0, 3, Integer.MAX_VALUE);
        assertThat(target).isEqualTo(source);
    }

    @Test
    void rangesOutsideTheArraysAreRefused() {
        assertThatThrownBy(() -> ByteShuffle.shuffle(new byte[8], 1, new byte[8], 0, 8, 4))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ByteShuffle.unshuffle(new byte[8], 0, new byte[8], 1, 8, 4))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
