package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeapWatchTest {
    private static final long MIB = 1 << 20;

    private final AtomicLong heap = new AtomicLong();
    private final AtomicLong live = new AtomicLong();
    private final AtomicInteger collections = new AtomicInteger();
    private final HeapWatch watch = new HeapWatch(300 * MIB, heap::get, () -> {
        collections.incrementAndGet();
        heap.set(live.get());
    });

    private void look(long mebibytes) {
        heap.set(mebibytes * MIB);
        watch.look();
    }

    @Test
    void garbageIsCollectedWhenMoreIsUsedThanWasMeant() {
        live.set(100 * MIB);
        look(300);
        assertThat(collections).hasValue(0);
        look(301);
        look(250);
        look(400);
        assertThat(collections).hasValue(2);
    }

    @Test
    void whatIsNeededIsNotCollectedOverAndOver() {
        live.set(500 * MIB);
        look(510);
        look(510);
        look(564);
        assertThat(collections).hasValue(1);
        look(565);
        assertThat(collections).hasValue(2);
    }
}
