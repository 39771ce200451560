package dev.varve.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class MemoryBudgetTest {
    private final MemoryBudget budget = new MemoryBudget(100);

    private CompletableFuture<Optional<MemoryBudget.Lease>> acquireLater(long bytes) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return budget.acquire(bytes);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void whoAsksForMoreThanIsFreeWaitsUntilItIs() throws Exception {
        MemoryBudget.Lease first = budget.acquire(60).orElseThrow();
        CompletableFuture<Optional<MemoryBudget.Lease>> second = acquireLater(60);
        TimeUnit.MILLISECONDS.sleep(50);
        assertThat(second).isNotDone();
        first.shrinkTo(40);
        assertThat(second.get()).isPresent();
        assertThat(budget.peakBytes()).isEqualTo(100);
    }

    @Test
    void aLeaseIsGivenBackOnce() throws Exception {
        MemoryBudget.Lease lease = budget.acquire(100).orElseThrow();
        lease.close();
        lease.close();
        lease.shrinkTo(50);
        assertThat(budget.acquire(100)).isPresent();
        assertThat(acquireLater(1)).isNotDone();
    }

    @Test
    void whoWaitsGetsNothingWhenTheBudgetIsAbandoned() throws Exception {
        budget.acquire(100);
        CompletableFuture<Optional<MemoryBudget.Lease>> waiting = acquireLater(1);
        budget.abandon();
        assertThat(waiting.get()).isEmpty();
    }

    @Test
    void moreThanTheWholeBudgetIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> budget.acquire(101));
    }
}
