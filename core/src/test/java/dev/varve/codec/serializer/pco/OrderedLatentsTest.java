package dev.varve.codec.serializer.pco;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.testing.Seeds;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class OrderedLatentsTest {
    /** Few or many, near each other but for some, in any part of the range of 64 bits. */
    private static long[] latents(Random random) {
        long[] latents = new long[1 + random.nextInt(random.nextBoolean() ? 20 : 20_000)];
        long base = random.nextLong();
        int nearBits = 1 + random.nextInt(63);
        int farBits = 1 + random.nextInt(63);
        for (int i = 0; i < latents.length; i++) {
            int bits = random.nextInt(20) == 0 ? farBits : nearBits;
            latents[i] = base + (random.nextLong() & Latents.mask(bits));
        }
        return latents;
    }

    private static long[] sorted(long[] latents) {
        return Arrays.stream(latents)
                .boxed()
                .sorted(Long::compareUnsigned)
                .mapToLong(Long::longValue)
                .toArray();
    }

    @Test
    void everyRankHasTheLatentThatSortingPutsThere() {
        Seeds.check(60, random -> {
            long[] latents = latents(random);
            long[] sorted = sorted(latents);
            OrderedLatents ordered = new OrderedLatents(latents, 0, latents.length);
            assertThat(ordered.count()).isEqualTo(sorted.length);
            for (int i = 0; i < 300; i++) {
                int rank = random.nextInt(sorted.length);
                assertThat(ordered.at(rank)).isEqualTo(sorted[rank]);
                int start = rank;
                while (start > 0 && sorted[start - 1] == sorted[rank]) {
                    start--;
                }
                int end = rank;
                while (end < sorted.length && sorted[end] == sorted[rank]) {
                    end++;
                }
                assertThat(ordered.runStart(rank)).isEqualTo(start);
                assertThat(ordered.runEnd(rank)).isEqualTo(end);
            }
        });
    }

    @Test
    void theBinOfALatentIsTheLastThatStartsAtOrBelowIt() {
        Seeds.check(60, random -> {
            long[] latents = latents(random);
            long[] lowers = Arrays.stream(sorted(latents)).distinct().toArray();
            lowers = Arrays.copyOf(lowers, Math.min(lowers.length, 1 + random.nextInt(4096)));
            int[] bins = new SymbolSearch(lowers).search(latents, 0, latents.length);
            for (int i = 0; i < 300; i++) {
                int at = random.nextInt(latents.length);
                int expected = 0;
                for (int bin = 1; bin < lowers.length && Long.compareUnsigned(lowers[bin], latents[at]) <= 0; bin++) {
                    expected = bin;
                }
                assertThat(bins[at]).isEqualTo(expected);
            }
        });
    }

    /** A table of parts one latent wide once took the distance from the base for a signed number. */
    @Test
    void latentsFarAboveBinsThatLieCloseAreInTheLast() {
        long[] latents = {0, 3, Long.MAX_VALUE, Long.MIN_VALUE, -1};
        assertThat(new SymbolSearch(new long[] {0, 1, 2, 3}).search(latents, 0, latents.length))
                .containsExactly(0, 3, 3, 3, 3);
    }
}
