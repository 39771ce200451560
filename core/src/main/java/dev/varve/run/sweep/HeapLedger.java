package dev.varve.run.sweep;

import dev.varve.plan.sweep.Candidate;
import dev.varve.plan.sweep.Score;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A ledger of one process, in memory. */
public final class HeapLedger implements SweepLedger {
    private final Map<Entry, Score> scores = new ConcurrentHashMap<>();
    private final Set<String> claims = ConcurrentHashMap.newKeySet();

    private record Entry(Candidate candidate, int part) {}

    @Override
    public Optional<Score> recorded(Candidate candidate, int part) {
        return Optional.ofNullable(scores.get(new Entry(candidate, part)));
    }

    @Override
    public void record(Score score) {
        if (scores.putIfAbsent(new Entry(score.candidate(), score.part()), score) != null) {
            throw new IllegalStateException(score.candidate() + " was scored twice on part " + score.part());
        }
    }

    @Override
    public boolean claim(String unit) {
        return claims.add(unit);
    }

    @Override
    public void release(String unit) {
        claims.remove(unit);
    }

    /** There is nobody to wait for. */
    @Override
    public void awaitOthers(Duration patience) {}
}
