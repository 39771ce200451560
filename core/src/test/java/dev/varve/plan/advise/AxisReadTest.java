package dev.varve.plan.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.varve.plan.advise.AxisRead.Piece;
import dev.varve.testing.Seeds;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Averages are those of all origins, gone through one by one. */
class AxisReadTest {
    @Test
    void theChunksTouchedAreThoseOfAllOrigins() {
        Seeds.check(3000, random -> {
            long extent = 1L + random.nextInt(60);
            long chunk = 1L + random.nextInt(70);
            long read = 1L + random.nextInt((int) extent);
            long touched = 0;
            for (long start = 0; start <= extent - read; start++) {
                touched += (start + read - 1) / chunk - start / chunk + 1;
            }
            AxisRead axis = new AxisRead(extent, chunk, read);
            assertThat(axis.expectedChunks())
                    .isCloseTo((double) touched / (extent - read + 1), within(1e-12 * touched));
        });
    }

    @Test
    void thePiecesOfShardsAreThoseOfAllOrigins() {
        Seeds.check(3000, random -> {
            long extent = 1L + random.nextInt(60);
            long chunk = 1L + random.nextInt(12);
            long perShard = 1L + random.nextInt(9);
            long read = 1L + random.nextInt((int) extent);
            Map<List<Long>, Long> expected =
                    new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
            long chunks = (extent + chunk - 1) / chunk;
            for (long start = 0; start <= extent - read; start++) {
                Map<Long, Long> shards = new TreeMap<>();
                for (long c = start / chunk; c <= (start + read - 1) / chunk; c++) {
                    shards.merge(c / perShard, 1L, Long::sum);
                }
                shards.forEach((shard, touched) ->
                        expected.merge(List.of(touched, Math.min(perShard, chunks - shard * perShard)), 1L, Long::sum));
            }
            Map<List<Long>, Double> found = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
            for (Piece piece : new AxisRead(extent, chunk, read).pieces(perShard)) {
                found.put(List.of(piece.touched(), piece.present()), piece.expected() * (extent - read + 1));
            }
            assertThat(found.keySet()).isEqualTo(expected.keySet());
            expected.forEach((kind, count) -> assertThat(found.get(kind)).isCloseTo(count, within(1e-9)));
        });
    }

    @Test
    void axesOfAnyLengthTakeNoTime() {
        long huge = 1L << 62;
        assertThat(new AxisRead(huge, 1 << 20, 1).expectedChunks()).isEqualTo(1);
        assertThat(new AxisRead(huge, 1, huge).expectedChunks()).isEqualTo((double) huge);
        assertThat(new AxisRead(huge, huge, 7).expectedChunks()).isEqualTo(1);
        assertThat(new AxisRead(huge, 1000, 2).expectedChunks()).isCloseTo(1.001, within(1e-12));
        assertThat(new AxisRead(huge, 1000, 1).pieces(8192)).hasSizeLessThanOrEqualTo(2);
        assertThat(new AxisRead(1, 1, 1).pieces(1)).containsExactly(new Piece(1, 1, 1));
    }

    @Test
    void aReadBeyondTheAxisIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AxisRead(4, 2, 5))
                .withMessage("a read of 5 in chunks of 2 along an axis of 4");
        assertThatIllegalArgumentException().isThrownBy(() -> new AxisRead(4, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new AxisRead(0, 1, 0));
    }
}
