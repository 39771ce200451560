package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StopSignalTest {
    @Test
    @Timeout(20)
    void whoeverRaisesItWaitsForWhatIsToBeClearedUp() throws InterruptedException {
        StopSignal stop = new StopSignal();
        CountDownLatch held = new CountDownLatch(1);
        AtomicBoolean isCleared = new AtomicBoolean();
        Thread worker = new Thread(() -> {
            try (StopSignal.Hold hold = stop.hold()) {
                held.countDown();
                while (!stop.isRaised()) {
                    Thread.onSpinWait();
                }
                isCleared.set(hold != null);
            }
        });
        worker.start();
        held.await();
        stop.raise(10);
        assertThat(isCleared).isTrue();
        worker.join();
    }

    @Test
    @Timeout(20)
    void patienceEnds() throws InterruptedException {
        StopSignal stop = new StopSignal();
        try (StopSignal.Hold hold = stop.hold()) {
            stop.raise(0);
            assertThat(hold).isNotNull();
            assertThat(stop.isRaised()).isTrue();
        }
    }

    @Test
    @Timeout(20)
    void withoutWorkNobodyWaits() throws InterruptedException {
        StopSignal stop = new StopSignal();
        stop.raise(1000);
        assertThat(stop.isRaised()).isTrue();
    }
}
