package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LeasesTest {
    @TempDir
    Path parent;

    private Path folder() {
        return parent.resolve("claims");
    }

    private void plant(String name, Owner owner, long beatSecondsAgo) throws IOException {
        Files.createDirectories(folder());
        String text = owner + "-" + UUID.randomUUID();
        FileClaim.make(folder().resolve(name), text);
        Path beat = Files.writeString(folder().resolve(".alive@" + text), ".");
        Files.setLastModifiedTime(beat, FileTime.from(Instant.now().minusSeconds(beatSecondsAgo)));
    }

    private static Owner dead() {
        Owner self = Owner.current();
        return new Owner(self.host(), self.pid(), 1);
    }

    private static Owner foreign() {
        return new Owner("elsewhere.org", 12, 345);
    }

    @Test
    void aNameHasOneHolderAndLeavesNothing() throws IOException {
        try (Leases one = Leases.open(folder());
                Leases other = Leases.open(folder())) {
            assertThat(one.take("a")).isTrue();
            assertThat(one.take("a")).isFalse();
            assertThat(other.take("a")).isFalse();
            other.release("a");
            assertThat(other.take("a")).isFalse();
            one.release("a");
            assertThat(other.take("a")).isTrue();
            assertThat(Leases.isAnyHeld(folder(), "a")).isTrue();
            assertThat(Leases.isAnyHeld(folder(), "b")).isFalse();
        }
        assertThat(folder()).doesNotExist();
        assertThat(Leases.isAnyHeld(folder(), "a")).isFalse();
    }

    @Test
    void whoClosesLastRemovesTheFolderAndWhoStaysMakesItAgain() throws IOException {
        try (Leases one = Leases.open(folder())) {
            Leases.open(folder()).close();
            deleteAll();
            assertThat(one.take("a")).isTrue();
        }
        assertThat(folder()).doesNotExist();
    }

    private void deleteAll() throws IOException {
        try (Stream<Path> files = Files.walk(folder())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void theClaimOfADeadProcessOfThisMachineIsTakenOverAtOnceThoughItsNumberIsUsedAgain() throws IOException {
        plant("a", dead(), 0);
        plant("b", dead(), 0);
        try (Leases leases = Leases.open(folder())) {
            assertThat(leases.take("a")).isTrue();
        }
        assertThat(folder()).as("what nobody took over is swept").doesNotExist();
    }

    @Test
    void aLivingProcessOfThisMachineMayBeSilent() throws IOException {
        plant("a", Owner.current(), 3600);
        try (Leases leases = Leases.open(folder())) {
            assertThat(leases.take("a")).isFalse();
        }
    }

    @Test
    void theClaimOfAnotherMachineIsRespectedUntilItIsSilentForAMinute() throws IOException {
        plant("fresh", foreign(), 50);
        plant("stale", foreign(), 70);
        try (Leases leases = Leases.open(folder())) {
            assertThat(leases.take("fresh")).isFalse();
            assertThat(leases.take("stale")).isTrue();
            assertThat(Leases.isAnyHeld(folder(), "fresh")).isTrue();
        }
        assertThat(folder().resolve("fresh").toFile().getName()).isEqualTo("fresh");
        assertThat(Files.isSymbolicLink(folder().resolve("fresh"))).isTrue();
    }

    @Test
    void whoDiedWhileTakingOverHoldsUpNobody() throws IOException {
        plant("a", dead(), 0);
        String text = Files.readSymbolicLink(folder().resolve("a")).toString();
        String takeover = ".takeover-" + UUID.nameUUIDFromBytes(("a " + text).getBytes(StandardCharsets.UTF_8));
        FileClaim.make(folder().resolve(takeover), dead() + "-x");
        try (Leases leases = Leases.open(folder())) {
            assertThat(leases.take("a")).isTrue();
        }
        assertThat(folder()).doesNotExist();
    }

    @Test
    void ofManyWhoTakeOverOneWins() throws Exception {
        int rivals = 4;
        ExecutorService threads = Executors.newFixedThreadPool(rivals);
        List<Leases> all = new ArrayList<>();
        try {
            for (int i = 0; i < rivals; i++) {
                all.add(Leases.open(folder()));
            }
            for (int round = 0; round < 200; round++) {
                String name = "unit" + round;
                plant(name, dead(), 0);
                CyclicBarrier start = new CyclicBarrier(rivals);
                List<Future<Boolean>> taken = new ArrayList<>();
                for (Leases one : all) {
                    taken.add(threads.submit((Callable<Boolean>) () -> {
                        start.await();
                        return one.take(name);
                    }));
                }
                int winners = 0;
                for (Future<Boolean> one : taken) {
                    winners += one.get() ? 1 : 0;
                }
                // Where all find someone at it, the name is free for the next who asks.
                assertThat(winners).isLessThanOrEqualTo(1);
                assertThat(winners == 1 || all.get(0).take(name)).isTrue();
            }
        } finally {
            threads.shutdownNow();
            for (Leases one : all) {
                one.close();
            }
        }
        assertThat(folder()).doesNotExist();
    }

    @Test
    void hiddenNamesAndPathsAreNone() throws IOException {
        try (Leases leases = Leases.open(folder())) {
            for (String name : List.of("", ".alive", "a/b", "a b")) {
                assertThatIllegalArgumentException().isThrownBy(() -> leases.take(name));
            }
        }
    }
}
