package dev.varve.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import org.junit.jupiter.api.Test;

class RecentIndexesTest {
    private static final int KIB = 1 << 10;

    private final RecentIndexes recent = new RecentIndexes();

    @Test
    void onlyTheSameBytesOfAShardOfTheSameLengthAreTheSameIndex() {
        ShardIndex index = ShardIndex.builder(1).build();
        recent.add(Bytes.wrap(new byte[] {1, 2}), 100, index);
        assertThat(recent.find(Bytes.wrap(new byte[] {1, 2}), 100)).contains(index);
        assertThat(recent.find(Bytes.wrap(new byte[] {1, 3}), 100)).isEmpty();
        assertThat(recent.find(Bytes.wrap(new byte[] {1, 2}), 101)).isEmpty();
    }

    @Test
    void bytesThatChangeAfterwardsAreNotTakenForWhatTheyWere() {
        byte[] reused = {1, 2};
        recent.add(Bytes.wrap(reused), 100, ShardIndex.builder(1).build());
        reused[0] = 9;
        assertThat(recent.find(Bytes.wrap(reused), 100)).isEmpty();
    }

    @Test
    void noMoreThanAQuarterOfAMebibyteIsHeldAndTheLatestStay() {
        for (int i = 0; i < 6; i++) {
            recent.add(bytes(i, 64 * KIB), i, ShardIndex.builder(1).build());
        }
        assertThat(recent.find(bytes(0, 64 * KIB), 0)).isEmpty();
        assertThat(recent.find(bytes(1, 64 * KIB), 1)).isEmpty();
        assertThat(recent.find(bytes(2, 64 * KIB), 2)).isPresent();
        assertThat(recent.find(bytes(5, 64 * KIB), 5)).isPresent();
    }

    @Test
    void aLargeIndexIsNotHeldAndPutsNoOtherOut() {
        recent.add(bytes(1, KIB), 1, ShardIndex.builder(1).build());
        recent.add(bytes(9, 257 * KIB), 9, ShardIndex.builder(1).build());
        assertThat(recent.find(bytes(9, 257 * KIB), 9)).isEmpty();
        assertThat(recent.find(bytes(1, KIB), 1)).isPresent();
    }

    private static Bytes bytes(int first, int length) {
        byte[] array = new byte[length];
        array[0] = (byte) first;
        return Bytes.wrap(array);
    }
}
