package dev.varve.run.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.pipeline.Workers;
import dev.varve.testing.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class BudgetedTasksTest {
    @Test
    void theGreediestTaskForWhichThereIsRoomComesFirst() throws InterruptedException {
        BudgetedTasks tasks = new BudgetedTasks(new long[] {1, 60, 50, 0}, 100);
        BudgetedTasks.Task greediest = tasks.take();
        assertThat(greediest.number()).isEqualTo(1);
        // 50 more would be too many.
        assertThat(tasks.take().number()).isZero();
        greediest.close();
        assertThat(tasks.take().number()).isEqualTo(2);
        assertThat(tasks.take().number()).isEqualTo(3);
        assertThatThrownBy(tasks::take).hasMessage("all tasks are taken");
    }

    @Test
    void whatTakesMoreThanTheBudgetRunsAlone() throws InterruptedException {
        BudgetedTasks tasks = new BudgetedTasks(new long[] {5, 1000}, 100);
        try (BudgetedTasks.Task alone = tasks.take()) {
            assertThat(alone.number()).isEqualTo(1);
        }
        assertThat(tasks.take().number()).isZero();
    }

    @Test
    void threadsDoEachTaskOnceAndNeverTakeMoreThanTheBudget() {
        Seeds.check(20, random -> {
            long[] bytes = random.longs(40, 0, 70).toArray();
            BudgetedTasks tasks = new BudgetedTasks(bytes, 100);
            AtomicLong used = new AtomicLong();
            AtomicLong peak = new AtomicLong();
            Set<Integer> done = ConcurrentHashMap.newKeySet();
            try (Workers workers = Workers.of(4)) {
                workers.forEach(bytes.length, unused -> {
                    try (BudgetedTasks.Task task = tasks.take()) {
                        long now = used.addAndGet(bytes[task.number()]);
                        peak.accumulateAndGet(now, Math::max);
                        assertThat(done.add(task.number())).isTrue();
                        LockSupport.parkNanos(20_000);
                        used.addAndGet(-bytes[task.number()]);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            assertThat(done).hasSize(bytes.length);
            assertThat(peak.get()).isLessThanOrEqualTo(100);
        });
    }
}
