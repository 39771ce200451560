package dev.varve.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JobRowsTest {
    @Test
    void everyJobIsTakenOnceInWhateverOrderWorkersCome() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int run = 0; run < 500; run++) {
            int count = random.nextInt(200);
            int rows = 1 + random.nextInt(7);
            JobRows jobs = new JobRows(count, rows, 1 + random.nextInt(5));
            BitSet taken = new BitSet();
            int left = rows;
            while (left > 0) {
                Optional<JobRows.Batch> batch = jobs.take(random.nextInt(rows));
                left = batch.isPresent() ? rows : left - 1;
                batch.ifPresent(some -> {
                    assertThat(some.to()).as("seed %d", seed).isGreaterThan(some.from());
                    assertThat(taken.get(some.from(), some.to()).isEmpty())
                            .as("seed %d", seed)
                            .isTrue();
                    taken.set(some.from(), some.to());
                });
            }
            assertThat(taken.cardinality()).as("seed %d", seed).isEqualTo(count);
        }
    }

    @Test
    void aWorkerStaysInItsOwnRowWhileThereIsSomethingInIt() {
        JobRows jobs = new JobRows(20, 2, 5);
        assertThat(jobs.take(1)).contains(new JobRows.Batch(10, 15));
        assertThat(jobs.take(0)).contains(new JobRows.Batch(0, 5));
        assertThat(jobs.take(1)).contains(new JobRows.Batch(15, 20));
    }

    @Test
    void whoHasNothingLeftTakesHalfOfTheLongestRow() {
        JobRows jobs = new JobRows(20, 2, 5);
        jobs.take(1);
        jobs.take(1);
        assertThat(jobs.take(1)).contains(new JobRows.Batch(5, 10));
        assertThat(jobs.take(0)).contains(new JobRows.Batch(0, 5));
        assertThat(jobs.take(0)).isEmpty();
    }
}
